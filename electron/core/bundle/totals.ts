// What a month adds up to: per direction and currency, and within it per VAT rate. Exact, never across currencies.
import type { Direction } from '../../../shared/domain/invoice';
import { toMinor } from '../../../shared/domain/money';
import { sortedRates } from './rates';
import type { TableRow } from './rows';

export interface RateSum {
  /** Null: invoices that tell no rate. */
  readonly rate: string | null;
  readonly count: number;
  readonly net: bigint;
  readonly vat: bigint;
}

export interface Total {
  readonly direction: Direction;
  readonly currency: string;
  readonly count: number;
  readonly net: bigint;
  readonly vat: bigint;
  readonly gross: bigint;
  readonly rates: readonly RateSum[];
}

const DIRECTIONS: readonly Direction[] = ['sale', 'purchase', 'other'];

export function totalsOf(rows: readonly TableRow[]): readonly Total[] {
  const groups = new Map<string, TableRow[]>();
  for (const row of rows) {
    const key = `${row.facts.direction} ${row.facts.currency}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()].map(totalOf).sort(byPlace);
}

/** Sales first, then purchases; the currency with the most invoices first. */
function byPlace(a: Total, b: Total): number {
  const direction = DIRECTIONS.indexOf(a.direction) - DIRECTIONS.indexOf(b.direction);
  return direction || b.count - a.count || (a.currency < b.currency ? -1 : 1);
}

function totalOf(rows: readonly TableRow[]): Total {
  const { direction, currency } = rows[0]?.facts ?? { direction: 'other' as const, currency: 'XXX' };
  const sum = (texts: readonly string[]): bigint =>
    texts.reduce((total, text) => total + BigInt(toMinor(text, currency) ?? 0), 0n);
  const rateSum = (rate: string): RateSum => {
    const found = rows.map((row) => row.rates.get(rate)).filter((entry) => entry !== undefined);
    const vat = found.map((entry) => entry.vat).filter((text) => text !== '');
    return { rate, count: found.length, net: sum(found.map((entry) => entry.net)), vat: sum(vat) };
  };
  const silent = rows.filter((row) => row.rates.size === 0).map(({ facts }) => facts);
  const withoutRate: RateSum = {
    rate: null,
    count: silent.length,
    net: sum(silent.map((facts) => facts.net)),
    vat: sum(silent.map((facts) => facts.vat)),
  };
  return {
    direction,
    currency,
    count: rows.length,
    net: sum(rows.map(({ facts }) => facts.net)),
    vat: sum(rows.map(({ facts }) => facts.vat)),
    gross: sum(rows.map(({ facts }) => facts.gross)),
    rates: [
      ...sortedRates(rows.flatMap((row) => [...row.rates.keys()])).map(rateSum),
      ...(silent.length > 0 ? [withoutRate] : []),
    ],
  };
}
