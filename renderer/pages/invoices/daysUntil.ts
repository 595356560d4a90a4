/** Whole calendar days from today to a date; negative when it has passed. */
export function daysUntil(plain: string, now: Date): number {
  const [year = 0, month = 1, day = 1] = plain.split('-').map(Number);
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  return Math.round((Date.UTC(year, month - 1, day) - today) / 86_400_000);
}
