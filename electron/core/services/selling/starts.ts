// What a form begins with: an invoice of today after the last ones.
import { nextNumber } from '../../../../shared/domain/nextNumber';
import type { ParsedInvoice } from '../../../../shared/domain/invoice';
import type { SalesBuyer, SalesIdentity, SalesInvoice, SalesSeller } from '../../../../shared/domain/salesInvoice';
import { saleRules } from '../../../../shared/domain/saleRules';
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

const NOBODY: SalesBuyer = {
  identity: { type: 'none' },
  name: '',
  isLocalGovernmentUnit: false,
  isVatGroupMember: false,
};

export function blankInvoice(
  company: { name: string; country: string; taxId: string | null },
  past: Past,
  today: string,
): SalesInvoice {
  const { last } = past;
  const { currency, unit, rates, isPolish } = saleRules(company.country);
  return {
    kind: 'invoice',
    number: nextNumber(past.numbers, today),
    issueDate: today,
    saleDate: today,
    currency,
    seller: last === null ? sellerFrom(company) : sellerOf(last.seller, company.country),
    buyer: isPolish ? { ...NOBODY, identity: { type: 'nip', nip: '' } } : NOBODY,
    otherParties: [],
    prices: 'net',
    lines: [{ name: '', quantity: '1', unit, price: '', vat: { treatment: 'taxed', percent: rates[0] } }],
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
  const isCode = country === 'EE' && taxId !== null && /^\d{8}$/.test(taxId);
  return {
    identity: taxId === null || isCode ? { type: 'none' } : identityFrom(country, taxId),
    name,
    ...(isCode ? { registryCode: taxId } : {}),
    address: { country, line1: '' },
  };
}

function identityFrom(country: string, taxId: string): SalesIdentity {
  if (country === 'PL') return { type: 'nip', nip: taxId };
  const [, prefix = country, number = taxId] = /^([A-Z]{2})(.+)$/.exec(taxId) ?? [];
  return { type: 'vat_eu', country: prefix, number };
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
