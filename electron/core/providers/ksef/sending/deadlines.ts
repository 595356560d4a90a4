// Until when an invoice that was issued offline has to be in KSeF (dossier §5.6), by the Polish calendar of working days.
import { addDays } from '../../sdk/calendar';
import type { SendableFacts } from '../../sdk/sending';

/** Last calendar day; null: none, undefined: not known while the outage that allowed it lasts. */
export function deadlineOf({ mode, issueDate, outageEndedOn }: SendableFacts): string | null | undefined {
  switch (mode) {
    case 'online':
      return null;
    case 'offline24':
      // A failure that is announced meanwhile moves the day: seven working days after its end.
      return outageEndedOn === undefined ? workingDaysAfter(issueDate, 1) : after(outageEndedOn, 7);
    case 'offline':
      return after(outageEndedOn ?? null, 1);
    case 'emergency':
      return after(outageEndedOn ?? null, 7);
  }
}

const after = (end: string | null, days: number) => (end === null ? undefined : workingDaysAfter(end, days));

export function workingDaysAfter(date: string, days: number): string {
  let at = date;
  for (let left = days; left > 0;) {
    at = addDays(at, 1);
    if (isWorkingDay(at)) left -= 1;
  }
  return at;
}

export function isWorkingDay(date: string): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !isHoliday(date);
}

/** Act of 18 January 1951 on days free from work; Christmas Eve since 2025. */
const FIXED = ['01-01', '01-06', '05-01', '05-03', '08-15', '11-01', '11-11', '12-24', '12-25', '12-26'];

function isHoliday(date: string): boolean {
  const year = Number(date.slice(0, 4));
  if (FIXED.includes(date.slice(5))) return date.slice(5) !== '12-24' || year >= 2025;
  const easter = easterOf(year);
  // Easter Monday and Corpus Christi; Easter itself and Pentecost are Sundays.
  return date === addDays(easter, 1) || date === addDays(easter, 60);
}

/** Gregorian Easter Sunday, after Butcher. */
export function easterOf(year: number): string {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  const [month, day] = [Math.floor(sum / 31), (sum % 31) + 1];
  return `${String(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
