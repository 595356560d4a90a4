// Words of the bundle in the language that the user chose. Built in: the worker that builds has no catalogue loader.
import bundleDe from '../../../shared/locales/de/bundle.json';
import bundleEn from '../../../shared/locales/en/bundle.json';
import bundleEt from '../../../shared/locales/et/bundle.json';
import bundlePl from '../../../shared/locales/pl/bundle.json';
import findingsDe from '../../../shared/locales/de/format.json';
import findingsEn from '../../../shared/locales/en/format.json';
import findingsEt from '../../../shared/locales/et/format.json';
import findingsPl from '../../../shared/locales/pl/format.json';

export interface BundleTexts {
  readonly language: string;
  readonly words: typeof bundleEn;
  /** One sentence per finding, by the last part of its key. */
  readonly findings: Readonly<Record<string, string>>;
}

const EN: BundleTexts = { language: 'en', words: bundleEn, findings: findingsEn.finding };
const ALL: readonly BundleTexts[] = [
  EN,
  { language: 'pl', words: bundlePl, findings: findingsPl.finding },
  { language: 'de', words: bundleDe, findings: findingsDe.finding },
  { language: 'et', words: bundleEt, findings: findingsEt.finding },
];

export function textsFor(language: string): BundleTexts {
  return ALL.find((texts) => texts.language === language) ?? EN;
}

export function wordFor(words: Readonly<Record<string, string>>, id: string): string {
  return Object.hasOwn(words, id) ? (words[id] ?? id) : id;
}

/** Replaces `{{name}}`. */
export function fill(text: string, params: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) =>
    Object.hasOwn(params, name) ? (params[name] ?? '') : whole,
  );
}
