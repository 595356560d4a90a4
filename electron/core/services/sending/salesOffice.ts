// Everything about a company's own invoices, put together: the form, the outbox, its papers, and what is checked before anything leaves.
import { salesDraftRepo } from '../../db/repositories/salesDraft.repo';
import type { CompanyRepo } from '../../db/repositories/company.repo';
import type { ConfigDatabase } from '../../db/openDatabase';
import { documentRules } from '../selling/documentRules';
import { saleFiles } from '../selling/saleFiles';
import { salesDrafts } from '../selling/salesDrafts';
import { sellingService, type SellingService } from '../selling/sellingService';
import { outgoingPapers, type OutgoingPaperParts, type OutgoingPapers } from './outgoingPapers';
import { senders, type Senders, type SenderParts } from './senders';
import { sendingService, type SendingParts, type SendingService } from './sendingService';

export interface SalesOffice {
  readonly sending: SendingService;
  readonly selling: SellingService;
  readonly papers: OutgoingPapers;
  readonly senders: Senders;
}

type Parts = Omit<SendingParts, 'validateBeforeSend'> &
  Omit<OutgoingPaperParts, keyof SendingParts> &
  Pick<SenderParts, 'saveSettings'> & {
    readonly db: ConfigDatabase;
    readonly companies: Pick<CompanyRepo, 'find'>;
    readonly version: string;
  };

export function salesOffice(parts: Parts): SalesOffice {
  const drafts = salesDrafts(salesDraftRepo(parts.db), parts.reader);
  const rules = documentRules({ draftOf: drafts.ofOutbox, now: () => parts.clock.now() });
  const sending = sendingService({ ...parts, validateBeforeSend: rules });
  return {
    sending,
    selling: {
      ...sellingService({ ...parts, drafts, sending, program: `Kontor ${parts.version}` }),
      saveFile: saleFiles(parts),
    },
    papers: outgoingPapers(parts),
    senders: senders(parts),
  };
}
