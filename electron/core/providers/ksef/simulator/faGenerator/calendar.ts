// Months and days as text: `2026-10` and `2026-10-31`.

export const monthOf = (date: string): string => date.slice(0, 7);

export function shiftMonth(month: string, by: number): string {
  const at = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 1 + by, 1));
  return at.toISOString().slice(0, 7);
}

export function shiftDay(date: string, by: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
}

/** Days of a month without Saturdays and Sundays. */
export function workDays(month: string): readonly string[] {
  const days: string[] = [];
  for (let date = `${month}-01`; monthOf(date) === month; date = shiftDay(date, 1)) {
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6) days.push(date);
  }
  return days;
}

export const lastDay = (month: string): string => shiftDay(`${shiftMonth(month, 1)}-01`, -1);
