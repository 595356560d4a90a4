// What the rows of a list looked like when they were read in detail: a row that looks the same is not asked about again.
import { createHash } from 'node:crypto';
import { addDays } from './calendar';
import type { Listed } from './shiftingPages';

export type PrintTexts = Readonly<Record<string, string>>;

/** So long something is expected to be added at the service without a trace in its list. */
const PENDING_DAYS = 14;

const printOf = ({ stamp }: Listed): string => createHash('sha256').update(stamp).digest('base64url').slice(0, 10);

export class Prints {
  readonly #texts: Map<string, string>;

  constructor(texts: PrintTexts = {}) {
    this.#texts = new Map(Object.entries(texts));
  }

  /** New, different, or, with `lookAgain`, young and not whole yet. */
  isDue(row: Listed, lookAgain: string | null): boolean {
    const [date = '', print, pending] = this.#texts.get(row.id)?.split(' ') ?? [];
    if (print !== printOf(row)) return true;
    return pending !== undefined && lookAgain !== null && date >= addDays(lookAgain, -PENDING_DAYS);
  }

  note(row: Listed, isWhole: boolean): void {
    this.#texts.set(row.id, [row.date ?? '', printOf(row), ...(isWhole ? [] : ['?'])].join(' '));
  }

  forget(id: string): void {
    this.#texts.delete(id);
  }

  dropBefore(date: string): void {
    for (const [id, text] of this.#texts) if (text < date) this.#texts.delete(id);
  }

  texts(): PrintTexts {
    return Object.fromEntries(this.#texts);
  }
}
