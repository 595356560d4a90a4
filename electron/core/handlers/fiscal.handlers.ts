// fiscal.*: thin, no logic.
import type { AllHandlers } from '../dispatcher';
import type { Dialogs } from '../ports';
import type { FiscalService } from '../services/fiscal/fiscalService';

export interface FiscalHandlerParts {
  readonly fiscal: FiscalService;
  readonly dialogs: Dialogs;
}

export function fiscalHandlers({ fiscal, dialogs }: FiscalHandlerParts): Pick<AllHandlers, 'fiscal'> {
  return {
    fiscal: {
      overview: ({ companyId }) => fiscal.overview(companyId),
      files: async ({ companyId, month }) => [...(await fiscal.files(companyId, month))],
      reveal: async ({ fileId }) => dialogs.showInFolder(await fiscal.filePath(fileId)),
      save: ({ fileId }) => fiscal.save(fileId),
      receipts: (order) => fiscal.receipts(order),
      checkReceipt: ({ companyId, text }) => fiscal.checkReceipt(companyId, text),
    },
  };
}
