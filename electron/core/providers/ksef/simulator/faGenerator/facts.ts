// What KSeF reads out of a document for its metadata.
import { roundDiv } from './amounts';
import type { InvoiceModel } from './model';
import type { Identifier, Party } from './parties';

export interface MetaParty {
  readonly identifier: { readonly type: string; readonly value?: string };
  readonly name?: string;
}

export interface InvoiceFacts {
  readonly invoiceNumber: string;
  readonly issueDate: string;
  readonly seller: { readonly nip: string; readonly name: string };
  readonly buyer: MetaParty;
  /** In the invoice's currency, hundredths. */
  readonly net: number;
  readonly gross: number;
  /** Always zloty. */
  readonly vat: number;
  readonly currency: string;
  readonly invoiceType: string;
  readonly formCode: { readonly systemCode: string; readonly schemaVersion: string; readonly value: string };
  readonly isSelfInvoicing: boolean;
  readonly hasAttachment: boolean;
  readonly thirds: readonly (MetaParty & { readonly role: number })[];
  readonly authorized?: { readonly nip: string; readonly name: string; readonly role: number };
}

export const FA3 = { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' };

const TYPES: Readonly<Record<string, string>> = {
  VAT: 'Vat',
  KOR: 'Kor',
  ZAL: 'Zal',
  ROZ: 'Roz',
  UPR: 'Upr',
  KOR_ZAL: 'KorZal',
  KOR_ROZ: 'KorRoz',
};
export const invoiceType = (kind: string): string => TYPES[kind] ?? 'Vat';

function identifier(id: Identifier): MetaParty['identifier'] {
  if (id.type === 'None') return { type: 'None' };
  return { type: id.type, value: id.type === 'VatUe' ? `${id.country}${id.value}` : id.value };
}

const party = (of: Party): MetaParty => ({ identifier: identifier(of.id), name: of.name });

export function factsOf(model: InvoiceModel): InvoiceFacts {
  const net = model.sums.reduce((sum, part) => sum + part.net, 0);
  const vat = model.sums.reduce((sum, part) => sum + (part.vatPln ?? part.vat), 0);
  const { representative } = model;
  return {
    invoiceNumber: model.number,
    issueDate: model.issueDate,
    seller: { nip: model.seller.id.value, name: model.seller.name },
    buyer: party(model.buyer),
    net,
    gross: model.total,
    vat: roundDiv(vat, 1),
    currency: model.currency,
    invoiceType: invoiceType(model.kind),
    formCode: FA3,
    isSelfInvoicing: model.isSelfBilled,
    hasAttachment: model.attachment !== undefined,
    thirds: model.thirds.map((third) => ({ ...party(third.party), role: third.role })),
    ...(representative ? { authorized: { nip: representative.id.value, name: representative.name, role: 3 } } : {}),
  };
}
