// Where texts are put when they come: the window's and the panel's alike.
import i18next, { type i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';

export function createI18n(): I18n {
  const instance = i18next.createInstance();
  void instance.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: false,
    ns: ['common'],
    defaultNS: 'common',
    resources: {},
    interpolation: { escapeValue: false },
    returnEmptyString: true,
    react: { useSuspense: false, bindI18nStore: 'added' },
  });
  return instance;
}
