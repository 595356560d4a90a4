// From a row of the list to what the archive keeps: the row itself, and what it says in everybody's words.
import type { PageItem, RemoteFacts } from '../sdk/pages';
import { fakturowniaKsefNumber } from './format';
import { present } from '../../../../shared/lib/present';
import type { Fields } from '../../formats/json/fields';
import type { Kind, ListedInvoice } from './api';

/** Offers, orders and cash slips are no invoices (dossier §2.8). */
const NO_INVOICE = new Set(['proforma', 'estimate', 'client_order', 'kp', 'kw']);

export const isInvoice = ({ fields }: ListedInvoice): boolean => !NO_INVOICE.has(fields.text('kind') ?? '');

export const keyOf = (kind: Kind, id: string): string => `${kind}-${id}`;

export function itemOf(kind: Kind, { id, fields, text, stamp }: ListedInvoice): PageItem {
  return {
    naturalKey: keyOf(kind, id),
    fileName: `fakturownia-${id}.json`,
    mediaType: 'application/json',
    content: { base64: Buffer.from(text, 'utf8').toString('base64') },
    remote: { id, updated_at: stamp },
    facts: factsOf(kind, id, fields),
  };
}

export function goneItem(naturalKey: string): PageItem {
  const id = naturalKey.slice(naturalKey.indexOf('-') + 1);
  return {
    naturalKey,
    fileName: `fakturownia-${id}.json`,
    mediaType: 'application/json',
    content: { base64: '' },
    remote: { id },
    isDeleted: true,
  };
}

function factsOf(kind: Kind, id: string, row: Fields): RemoteFacts {
  const facts = {
    remoteNumber: fakturowniaKsefNumber(row) ?? id,
    receivedOn: kind === 'cost' ? row.date('delivery_date') : undefined,
    number: row.text('number'),
    issueDate: row.date('issue_date'),
    currency: row.currency('currency'),
    net: row.decimal('price_net'),
    vat: row.decimal('price_tax'),
    gross: row.decimal('price_gross'),
    seller: partyOf(row.text('seller_name'), row.taxId('seller_tax_no')),
    buyer: partyOf(row.text('buyer_name'), row.taxId('buyer_tax_no')),
  };
  return present(facts);
}

function partyOf(name: string | undefined, taxId: string | undefined): RemoteFacts['seller'] {
  return { ...(name === undefined ? {} : { name }), ...(taxId === undefined ? {} : { taxId }) };
}
