// A line of text that a person reads and every engine of the config store can keep: PostgreSQL refuses a NUL, and columns have their width.
import { z } from 'zod';

export const COMPANY_NAME_CHARS = 200;
export const TITLE_CHARS = 120;

/** What a person or a program sends: anything but control characters; a tab comes along with what is pasted from a table. */
export const line = (maxChars: number) =>
  z
    .string()
    .min(1)
    .max(maxChars)
    .regex(/^(?:[^\p{Cc}]|\t)*$/u);

/** What a service tells, as such a line: a name of 300 letters on two lines is one as well. */
export function asLine(text: string, maxChars: number): string {
  const clean = text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  // Not through the middle of a letter that has two halves.
  return clean.length <= maxChars
    ? clean
    : clean
        .slice(0, maxChars)
        .replace(/[\uD800-\uDBFF]$/u, '')
        .trimEnd();
}
