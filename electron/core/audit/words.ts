// Words of the folder in its own language, and of the page that proves it in all of them. Built in: the worker has no catalogue loader.
import de from '../../../shared/locales/de/audit.json';
import en from '../../../shared/locales/en/audit.json';
import et from '../../../shared/locales/et/audit.json';
import pl from '../../../shared/locales/pl/audit.json';
import type { Language } from '../../../shared/domain/ids';

const ALL = { en, pl, de, et } as const;

export const auditWords = (language: Language): Pick<typeof en, 'index'> => ALL[language];

/** For the page that is opened where there is no Kontor. */
export const pageWords = (): Readonly<Record<Language, typeof en.page>> => ({
  en: en.page,
  pl: pl.page,
  de: de.page,
  et: et.page,
});
