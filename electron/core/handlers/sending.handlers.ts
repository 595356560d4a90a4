// sending.*: thin, no logic. A receipt is saved through main's own dialog.
import { writeFile } from 'node:fs/promises';
import type { AllHandlers } from '../dispatcher';
import { refusedByDisk } from '../paper/refusedByDisk';
import type { Dialogs } from '../ports';
import type { OutgoingPapers } from '../services/sending/outgoingPapers';
import type { Senders } from '../services/sending/senders';
import type { SendingService } from '../services/sending/sendingService';
import type { Texts } from '../texts';

export interface SendingHandlerParts {
  readonly sending: SendingService;
  readonly senders: Senders;
  readonly papers: OutgoingPapers;
  readonly dialogs: Dialogs;
  readonly texts: Texts;
}

export function sendingHandlers(parts: SendingHandlerParts): Pick<AllHandlers, 'sending'> {
  const { sending, senders, papers, dialogs, texts } = parts;
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
      senders: ({ companyId }) => senders.list(companyId),
      setOn: ({ connectionId, isOn }) => senders.setOn(connectionId, isOn),
      links: ({ id }) => papers.links(id),
      page: ({ id }) => papers.page(id),
      savePage: (order) => papers.savePage(order),
      receipt: ({ id }) => papers.receipt(id),
      saveReceipt: async ({ id }) => {
        const { bytes, fileName } = await papers.receiptFile(id);
        const title = (await texts())('save_receipt');
        const path = await dialogs.saveFile({ suggestedName: fileName, title });
        if (path !== null) await writeFile(path, bytes).catch(refusedByDisk);
        return { path };
      },
    },
  };
}
