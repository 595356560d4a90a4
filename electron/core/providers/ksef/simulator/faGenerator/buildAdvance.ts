// Advance invoices with their order, and the settlements that name them.
import type { Rng } from '../random';
import { netOfGross, roundDiv } from './amounts';
import * as catalogue from './catalogue';
import { makeLines } from './lines';
import type { InvoiceModel, Reference, Sum } from './model';
import type { Slot } from './plan';
import { payment, skeleton } from './skeleton';
import { sumLines, totalOf } from './sums';

export function buildAdvance(rng: Rng, slot: Slot): InvoiceModel {
  const orderLines = makeLines(rng, catalogue.forged, rng.int(1, 4));
  const ordered = totalOf(sumLines(orderLines));
  const received = roundDiv(ordered * rng.pick([30, 40, 50]), 100);
  const net = netOfGross(received, '23');
  return {
    ...skeleton(slot),
    saleDate: slot.date,
    orderLines,
    sums: [{ rate: '23', net, vat: received - net }],
    total: received,
    notes: [['Zaliczka', 'na poczet zamówienia wymienionego na fakturze']],
    payment: { type: 'paid', on: slot.date, form: 6 },
  };
}

/** The whole order in the lines; totals hold what remains after the advance. */
export function buildSettlement(rng: Rng, slot: Slot, advance: InvoiceModel, reference: Reference): InvoiceModel {
  const lines = advance.orderLines;
  const sums: readonly Sum[] = sumLines(lines).map((sum) => {
    const paid = advance.sums.find((part) => part.rate === sum.rate);
    return paid ? { ...sum, net: sum.net - paid.net, vat: sum.vat - paid.vat } : sum;
  });
  const total = totalOf(sums);
  return {
    ...skeleton(slot),
    saleDate: slot.date,
    lines,
    sums,
    total,
    advances: [reference],
    payment: payment(rng, slot.date, total),
  };
}
