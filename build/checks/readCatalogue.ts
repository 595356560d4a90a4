// Reads a catalogue of texts: flat or nested JSON becomes dotted keys.

import { readFileSync } from 'node:fs';

export const languages = ['en', 'pl', 'de', 'et'] as const;
export type Language = (typeof languages)[number];

export type Catalogue = ReadonlyMap<string, string>;

function* entriesOf(value: unknown, prefix: string): Generator<[string, string]> {
  if (typeof value === 'string') {
    yield [prefix, value];
    return;
  }
  if (typeof value !== 'object' || value === null) throw new Error(`${prefix} is neither a text nor a group of texts`);
  for (const [key, inner] of Object.entries(value)) yield* entriesOf(inner, prefix === '' ? key : `${prefix}.${key}`);
}

export function readCatalogue(file: string): Catalogue {
  return new Map(entriesOf(JSON.parse(readFileSync(file, 'utf8')), ''));
}
