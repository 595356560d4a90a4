// Of a sale its page; of a cost the files that came with it. Fakturownia draws a page of a cost as well, but that is not what the
// supplier issued (dossier §2.2).
import type { SourceFiles } from '../sdk/sourceFile';
import { openApi } from './api';

const KEY = /^(cost|sale)-(\d+)$/;

export const sourceFiles: SourceFiles = {
  has: ({ naturalKey }) => KEY.test(naturalKey),
  fetch: async (ctx, order) => {
    const [, kind, id = ''] = KEY.exec(order.record.naturalKey) ?? [];
    const api = openApi(ctx);
    if (kind === 'sale') await api.page(id, order);
    else await api.attachments(id, order);
    return kind === 'sale' ? {} : { isPackage: true };
  },
};
