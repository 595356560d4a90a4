// The four texts of a problem as the screens find them, in every language: straight from the catalogues' files.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';
import type { AppError } from '../../shared/errors';

const locales = path.resolve(import.meta.dirname, '../../shared/locales');
const languages = ['en', 'pl', 'de', 'et'] as const;
const parts = ['what', 'why', 'todo', 'safe'] as const;
type Language = (typeof languages)[number];

/** `pl: net.dns.why`, … for each text that is not there. */
export function missingTexts(key: string, manifests: readonly ProviderManifest[]): string[] {
  return languages.flatMap((language) =>
    parts
      .map((part) => `${key}.${part}`)
      .flatMap((name) => (textOf(language, name, manifests) === null ? [`${language}: ${name}`] : [])),
  );
}

/** The four lines of one problem in one language, filled in; a place that nothing fills stays as `{{name}}`. */
export function writtenTexts(
  problem: Pick<AppError, 'key' | 'params'>,
  language: Language,
  manifests: readonly ProviderManifest[],
): string[] {
  return parts.map((part) =>
    (textOf(language, `${problem.key}.${part}`, manifests) ?? '').replace(/\{\{(\w+)\}\}/g, (place, name: string) =>
      String(problem.params[name] ?? place),
    ),
  );
}

/** What must never stand in a sentence for a user: gaps, data and markup of a remote system. */
const RAW = /\{\{|undefined|\[object|\{"|[{[]\s*"|<[!/a-z?]|Sabre|Exception|\bHTTP\/|\b[45]\d\d [A-Z]/;

/** `pl: …` for each line of a problem that is missing or shows what belongs under Details. */
export function badTexts(problem: Pick<AppError, 'key' | 'params'>, manifests: readonly ProviderManifest[]): string[] {
  return languages.flatMap((language) =>
    writtenTexts(problem, language, manifests)
      .filter((text) => text.trim() === '' || RAW.test(text))
      .map((text) => `${language}: ${problem.key}: ${text}`),
  );
}

function textOf(language: Language, name: string, manifests: readonly ProviderManifest[]): string | null {
  const own = /^provider\.([a-z][a-z0-9_]*)\.(.+)$/.exec(name);
  if (own) return text(manifests.find(({ id }) => id === own[1])?.texts[language][own[2] ?? '']);
  const [namespace = '', ...steps] = name.split('.');
  let place: unknown = JSON.parse(readFileSync(path.join(locales, language, `${namespace}.json`), 'utf8'));
  for (const step of steps) place = typeof place === 'object' && place !== null ? Reflect.get(place, step) : undefined;
  return text(place);
}

const text = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null);
