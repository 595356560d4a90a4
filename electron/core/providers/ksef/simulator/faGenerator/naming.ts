// Invoice numbers and KSeF numbers of planned invoices.
import { fromWarsawWall } from '../instants';
import { ksefNumber } from '../numbers';
import { Rng } from '../random';
import { shiftDay } from './calendar';
import type { Reference } from './model';
import type { Slot } from './plan';

const SALES_SERIES: Readonly<Record<string, string>> = {
  VAT: 'FV',
  UPR: 'FU',
  ZAL: 'FZ',
  ROZ: 'FR',
  KOR: 'FK',
  KOR_ZAL: 'FKZ',
  KOR_ROZ: 'FKR',
};

export function invoiceNumber(slot: Slot): string {
  const [year = '', month = ''] = slot.month.split('-');
  if (slot.direction === 'sale')
    return `${SALES_SERIES[slot.kind] ?? 'FV'} ${String(slot.serial).padStart(3, '0')}/${month}/${year}`;
  // A supplier has other customers too: its numbers run much faster than ours.
  const running = String(400 + slot.serial * 37 + Number(month) * 2).padStart(5, '0');
  const pattern = slot.supplier?.numbering ?? 'F/%n/%m/%y';
  const text = pattern.replace('%y', year).replace('%m', month).replace('%n', running);
  return slot.kind === 'KOR' ? `KOR/${text}` : text;
}

export interface Timeline {
  /** Microseconds. */
  readonly acceptedAt: number;
  readonly acquiredAt: number;
  readonly storedAt: number;
  readonly mode: 'Online' | 'Offline';
  /** Day of acceptance in Poland: part of the KSeF number. */
  readonly acceptedOn: string;
}

/** Sent in working hours of the day of issue; now and then the next day, which KSeF marks as offline. */
export function timeline(seed: number, slot: Slot): Timeline {
  const rng = new Rng(seed, 'time', slot.month, slot.index);
  const isLate = rng.chance(0.04);
  const acceptedOn = isLate ? shiftDay(slot.date, 1) : slot.date;
  const secondOfDay = rng.int(7 * 3600, 18 * 3600 - 1);
  const wall = Date.parse(`${acceptedOn}T00:00:00Z`) + secondOfDay * 1000;
  const acceptedAt = fromWarsawWall(wall) * 1000 + rng.int(0, 999_999);
  const acquiredAt = acceptedAt + rng.int(1_200_000, 55_000_000);
  const storedAt = acquiredAt + rng.int(400_000, 9_000_000);
  return { acceptedAt, acquiredAt, storedAt, acceptedOn, mode: isLate ? 'Offline' : 'Online' };
}

export function ksefNumberOf(seed: number, slot: Slot): string {
  const technical = `01${new Rng(seed, 'ksef', slot.month, slot.index, slot.direction).hex(10)}`;
  return ksefNumber(slot.seller.id.value, timeline(seed, slot).acceptedOn, technical);
}

export const referenceTo = (seed: number, slot: Slot): Reference => ({
  number: invoiceNumber(slot),
  issueDate: slot.date,
  ksefNumber: ksefNumberOf(seed, slot),
});
