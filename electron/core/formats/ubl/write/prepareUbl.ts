// The one way from a draft to a UBL document that may be sent: Peppol BIS Billing 3.
import type { PlainDate } from '../../../../../shared/domain/ids';
import type { SalesFinding, SalesInvoice } from '../../../../../shared/domain/salesInvoice';
import { salesTotals } from '../../../../../shared/domain/salesTotals';
import type { PreparedEinvoice } from '../../earve/write/prepareEarve';
import { checkOutgoing } from '../../write/checkOutgoing';
import { Findings } from '../../write/findings';
import { filled } from '../../write/normal';
import { outgoing } from '../../write/outgoing';
import { endpointOf } from '../../write/outgoingParty';
import { writeUbl } from './writeUbl';

export interface UblOrder {
  readonly today: PlainDate;
}

/** The standard knows no lengths; these are what other programs hold without cutting. */
const RULES = {
  name: 512,
  number: 200,
  description: 1000,
  quantity: { whole: 14, decimals: 8 },
  price: { whole: 14, decimals: 8 },
  note: 5000,
  noteLabel: 200,
} as const;

export function checkUbl(invoice: SalesInvoice, order: UblOrder): readonly SalesFinding[] {
  const found = new Findings(invoice.currency);
  checkOutgoing(found, invoice, salesTotals(invoice), { ...RULES, today: order.today });
  const { seller, buyer, payment } = invoice;
  for (const [path, party] of [
    ['seller', seller],
    ['buyer', buyer],
  ] as const) {
    // Peppol delivers by it.
    if (endpointOf(party) === undefined) found.stop(`${path}.registryCode`, 'endpoint_needed');
    if (!/^[A-Za-z]{2}$/.test(filled(party.address?.country) ?? '')) found.stop(`${path}.address.country`, 'required');
    found.text(`${path}.address.line1`, party.address?.line1, 512);
    found.text(`${path}.address.line2`, party.address?.line2, 512);
  }
  const treatments = new Set(invoice.lines.map(({ vat }) => vat.treatment));
  // BR-O-11: what is outside VAT stands alone.
  if (treatments.has('outside') && treatments.size > 1) found.stop('lines', 'outside_alone');
  if (payment.accounts.length === 0 && payment.method === 'transfer') found.stop('payment.accounts', 'account_missing');
  return found.all;
}

export function prepareUbl(invoice: SalesInvoice, order: UblOrder): PreparedEinvoice {
  const findings = checkUbl(invoice, order);
  const totals = salesTotals(invoice);
  if (findings.some(({ level }) => level === 'stop')) return { isReady: false, totals, findings };
  return { isReady: true, bytes: writeUbl(invoice, outgoing(invoice, totals)), totals, findings };
}
