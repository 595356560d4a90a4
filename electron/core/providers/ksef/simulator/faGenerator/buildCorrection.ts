// Corrections, in both styles the schema knows: pairs of before and after, or lines that hold the difference.
import type { Rng } from '../random';
import { lineValue } from './amounts';
import type { Correction, InvoiceModel, Line, Reference } from './model';
import type { Slot } from './plan';
import { skeleton, withLines } from './skeleton';

const REASONS = [
  ['zwrot uszkodzonego towaru', 2],
  ['rabat posprzedażowy 5 %', 2],
  ['błędna ilość na fakturze', 1],
  ['pomyłka w cenie jednostkowej', 1],
  ['zmiana zakresu prac uzgodniona po wykonaniu', 3],
] as const;

export function buildCorrection(rng: Rng, slot: Slot, original: InvoiceModel, reference: Reference): InvoiceModel {
  const base = { ...skeleton(slot), currency: original.currency, isCashMethod: original.isCashMethod };
  if (slot.flavour === 'buyerData')
    return correctBuyer(base, { reason: 'błędny adres nabywcy', type: 3, original: reference });
  const [reason, type] = rng.pick(REASONS);
  const correction: Correction = { reason, type, original: reference };
  if (slot.kind === 'KOR_ZAL') return correctAdvance(base, original, correction);
  const changed = rng.pick(original.lines);
  const after = lower(changed);
  const lines = slot.flavour === 'pairs' ? [{ ...changed, isBefore: true }, after] : [difference(changed, after)];
  const model = withLines(base, lines, changed.exchangeRate);
  const isSettlement = slot.kind === 'KOR_ROZ';
  return {
    ...model,
    isSplitPayment: false,
    ...(original.exemption === undefined ? {} : { exemption: original.exemption }),
    advances: isSettlement ? original.advances : [],
    correction: { ...correction, ...(isSettlement ? { formerTotal: original.total } : {}) },
  };
}

/** One piece less, or a lower price where there is only one. A discount stays. */
function lower(line: Line): Line {
  const isByQuantity = line.discount === undefined && line.quantity >= 2000;
  const quantity = isByQuantity ? line.quantity - 1000 : line.quantity;
  const price = isByQuantity ? line.price : Math.floor((line.price * 95) / 10_000) * 100;
  return { ...line, quantity, price, value: lineValue(quantity, price) - (line.discount ?? 0) };
}

function difference(before: Line, after: Line): Line {
  const { discount: _, ...rest } = before;
  const value = after.value - before.value;
  if (after.price === before.price) return { ...rest, quantity: after.quantity - before.quantity, value };
  return { ...rest, quantity: 1000, price: value * 100, value };
}

/** Old address in Podmiot2K, the right one in Podmiot2, no amounts. */
function correctBuyer(base: InvoiceModel, correction: Correction): InvoiceModel {
  const formerBuyer = { ...base.buyer, street: `${base.buyer.street}a` };
  return { ...base, correction: { ...correction, formerBuyer } };
}

function correctAdvance(base: InvoiceModel, original: InvoiceModel, correction: Correction): InvoiceModel {
  const sums = original.sums.map((sum) => ({ ...sum, net: -Math.floor(sum.net / 10), vat: -Math.floor(sum.vat / 10) }));
  const total = sums.reduce((all, sum) => all + sum.net + sum.vat, 0);
  const orderLines = original.orderLines.flatMap((line) => [{ ...line, isBefore: true }, line]);
  return { ...base, sums, total, orderLines, correction: { ...correction, formerTotal: original.total } };
}
