// Files: pages of invoices, drawn with the parameters that were asked for, and documents that were put to an expense.
import { pdfOf } from '../../sdk/simulatorKit';
import type { Row } from './rows';

export class FileAnswer {
  readonly bytes: Buffer<ArrayBuffer>;
  constructor(title: string) {
    this.bytes = pdfOf(title);
  }
}

export interface Books {
  readonly company: Row;
  readonly expenses: Row[];
  readonly invoices: Row[];
}

const PAGE_NAMES = new Set([
  'page',
  'address',
  'leaflet',
  'duplicate',
  'payment_cashbox_documents',
  'warehouse_documents',
]);
const text = (row: Row, name: string): string => {
  const value = row[name];
  return typeof value === 'string' ? value : '';
};

/** One for each expense that says it has some, and a note of the company's own that belongs to none. */
export function documentsOf(expenses: readonly Row[]): Row[] {
  const own = { id: '90001', name: 'Umowa', filename: 'umowa.pdf', type: 'file', set: 'crm', expense: { id: '0' } };
  const theirs = expenses
    .filter((row) => row['documents'] === '1')
    .map((row) => ({
      id: `9${text(row, 'id')}`,
      name: `Skan ${text(row, 'fullnumber')}`,
      filename: `skan ${text(row, 'id')}.pdf`,
      mime: 'application/pdf',
      type: 'file',
      set: 'book',
      is_ocr_file: '0',
      date: text(row, 'date'),
      expense: { id: text(row, 'id') },
      invoice: { id: '0' },
    }));
  return [{ ...own, date: '2026-01-01', invoice: { id: '0' } }, ...theirs];
}

export async function download(
  { module, id, request }: { readonly module: string; readonly id: string | undefined; readonly request: Request },
  book: Books,
): Promise<FileAnswer | string> {
  if (module === 'documents') {
    const file = documentsOf(book.expenses).find((row) => row['id'] === id);
    if (request.method !== 'GET') return 'INPUT ERROR';
    return file === undefined ? 'NOT FOUND' : new FileAnswer(text(file, 'name'));
  }
  if (module !== 'invoices') return 'ACTION NOT FOUND';
  if (request.method !== 'POST' || !isPageOrder(await request.text())) return 'INPUT ERROR';
  const row = book.invoices.find((one) => one['id'] === id);
  return row === undefined ? 'NOT FOUND' : new FileAnswer(text(row, 'fullnumber'));
}

/** `{"invoices":{"parameters":{"0":{"parameter":{"name":…,"value":…}},…}}}`, numbered from nought. */
function isPageOrder(body: string): boolean {
  try {
    const { invoices } = JSON.parse(body) as { invoices?: { parameters?: Record<string, { parameter?: Row }> } };
    const entries = Object.entries(invoices?.parameters ?? {});
    return entries.every(
      ([key, { parameter = {} }], at) =>
        key === String(at) && PAGE_NAMES.has(text(parameter, 'name')) && text(parameter, 'value') !== '',
    );
  } catch {
    return false;
  }
}
