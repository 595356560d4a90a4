// sending.*: thin, no logic. A receipt is saved through main's own dialog.
import { writeFile } from 'node:fs/promises';
import type { AllHandlers } from '../dispatcher';
import type { Dialogs } from '../ports';
import type { SendingService } from '../services/sending/sendingService';
import type { Texts } from '../texts';

export interface SendingHandlerParts {
  readonly sending: SendingService;
  readonly dialogs: Dialogs;
  readonly texts: Texts;
}

export function sendingHandlers({ sending, dialogs, texts }: SendingHandlerParts): Pick<AllHandlers, 'sending'> {
  return {
    sending: {
      list: async (query) => [...(await sending.list(query))],
      get: ({ id }) => sending.get(id),
      draft: (order) => sending.draft(order),
      prepare: (order) => sending.prepare(order),
      confirm: ({ token }) => sending.confirm(token),
      resume: ({ connectionId }) => sending.resume(connectionId),
      decide: ({ id, hasArrived }) => sending.decide(id, hasArrived),
      discard: ({ ids }) => sending.discard(ids),
      links: ({ id }) => sending.links(id),
      saveReceipt: async ({ id }) => {
        const { bytes, fileName } = await sending.receipt(id);
        const title = (await texts())('save_receipt');
        const path = await dialogs.saveFile({ suggestedName: fileName, title });
        if (path !== null) await writeFile(path, bytes);
        return { path };
      },
    },
  };
}
