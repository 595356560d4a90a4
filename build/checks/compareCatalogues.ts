// What is wrong with the same texts in four languages: missing or surplus keys, plural forms, placeholders, empty texts.

import { type Catalogue, type Language, languages } from './readCatalogue.ts';

const pluralSuffix = /_(zero|one|two|few|many|other)$/;

/** `{{count}}`, also with a format: `{{amount, money}}`. */
function placeholdersOf(text: string): string[] {
  const names = [...text.matchAll(/\{\{-?\s*([\w.]+)[^}]*\}\}/g)].map((match) => match[1] ?? '');
  return [...new Set(names)].toSorted();
}

const stemOf = (key: string) => key.replace(pluralSuffix, '');

/** `_one` and `_other` together mark a plural: alone, either may be a word of its own. */
function pluralStems(catalogue: Catalogue): string[] {
  const stems = [...catalogue.keys()].filter((key) => key.endsWith('_one')).map(stemOf);
  return stems.filter((stem) => catalogue.has(`${stem}_other`));
}

/** A language has its own plural forms, so catalogues agree on stems, and each has the forms that its grammar asks for. */
function pluralProblems(language: Language, catalogue: Catalogue, stems: ReadonlySet<string>): string[] {
  const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  return [...stems].flatMap((stem) =>
    needed.filter((form) => !catalogue.has(`${stem}_${form}`)).map((form) => `${language}: ${stem}_${form} is missing`),
  );
}

function textsByStem(catalogue: Catalogue): Map<string, string[]> {
  const stems = new Map<string, string[]>();
  for (const [key, text] of catalogue) stems.set(stemOf(key), [...(stems.get(stemOf(key)) ?? []), text]);
  return stems;
}

/** Across a stem's plural forms: "one invoice" may leave the number out. */
const placeholdersAcross = (texts: readonly string[]) => placeholdersOf(texts.join('\n')).join(', ');

function differences(language: Language, catalogue: Catalogue, reference: Catalogue): string[] {
  const own = textsByStem(catalogue);
  const wanted = textsByStem(reference);
  const problems = [...own.keys()]
    .filter((stem) => !wanted.has(stem))
    .map((stem) => `${language}: ${stem} is not in en`);
  for (const [stem, texts] of wanted) {
    const ours = own.get(stem);
    if (!ours) problems.push(`${language}: ${stem} is missing`);
    else if (placeholdersAcross(ours) !== placeholdersAcross(texts)) {
      problems.push(
        `${language}: ${stem} has {{${placeholdersAcross(ours)}}}, en has {{${placeholdersAcross(texts)}}}`,
      );
    }
  }
  return problems;
}

export function compareCatalogues(catalogues: ReadonlyMap<Language, Catalogue>): string[] {
  const reference = catalogues.get('en');
  if (!reference) return ['en: the catalogue is missing'];
  const plurals = new Set([...catalogues.values()].flatMap(pluralStems));
  return languages.flatMap((language) => {
    const catalogue = catalogues.get(language);
    if (!catalogue) return [`${language}: the catalogue is missing`];
    const empty = [...catalogue]
      .filter(([, text]) => text.trim() === '')
      .map(([key]) => `${language}: ${key} is empty`);
    const unlike = language === 'en' ? [] : differences(language, catalogue, reference);
    return [...empty, ...pluralProblems(language, catalogue, plurals), ...unlike];
  });
}
