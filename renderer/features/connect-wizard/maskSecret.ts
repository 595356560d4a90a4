// How a pasted secret is shown: enough to recognise it by, never enough to use it. The value itself stays in the input.

const DOT = '•';
const MAX_DOTS = 19;
const SEPARATOR = /[-_.:/@\s]/;

function dots(text: string, keepFrom: number, keepTo: number): string {
  return Array.from(text, (char, index) =>
    SEPARATOR.test(char) || index < keepFrom || index >= text.length - keepTo ? char : DOT,
  ).join('');
}

/**
 * Parts between bars are looked at one by one: a part that holds a known public value (a tax id) is shown whole, the first of
 * several parts is usually a reference and keeps its head and tail, the others show nothing but a capped row of dots.
 */
export function maskSecret(secret: string, knownValues: readonly string[]): string {
  const text = secret.trim();
  if (text.length < 12) return DOT.repeat(8);
  const known = knownValues.filter((value) => value.length >= 6 && value !== text);
  const parts = text.split('|');
  return parts
    .map((part, index) => {
      if (known.some((value) => part.includes(value))) return part;
      if (parts.length > 1 && index === 0) return dots(part, Math.floor(part.length / 2), 2);
      if (parts.length > 1) return DOT.repeat(Math.min(part.length, MAX_DOTS));
      return text.length < 20 ? DOT.repeat(8) : dots(part.slice(0, 40), 2, 2);
    })
    .join('|');
}
