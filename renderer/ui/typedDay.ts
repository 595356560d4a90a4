// A day as people type it: in the order of their language, with any separator, without the year, or as it stands in files.

type Part = 'day' | 'month' | 'year';

/** `2026-11-22` written in a language tells its order: 22.11.2026, 11/22/2026. */
function orderOf(sample: string): readonly Part[] {
  const places: readonly (readonly [Part, number])[] = [
    ['day', sample.indexOf('22')],
    ['month', sample.indexOf('11')],
    ['year', sample.indexOf('2033')],
  ];
  return places.toSorted(([, a], [, b]) => a - b).map(([part]) => part);
}

const isDay = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

/** `YYYY-MM-DD`, or null for what is no day. `date` writes a day in the user's order; `today` gives a year that is left out. */
export function typedDay(text: string, date: (plain: string) => string, today: string): string | null {
  const groups = text
    .trim()
    .split(/[^\d]+/)
    .filter((group) => group !== '');
  if (groups.length < 2 || groups.length > 3 || /[a-z]/i.test(text)) return null;
  const isPlain = groups[0]?.length === 4;
  const order: readonly Part[] = isPlain ? ['year', 'month', 'day'] : orderOf(date('2033-11-22'));
  const named = groups.length === 3 ? order : order.filter((part) => part !== 'year');
  const value = (part: Part): number | undefined => {
    const at = named.indexOf(part);
    return at < 0 ? undefined : Number(groups[at]);
  };
  const typed = value('year') ?? Number(today.slice(0, 4));
  const year = typed < 100 ? 2000 + typed : typed;
  const [month = 0, day = 0] = [value('month'), value('day')];
  if (year < 1900 || year > 2100 || !isDay(year, month, day)) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
