// Expenses and invoices as dated lists.
import type { DatedList } from '../sdk/datedPages';
import type { PageItem, RemoteFacts } from '../sdk/pages';
import type { Fields } from '../../formats/json/fields';
import { PAGE_SIZE, type Api, type FindQuery, type ListModule, type WfirmaRow } from './api';
import { isCodedRefusal } from '../sdk/refusals';
import { present } from '../../../../shared/lib/present';

/** Offers, notes of one's own, and drafts that nobody has booked yet: they change until they are. */
function isInvoice(row: Fields): boolean {
  const type = row.text('type') ?? '';
  return type !== 'proforma' && type !== 'internal_proof' && !row.flag('draft');
}

function itemOf(module: ListModule, keyPrefix: string, { id, text, fields }: WfirmaRow): PageItem | null {
  if (!isInvoice(fields)) return null;
  return {
    naturalKey: keyPrefix + id,
    fileName: `wfirma-${module}-${id}.json`,
    mediaType: 'application/json',
    content: { base64: Buffer.from(text, 'utf8').toString('base64') },
    remote: { id, modified: fields.text('modified') ?? null },
    facts: factsOf(module, id, fields),
  };
}

function factsOf(module: ListModule, id: string, row: Fields): RemoteFacts {
  const contractor = row.object('contractor_detail');
  const [name, taxId] = [contractor.text('name'), contractor.taxId('nip')];
  const other = { ...(name === undefined ? {} : { name }), ...(taxId === undefined ? {} : { taxId }) };
  const facts: { [K in keyof RemoteFacts]: RemoteFacts[K] | undefined } = {
    remoteNumber: row.text('ksef_reference_number') ?? id,
    receivedOn: module === 'expenses' ? row.date('reception_date') : undefined,
    number: row.text('fullnumber'),
    issueDate: row.date('date'),
    currency: row.currency('currency'),
    net: row.decimal('netto'),
    vat: row.decimal('tax'),
    gross: row.decimal('total', 'brutto'),
    ...(module === 'expenses' ? { seller: other } : { buyer: other }),
  };
  return present(facts);
}

/** Ordering by `modified` stands in no document: a service that refuses it tells no changes. */
async function changedRows(api: Api, module: ListModule, query: FindQuery): Promise<readonly WfirmaRow[] | null> {
  try {
    return await api.find(module, query);
  } catch (error) {
    if (isCodedRefusal(error, 'ERROR', 'INPUT ERROR')) return null;
    throw error;
  }
}

export function listOf(api: Api, module: ListModule): DatedList<WfirmaRow> {
  const side = module === 'expenses' ? 'cost' : 'sale';
  const keyPrefix = `${side}-`;
  return {
    id: side,
    side,
    parserId: 'wfirma',
    pageSize: PAGE_SIZE,
    keyPrefix,
    // `le` is documented.
    isEndCounted: true,
    fetch: (from, to, page) => api.find(module, { dates: { from, to }, order: 'date', page }),
    changed: (page) => changedRows(api, module, { order: 'modified', page }),
    one: (id) => api.one(module, id),
    item: (row) => itemOf(module, keyPrefix, row),
  };
}
