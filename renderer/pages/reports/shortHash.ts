/** Head and tail: enough to compare by eye; the whole one is in the tooltip and in what is copied. */
export function shortHash(hex: string): string {
  return hex.length > 18 ? `${hex.slice(0, 8)}…${hex.slice(-6)}` : hex;
}
