// Words of a year of reports in the language of the window. Built in: the worker that draws has no catalogue loader.
import type { Language } from '../../../shared/domain/ids';
import de from '../../../shared/locales/de/reports.json';
import en from '../../../shared/locales/en/reports.json';
import et from '../../../shared/locales/et/reports.json';
import pl from '../../../shared/locales/pl/reports.json';

type Words = Pick<typeof en, 'state' | 'year_export'>;
const WORDS: Readonly<Record<Language, Words>> = { de, en, et, pl };

export const yearWords = (language: Language): Words => WORDS[language];
