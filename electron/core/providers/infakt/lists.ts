// The nine lists of an account as dated lists.
import { addDays } from '../sdk/calendar';
import type { DatedList } from '../sdk/datedPages';
import type { PageItem, RemoteFacts } from '../sdk/pages';
import { readPages } from '../sdk/shiftingPages';
import { present } from '../../../../shared/lib/present';
import { infaktAmount, infaktKsefNumber } from './format';
import type { Fields } from '../../formats/json/fields';
import { PAGE_SIZE, SALES, type Api, type InfaktRow, type ListName } from './api';

/** Contributions and internal notes are in the list of costs, but nobody issued them (dossier §4.3). */
const NO_INVOICE = /_fee_evidence$|^work_fund_evidence$|^internal_e[vw]idence$/;

function isInvoice(row: Fields): boolean {
  const kind = row.text('kind') ?? '';
  if (NO_INVOICE.test(kind) || kind === 'proforma') return false;
  return !row.list('statuses').some((status) => status.text('symbol') === 'cost_rejected');
}

function itemOf(prefix: string, { id, text, fields }: InfaktRow): PageItem | null {
  if (!isInvoice(fields)) return null;
  return {
    naturalKey: prefix + id,
    fileName: `infakt-${id}.json`,
    mediaType: 'application/json',
    content: { base64: Buffer.from(text, 'utf8').toString('base64') },
    remote: { uuid: id, kind: fields.text('kind') ?? null },
    facts: factsOf(id, fields),
  };
}

function factsOf(id: string, row: Fields): RemoteFacts {
  const currency = row.currency('currency');
  const party = (name: string | undefined, taxId: string | undefined) => ({
    ...(name === undefined ? {} : { name }),
    ...(taxId === undefined ? {} : { taxId }),
  });
  const facts: { [K in keyof RemoteFacts]: RemoteFacts[K] | undefined } = {
    remoteNumber: infaktKsefNumber(row) ?? id,
    isScan: row.text('kind') === 'document_scan' ? true : undefined,
    receivedOn: row.date('received_date'),
    number: row.text('number'),
    // A scan that nobody has read yet has no date of its own: the day it came in.
    issueDate: row.date('issue_date', 'invoice_date', 'received_date', 'created_at'),
    currency,
    net: infaktAmount(row, 'net_price', currency),
    vat: infaktAmount(row, 'tax_price', currency),
    gross: infaktAmount(row, 'gross_price', currency),
    seller: party(row.text('seller_name'), row.taxId('seller_tax_code')),
    buyer: party(row.text('client_company_name'), row.taxId('client_tax_code')),
  };
  return present(facts);
}

function datedList(api: Api, name: ListName, dateField: string): DatedList<InfaktRow> {
  const side = name === 'documents/costs' ? 'cost' : 'sale';
  const keyPrefix = side === 'cost' ? 'cost-' : `${name}-`;
  return {
    id: side === 'cost' ? 'cost' : `sale.${name}`,
    side,
    parserId: 'infakt',
    pageSize: PAGE_SIZE,
    keyPrefix,
    fetch: (from, to, page) =>
      api.list(
        name,
        { [`q[${dateField}_gteq]`]: from, [`q[${dateField}_lteq]`]: to, order: `${dateField} desc` },
        page,
      ),
    one: (uuid) => api.one(name, uuid),
    item: (row) => itemOf(keyPrefix, row),
  };
}

export function costList(api: Api): DatedList<InfaktRow> {
  return {
    ...datedList(api, 'documents/costs', 'issue_date'),
    // Scans without a date fall through every filter of dates.
    undated: async (from, to) => {
      // Whether a day as an end counts its hours is not documented: one more is asked for, and cut here.
      const end = to === undefined ? {} : { 'q[created_at_lteq]': addDays(to, 1) };
      const fetch = (page: number) =>
        api.list('documents/costs', { 'q[created_at_gteq]': from, ...end, order: 'created_at desc' }, page);
      const isWanted = ({ date, fields }: InfaktRow): boolean =>
        date === null && (to === undefined || (fields.date('created_at') ?? to) <= to);
      const rows: InfaktRow[] = [];
      for await (const some of readPages({ fetch, pageSize: PAGE_SIZE })) rows.push(...some.filter(isWanted));
      return rows;
    },
  };
}

export const salesLists = (api: Api): readonly DatedList<InfaktRow>[] =>
  SALES.map((name) => datedList(api, name, 'invoice_date'));
