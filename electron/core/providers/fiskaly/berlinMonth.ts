// A month in Germany as Unix seconds: tills and tax offices count by Berlin's clock.

const OFFSET = new Intl.DateTimeFormat('en-US', { timeZone: 'Europe/Berlin', timeZoneName: 'longOffset' });

/** First and last second, both included, as fiskaly's filters count. */
export function berlinMonth(month: string): { readonly from: number; readonly to: number } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return { from: midnight(year, number), to: midnight(number === 12 ? year + 1 : year, (number % 12) + 1) - 1 };
}

function midnight(year: number, month: number): number {
  const utc = Date.UTC(year, month - 1, 1);
  // The clock never changes on the first of a month.
  const zone = OFFSET.formatToParts(utc).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const hours = Number(/([+-]\d\d):00/.exec(zone)?.[1] ?? 0);
  return utc / 1000 - hours * 3600;
}
