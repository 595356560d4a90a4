// What a form begins with: an invoice of today after the last ones.
import { nextNumber } from '../../../../shared/domain/nextNumber';
import type { ParsedInvoice } from '../../../../shared/domain/invoice';
import type { SalesInvoice, SalesSeller } from '../../../../shared/domain/salesInvoice';
import { addDays, daysFromTo } from '../../providers/sdk/calendar';
import { sellerOf } from './partyOf';

const TERM_DAYS = 14;
const MAX_TERM_DAYS = 120;

export interface Past {
  /** Newest first. */
  readonly numbers: readonly { readonly number: string; readonly issueDate: string }[];
  /** The one whose seller, account and terms are taken over. */
  readonly last: ParsedInvoice | null;
}

export const VAT_23 = { treatment: 'taxed', percent: '23' } as const;

export function blankInvoice(
  company: { name: string; country: string; taxId: string | null },
  past: Past,
  today: string,
): SalesInvoice {
  const { last } = past;
  return {
    kind: 'invoice',
    number: nextNumber(past.numbers, today),
    issueDate: today,
    saleDate: today,
    currency: 'PLN',
    seller: last === null ? sellerFrom(company) : sellerOf(last.seller),
    buyer: { identity: { type: 'nip', nip: '' }, name: '', isLocalGovernmentUnit: false, isVatGroupMember: false },
    otherParties: [],
    prices: 'net',
    lines: [{ name: '', quantity: '1', unit: 'szt.', price: '', vat: VAT_23 }],
    received: [],
    receipts: [],
    advances: [],
    annotations: NOTHING_SAID,
    payment: paymentFrom(last, today),
    charges: [],
    deductions: [],
    orders: [],
    contracts: [],
    deliveryNotes: [],
    notes: [],
    footer: [],
  };
}

const NOTHING_SAID: SalesInvoice['annotations'] = {
  cashMethod: false,
  selfBilling: false,
  splitPayment: false,
  reverseCharge: false,
  triangular: false,
  toReceipt: false,
  relatedParties: false,
};

function sellerFrom({ name, country, taxId }: { name: string; country: string; taxId: string | null }): SalesSeller {
  return {
    identity: taxId === null ? { type: 'none' } : { type: 'nip', nip: taxId },
    name,
    address: { country, line1: '' },
  };
}

/** The account and the days of the last invoice. */
function paymentFrom(last: ParsedInvoice | null, today: string): SalesInvoice['payment'] {
  const due = last?.payment.dueOn[0];
  const days = last === null || due === undefined ? TERM_DAYS : daysFromTo(last.issueDate, due) - 1;
  const term = days >= 0 && days <= MAX_TERM_DAYS ? days : TERM_DAYS;
  return {
    parts: [],
    dueOn: [addDays(today, term)],
    method: 'transfer',
    accounts: accountsOf(last).slice(0, 1),
    factorAccounts: [],
  };
}

export function accountsOf(invoice: ParsedInvoice | null): SalesInvoice['payment']['accounts'] {
  return (invoice?.payment.accounts ?? []).map(({ number, bank, swift }) => ({
    number,
    ...(bank === undefined ? {} : { bank }),
    ...(swift === undefined ? {} : { swift }),
  }));
}
