// What every invoice has, before its lines.
import type { Rng } from '../random';
import { shiftDay } from './calendar';
import type { InvoiceModel, Line, Payment } from './model';
import { invoiceNumber } from './naming';
import { home } from './parties';
import type { Slot } from './plan';
import { styleOf } from './style';
import { sumLines, totalOf } from './sums';

/** What the schema allows at the earliest for the document's creation. */
const EARLIEST_CREATION = '2025-09-01T00:00:00Z';

export function skeleton(slot: Slot): InvoiceModel {
  const created = `${slot.date}T08:15:00Z`;
  return {
    kind: slot.kind,
    style: styleOf(slot.seller.name),
    seller: slot.seller,
    buyer: slot.buyer,
    thirds: slot.direction === 'third' ? [{ party: home, role: 2 }] : [],
    ...(slot.direction === 'authorized' ? { representative: home } : {}),
    createdAt: created < EARLIEST_CREATION ? EARLIEST_CREATION : created,
    currency: 'PLN',
    issueDate: slot.date,
    number: invoiceNumber(slot),
    sums: [],
    total: 0,
    isCashMethod: slot.supplier?.isCashMethod === true,
    isSplitPayment: false,
    isReverseCharge: false,
    isSelfBilled: false,
    isMargin: false,
    advances: [],
    notes: [],
    lines: [],
    orderLines: [],
  };
}

export function withLines(model: InvoiceModel, lines: readonly Line[], rate?: number): InvoiceModel {
  const sums = sumLines(lines, rate);
  const total = totalOf(sums);
  const isSplitPayment = model.currency === 'PLN' && total > 1_500_000 && lines.some((line) => line.isAnnex15 === true);
  return { ...model, lines, sums, total, isSplitPayment };
}

export function payment(rng: Rng, date: string, total: number): Payment {
  if (rng.chance(0.12)) return { type: 'paid', on: date, form: rng.pick([1, 2, 6]) };
  const due = shiftDay(date, rng.pick([7, 14, 14, 21, 30]));
  if (rng.chance(0.04)) return { type: 'partly', amount: Math.floor(total / 3), on: date, due, form: 6 };
  return { type: 'due', due, form: 6 };
}
