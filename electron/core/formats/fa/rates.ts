// Sums per VAT rate: the pairs P_13_x / P_14_x under the words that the lines use (P_12).
import type { InvoiceLine, RateTotal } from '../../../../shared/domain/invoice';
import type { XmlElement } from '../xml/xmlElement';
import { amountIn, moneyNote, moneyText } from '../read/amounts';
import type { NoteSink } from '../read/noteSink';
import { type Reading, textOf } from '../read/values';

interface RateSlot {
  /** Suffix of P_13 and P_14. */
  readonly id: string;
  /** The rates that this pair may stand for, today's first (FA(3) schema, TStawkaPodatku). */
  readonly words: readonly string[];
}

/** `OSS` and `marża` have no word of their own in P_12. */
export const RATE_SLOTS: readonly RateSlot[] = [
  { id: '1', words: ['23', '22'] },
  { id: '2', words: ['8', '7'] },
  { id: '3', words: ['5'] },
  { id: '4', words: ['4', '3'] },
  { id: '5', words: ['OSS'] },
  { id: '6_1', words: ['0 KR', '0'] },
  { id: '6_2', words: ['0 WDT', '0'] },
  { id: '6_3', words: ['0 EX', '0'] },
  { id: '7', words: ['zw'] },
  { id: '8', words: ['np I', 'np'] },
  { id: '9', words: ['np II', 'np'] },
  { id: '10', words: ['oo'] },
  { id: '11', words: ['marża'] },
];

export interface SlotTotal {
  readonly slot: RateSlot;
  readonly net: number;
  readonly vat: number | null;
}

/** Every element name of the sums: which slot, and which part of it. */
const SUM_NAMES: ReadonlyMap<string, { readonly index: number; readonly part: 'net' | 'vat' }> = new Map(
  (['net', 'vat'] as const).flatMap((part) =>
    RATE_SLOTS.map(({ id }, index) => [`${part === 'net' ? 'P_13' : 'P_14'}_${id}`, { index, part }] as const),
  ),
);

/** One pass over the body, in the order of the slots: asking for each of 26 names would walk it 26 times. */
export function readSlots(reading: Reading, body: XmlElement, currency: string): readonly SlotTotal[] {
  const found: { net?: number; vat?: number }[] = [];
  for (let child = body.first; child !== null; child = child.next) {
    const sum = child.name.startsWith('P_1') && child.ns === body.ns ? SUM_NAMES.get(child.name) : undefined;
    if (sum === undefined) continue;
    const minor = amountIn(reading, child, currency);
    if (minor !== null) (found[sum.index] ??= {})[sum.part] = minor;
  }
  return RATE_SLOTS.flatMap((slot, index) => {
    const sum = found[index];
    return sum === undefined ? [] : [{ slot, net: sum.net ?? 0, vat: sum.vat ?? null }];
  });
}

export function rateTotals(
  totals: readonly SlotTotal[],
  lines: readonly InvoiceLine[],
  currency: string,
): readonly RateTotal[] {
  return totals.map(({ slot, net, vat }) => ({
    rate: wordOf(slot, lines),
    net: moneyText(net, currency),
    ...(vat === null ? {} : { vat: moneyText(vat, currency) }),
  }));
}

/** The old rates (22, 7, 3) still occur in corrections: take the word that a line uses, else today's. */
function wordOf(slot: RateSlot, lines: readonly InvoiceLine[]): string {
  const [today = slot.id, ...older] = slot.words;
  if (older.length === 0 || older[0] === '0' || older[0] === 'np') return today;
  const used = new Set(lines.map((line) => line.rate));
  return used.has(today) ? today : (older.find((word) => used.has(word)) ?? today);
}

/** VAT of a foreign-currency invoice in PLN, and the exchange rates that were used. */
export function noteExchange(body: XmlElement, notes: NoteSink): void {
  const rates = new Set<string>();
  for (let child = body.first; child !== null; child = child.next) {
    const { name } = child;
    if (name === 'FaWiersz' || name === 'KursWalutyZ') {
      const rate = name === 'FaWiersz' ? textOf(child, 'KursWaluty') : child.token;
      if (rate !== undefined && rates.size < 20) rates.add(rate);
    } else if (name.startsWith('P_14_') && name.endsWith('W')) {
      const slot = RATE_SLOTS.find(({ id }) => name === `P_14_${id}W`);
      notes.add('vat_in_pln', `${slot?.words[0] ?? ''}: ${moneyNote(child.token, 'PLN')}`);
    }
  }
  if (rates.size > 0) notes.add('exchange_rate', [...rates].join(', '));
}
