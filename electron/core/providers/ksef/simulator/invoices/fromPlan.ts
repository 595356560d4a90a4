// Records from the generator: the demo company's history, and single invoices for tests.
import { buildInvoice } from '../faGenerator/build';
import { shiftMonth } from '../faGenerator/calendar';
import { factsOf } from '../faGenerator/facts';
import { ksefNumberOf, timeline } from '../faGenerator/naming';
import { home } from '../faGenerator/parties';
import { MONTHLY, Planner, type Slot } from '../faGenerator/plan';
import { writeFa } from '../faGenerator/writeFa';
import { fromMs, warsawDate } from '../instants';
import { Rng } from '../random';
import type { InvoiceRecord, SubjectType } from './store';

export function subjectsOf(slot: Slot): InvoiceRecord['subjects'] {
  const subjects: { type: SubjectType; nip: string }[] = [{ type: 'Subject1', nip: slot.seller.id.value }];
  if (slot.buyer.id.type === 'Nip') subjects.push({ type: 'Subject2', nip: slot.buyer.id.value });
  if (slot.direction === 'third') subjects.push({ type: 'Subject3', nip: home.id.value });
  if (slot.direction === 'authorized') subjects.push({ type: 'SubjectAuthorized', nip: home.id.value });
  return subjects;
}

export function recordOf(seed: number, slot: Slot, hwmLagMs: number): InvoiceRecord {
  const times = timeline(seed, slot);
  // Late ones become readable only shortly before the high water mark passes them.
  const rng = new Rng(seed, 'late', slot.month, slot.index);
  const lateness = rng.chance(0.2) ? Math.floor(rng.next() * hwmLagMs * 900) : 0;
  return {
    ksefNumber: ksefNumberOf(seed, slot),
    issueDate: slot.date,
    acceptedAt: times.acceptedAt,
    acquiredAt: times.acquiredAt,
    storedAt: times.storedAt,
    visibleAt: times.storedAt + lateness,
    mode: times.mode,
    sellerNip: slot.seller.id.value,
    subjects: subjectsOf(slot),
    make: () => {
      const model = buildInvoice(seed, slot);
      return { bytes: writeFa(model), facts: factsOf(model) };
    },
  };
}

export interface HistoryWishes {
  readonly seed: number;
  readonly nowMs: number;
  readonly months: number;
  /** Exactly so many up to now; without it the natural volume of about 90 a month. */
  readonly count: number | undefined;
  /** Whole months beyond the current one that are planned already and appear as time goes by. */
  readonly futureMonths: number;
  readonly hwmLagMs: number;
  readonly lineFactor: number;
}

/** The months up to now, and what is still to come. */
export function history(wishes: HistoryWishes): readonly InvoiceRecord[] {
  const { seed, nowMs, months, count, futureMonths, hwmLagMs } = wishes;
  if (count === 0) return [];
  const scale = count === undefined ? 1 : Math.max(1, (count * 1.25) / (MONTHLY * (months - 0.9)));
  const planner = new Planner(seed, scale, wishes.lineFactor);
  const current = warsawDate(fromMs(nowMs)).slice(0, 7);
  const records: InvoiceRecord[] = [];
  for (let shift = 1 - months; shift <= futureMonths; shift += 1) {
    for (const slot of planner.month(shiftMonth(current, shift))) records.push(recordOf(seed, slot, hwmLagMs));
  }
  if (count === undefined) return records;
  // All of them settled: below the high water mark from the first request on.
  const settled = fromMs(nowMs - hwmLagMs);
  const past = records.filter((record) => record.storedAt <= settled).sort((a, b) => a.storedAt - b.storedAt);
  if (past.length < count) throw new Error(`only ${String(past.length)} invoices planned, ${String(count)} wanted`);
  return past.slice(-count);
}
