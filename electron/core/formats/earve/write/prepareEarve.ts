// The one way from a draft to an E-arve that may be sent.
import type { PlainDate } from '../../../../../shared/domain/ids';
import type { SalesFinding, SalesInvoice } from '../../../../../shared/domain/salesInvoice';
import { salesTotals, type SalesTotals } from '../../../../../shared/domain/salesTotals';
import { checkOutgoing } from '../../write/checkOutgoing';
import { Findings } from '../../write/findings';
import { filled } from '../../write/normal';
import { outgoing } from '../../write/outgoing';
import { registryCodeOf, vatNumberOf } from '../../write/outgoingParty';
import { type EarveVersion, writeEarve } from './writeEarve';

export interface EarveOrder {
  readonly today: PlainDate;
  /** Names the file at the operator: at most 20 characters. */
  readonly fileId: string;
  /** `1.11` for readers that know nothing newer. */
  readonly version: EarveVersion;
}

export type PreparedEinvoice =
  | {
      readonly isReady: true;
      readonly bytes: Uint8Array;
      readonly totals: SalesTotals;
      readonly findings: readonly SalesFinding[];
    }
  | { readonly isReady: false; readonly totals: SalesTotals; readonly findings: readonly SalesFinding[] };

const RULES = {
  name: 100,
  number: 100,
  description: 500,
  quantity: { whole: 14, decimals: 4 },
  price: { whole: 14, decimals: 4 },
  note: 500,
  noteLabel: 100,
} as const;
/** `RegType`. */
const CODE = 15;

export function checkEarve(invoice: SalesInvoice, order: Pick<EarveOrder, 'today'>): readonly SalesFinding[] {
  const found = new Findings(invoice.currency);
  checkOutgoing(found, invoice, salesTotals(invoice), { ...RULES, today: order.today });
  checkParties(found, invoice);
  const { payment, correction, contracts } = invoice;
  if (payment.accounts.length === 0) found.stop('payment.accounts', 'account_needed');
  for (const [i, account] of payment.accounts.entries()) {
    found.text(`payment.accounts.${i}.bank`, account.bank, 100);
  }
  // Of the credited invoice the schema takes twenty characters.
  found.text('correction.corrected.0.number', correction?.corrected[0]?.number, 20);
  found.text('contracts.0.number', contracts[0]?.number, 100);
  for (const [i, line] of invoice.lines.entries()) {
    found.text(`lines.${i}.codes.index`, line.codes?.index, 20);
    found.text(`lines.${i}.codes.gtin`, line.codes?.gtin, 100);
  }
  if (invoice.currency !== '' && !/^[A-Z]{3}$/.test(invoice.currency)) found.stop('currency', 'unknown_currency');
  return found.all;
}

function checkParties(found: Findings, { seller, buyer }: SalesInvoice): void {
  for (const [path, party] of [
    ['seller', seller],
    ['buyer', buyer],
  ] as const) {
    if (registryCodeOf(party) === undefined) found.stop(`${path}.registryCode`, 'registry_code_needed');
    found.text(`${path}.registryCode`, registryCodeOf(party), CODE);
    found.text(`${path}.identity`, vatNumberOf(party), CODE);
    if (party.address === undefined) continue;
    found.required(`${path}.address.line1`, party.address.line1, 100);
    if (filled(party.address.line2) === undefined) found.stop(`${path}.address.line2`, 'town_needed');
    found.text(`${path}.address.line2`, party.address.line2, 100);
    found.text(`${path}.address.country`, party.address.country, 100);
  }
  found.text('buyer.customerNumber', buyer.customerNumber, 20);
}

export function prepareEarve(invoice: SalesInvoice, order: EarveOrder): PreparedEinvoice {
  const findings = checkEarve(invoice, order);
  const totals = salesTotals(invoice);
  if (findings.some(({ level }) => level === 'stop')) return { isReady: false, totals, findings };
  return { isReady: true, bytes: writeEarve(invoice, outgoing(invoice, totals), order), totals, findings };
}
