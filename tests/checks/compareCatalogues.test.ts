import { describe, expect, it } from 'vitest';
import { compareCatalogues } from '../../build/checks/compareCatalogues';
import { type Language, languages } from '../../build/checks/readCatalogue';

type Texts = Record<string, string>;

const complete: Record<Language, Texts> = {
  en: { done: 'Done at {{time}}', file_one: 'one file', file_other: '{{count}} files' },
  pl: {
    done: 'Gotowe o {{time}}',
    file_one: '{{count}} plik',
    file_few: '{{count}} pliki',
    file_many: '{{count}} plików',
    file_other: '{{count}} pliku',
  },
  de: { done: 'Fertig um {{ time }}', file_one: 'eine Datei', file_other: '{{count}} Dateien' },
  et: { done: 'Valmis kell {{time}}', file_one: 'üks fail', file_other: '{{count}} faili' },
};

function problemsWith(change: Partial<Record<Language, Texts>>): string[] {
  const catalogues = Object.entries({ ...complete, ...change });
  return compareCatalogues(
    new Map(catalogues.map(([language, texts]) => [language as Language, new Map(Object.entries(texts))])),
  );
}

const without = (language: Language, key: string): Texts =>
  Object.fromEntries(Object.entries(complete[language]).filter(([name]) => name !== key));

describe('the same texts in four languages', () => {
  it('are accepted when each has the plural forms of its own grammar', () => {
    expect(problemsWith({})).toEqual([]);
  });

  it.each([
    ['a missing text', { de: without('de', 'done') }, 'de: done is missing'],
    ['a text that only one language has', { et: { ...complete.et, extra: 'x' } }, 'et: extra is not in en'],
    ['a missing plural form', { pl: without('pl', 'file_many') }, 'pl: file_many is missing'],
    [
      'another placeholder',
      { pl: { ...complete.pl, done: 'Gotowe o {{godzina}}' } },
      'pl: done has {{godzina}}, en has {{time}}',
    ],
    ['an empty text', { en: { ...complete.en, done: ' ' } }, 'en: done is empty'],
  ])('%s is named', (_name, change, problem) => {
    expect(problemsWith(change)).toContain(problem);
  });

  it('takes a choice called other for what it is', () => {
    const choice = { kind_sale: 'Sale', kind_other: 'Other' };
    expect(
      compareCatalogues(new Map(languages.map((language) => [language, new Map(Object.entries(choice))]))),
    ).toEqual([]);
  });

  it('names a language that is not there at all', () => {
    expect(compareCatalogues(new Map([['en', new Map([['a', 'b']])]]))).toContain('pl: the catalogue is missing');
  });
});
