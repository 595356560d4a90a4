// Where texts are put when they come: the window's and the panel's alike.
import i18next, { type FormatterModule, type i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';

/** Main speaks of a month as `2026-10`; people do not, whatever text it stands in. */
function shownValue(value: unknown, language: string, name: unknown): string {
  if (name !== 'month' || typeof value !== 'string' || !/^\d{4}-\d\d$/.test(value)) return value as string;
  const [year = 0, month = 0] = value.split('-').map(Number);
  return new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.UTC(year, month - 1),
  );
}

const nothing = (): undefined => undefined;
const formatter: FormatterModule = {
  type: 'formatter',
  init: nothing,
  add: nothing,
  addCached: nothing,
  format: (value: unknown, _, language = 'en', about) => shownValue(value, language, about?.['interpolationkey']),
};

export function createI18n(): I18n {
  const instance = i18next.createInstance();
  void instance
    .use(initReactI18next)
    .use(formatter)
    .init({
      lng: 'en',
      fallbackLng: false,
      ns: ['common'],
      defaultNS: 'common',
      resources: {},
      interpolation: { escapeValue: false, alwaysFormat: true },
      returnEmptyString: true,
      react: { useSuspense: false, bindI18nStore: 'added' },
    });
  return instance;
}
