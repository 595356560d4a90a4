// Months and days as the window reckons them: on the calendar of this computer, which is not everywhere that of Greenwich.

const plain = (date: Date): string =>
  [
    String(date.getFullYear()),
    String(date.getMonth() + 1).padStart(2, '0'),
    String(date.getDate()).padStart(2, '0'),
  ].join('-');

/** `2026-10` */
export function monthsAgo(count: number): string {
  const now = new Date();
  return plain(new Date(now.getFullYear(), now.getMonth() - count, 1)).slice(0, 7);
}

/** `2026-10-31` */
export function lastDayOf(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return plain(new Date(year, number, 0));
}

export function dayFromNow(days: number): string {
  const now = new Date();
  return plain(new Date(now.getFullYear(), now.getMonth(), now.getDate() + days));
}
