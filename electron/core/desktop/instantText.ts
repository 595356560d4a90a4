// An instant as a menu or a notice of the system says it, always with its day: nobody draws it anew at midnight.
import type { Language } from '../../../shared/domain/ids';

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', pl: 'pl-PL', de: 'de-DE', et: 'et-EE' };

export function instantText(language: Language): (instant: string) => string {
  const format = new Intl.DateTimeFormat(LOCALES[language], {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (instant) => format.format(new Date(instant));
}

export function monthText(language: Language, month: string): string {
  const name = new Intl.DateTimeFormat(LOCALES[language], { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const text = name.format(new Date(`${month}-01T00:00:00.000Z`));
  return text.charAt(0).toLocaleUpperCase(LOCALES[language]) + text.slice(1);
}

export function dateText(language: Language, date: string): string {
  const day = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'UTC' });
  return day.format(new Date(`${date}T00:00:00.000Z`));
}
