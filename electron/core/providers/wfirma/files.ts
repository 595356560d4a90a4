// Of a sale its page; of a cost the file that was put to it, which stands in a list of its own.
import type { Fields } from '../../formats/json/fields';
import { isCodedRefusal } from '../sdk/refusals';
import { noSourceFile, type SourceFiles } from '../sdk/sourceFile';
import { fieldsOf } from './answer';
import { openApi, PAGE_SIZE, type Api } from './api';

const KEY = /^(cost|sale)-(\d+)$/;
/** Files of a cost that lie further back are looked for in wFirma itself. */
const MOST_PAGES = 5;

export const sourceFiles: SourceFiles = {
  has: ({ naturalKey, content }) => {
    const kind = KEY.exec(naturalKey)?.[1];
    // A cost tells how many files it has.
    return kind === 'sale' || (kind === 'cost' && Number(textIn(content).text('documents') ?? '0') > 0);
  },
  fetch: async (ctx, order) => {
    const [, kind, id = ''] = KEY.exec(order.record.naturalKey) ?? [];
    const api = openApi(ctx);
    try {
      if (kind === 'sale') {
        await api.download('invoices', id, order);
        return {};
      }
      const file = await fileOf(api, id);
      if (file === undefined) throw noSourceFile(`documents of expense ${id}`);
      await api.download('documents', file.text('id') ?? '', order);
      const name = file.text('filename', 'name');
      return name === undefined ? {} : { name };
    } catch (error) {
      if (isCodedRefusal(error, 'NOT FOUND', 'HTTP 404')) throw noSourceFile(`${kind ?? ''} ${id}`);
      throw error;
    }
  },
};

const textIn = (content: Uint8Array): Fields => fieldsOf(Buffer.from(content).toString('utf8'));

/** How a file is asked for by its cost stands in no document: asked so, else looked for among the newest (dossier §3.5). */
async function fileOf(api: Api, expenseId: string): Promise<Fields | undefined> {
  const isIts = (row: Fields): boolean =>
    row.object('expense').text('id') === expenseId && (row.text('type') ?? 'file') === 'file';
  const asked = await api.documents(1, expenseId).catch((error: unknown) => {
    if (isCodedRefusal(error, 'ERROR', 'INPUT ERROR')) return [];
    throw error;
  });
  const found = asked.find(isIts);
  if (found !== undefined) return found;
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const rows = await api.documents(page);
    const its = rows.find(isIts);
    if (its !== undefined || rows.length < PAGE_SIZE) return its;
  }
  return undefined;
}
