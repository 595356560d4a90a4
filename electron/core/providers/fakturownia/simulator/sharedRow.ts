// An invoice that other services know as well, as this account tells it.
import type { SharedInvoice } from '../../sdk/simulatorKit';
import { amount, OWN, type Row } from './rows';

export function sharedRow(invoice: SharedInvoice, id: number): Row {
  const { number, isSale, issueDate: day, net, vat } = invoice;
  const other = { name: invoice.party.name, taxId: invoice.party.taxId ?? '' };
  const [seller, buyer] = isSale ? [OWN, other] : [other, OWN];
  const isPaid = id % 3 !== 0;
  const stamp = `${day}T12:00:00.000+01:00`;
  return {
    id: { literal: String(id) },
    kind: invoice.isCorrection ? 'correction' : 'vat',
    income: isSale,
    number,
    issue_date: day,
    sell_date: day,
    payment_to: null,
    payment_type: 'transfer',
    paid_date: isPaid ? day : null,
    status: isPaid ? 'paid' : 'issued',
    paid: isPaid ? amount(net + vat) : '0.0',
    price_net: amount(net),
    price_tax: amount(vat),
    price_gross: amount(net + vat),
    currency: invoice.currency,
    seller_name: seller.name,
    seller_tax_no: seller.taxId,
    buyer_name: buyer.name,
    buyer_tax_no: buyer.taxId,
    accounting_kind: isSale ? null : 'expenses',
    from_invoice_id: null,
    token: `tk${String(id)}`,
    gov_status: invoice.registered === null ? null : 'ok',
    gov_id: invoice.registered,
    gov_send_date: invoice.registered === null ? null : stamp,
    positions: [],
    updated_at: stamp,
  };
}
