// The four texts of a problem as the screens find them, in every language: straight from the catalogues' files.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';

const locales = path.resolve(import.meta.dirname, '../../shared/locales');
const languages = ['en', 'pl', 'de', 'et'] as const;
const parts = ['what', 'why', 'todo', 'safe'] as const;

/** `pl: net.dns.why`, … for each text that is not there. */
export function missingTexts(key: string, manifests: readonly ProviderManifest[]): string[] {
  return languages.flatMap((language) =>
    parts
      .map((part) => `${key}.${part}`)
      .flatMap((name) => (textOf(language, name, manifests) ? [] : [`${language}: ${name}`])),
  );
}

function textOf(language: (typeof languages)[number], name: string, manifests: readonly ProviderManifest[]): boolean {
  const own = /^provider\.([a-z][a-z0-9_]*)\.(.+)$/.exec(name);
  if (own) return isText(manifests.find(({ id }) => id === own[1])?.texts[language][own[2] ?? '']);
  const [namespace = '', ...steps] = name.split('.');
  let place: unknown = JSON.parse(readFileSync(path.join(locales, language, `${namespace}.json`), 'utf8'));
  for (const step of steps) place = typeof place === 'object' && place !== null ? Reflect.get(place, step) : undefined;
  return isText(place);
}

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
