// Which month a file is of, by its name: `raport-br-2025-01.pdf`. Null when it tells none, or two different ones.
import type { Month } from './ids';

/** A year of this century, a month, in this order or the other, with at most one sign between them; then no further digit. */
const FORMS: readonly (readonly [form: RegExp, year: number, month: number])[] = [
  [/(?<!\d)(20\d\d)[-_. ]?(0[1-9]|1[0-2])(?!\d)/g, 1, 2],
  [/(?<!\d)(0[1-9]|1[0-2])[-_. ](20\d\d)(?!\d)/g, 2, 1],
];
/** A day beside it: `2025-01-31`, `31.01.2025`, `20250131`. */
const DAYS: readonly (readonly [form: RegExp, year: number, month: number])[] = [
  [/(?<!\d)(20\d\d)[-_. ]?(0[1-9]|1[0-2])[-_. ]?(?:0[1-9]|[12]\d|3[01])(?!\d)/g, 1, 2],
  [/(?<!\d)(?:0[1-9]|[12]\d|3[01])[-_. ](0[1-9]|1[0-2])[-_. ](20\d\d)(?!\d)/g, 2, 1],
];

export function monthOfName(fileName: string): Month | null {
  const found = new Set<string>();
  let rest = fileName;
  for (const [form, year, month] of [...DAYS, ...FORMS]) {
    rest = rest.replace(form, (...parts: string[]) => {
      found.add(`${parts[year] ?? ''}-${parts[month] ?? ''}`);
      return '|';
    });
  }
  const [only, ...others] = found;
  return only !== undefined && others.length === 0 ? only : null;
}
