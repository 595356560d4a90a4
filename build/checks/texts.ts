// Every visible text in all four languages: the app's catalogues by namespace, and each provider's.

import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { root } from '../buildApp.ts';
import { compareCatalogues } from './compareCatalogues.ts';
import { type Catalogue, type Language, languages, readCatalogue } from './readCatalogue.ts';

/** One set per namespace, per provider and per protocol of several providers: where the file of a language lies. */
function catalogueSets(): Map<string, (language: Language) => string> {
  const sets = new Map<string, (language: Language) => string>();
  for (const file of globSync('shared/locales/*/*.json', { cwd: root })) {
    const name = path.basename(file);
    sets.set(`shared/locales/*/${name}`, (language) => `shared/locales/${language}/${name}`);
  }
  for (const file of globSync('electron/core/providers/{*,sdk/*}/i18n/*.json', { cwd: root })) {
    const folder = path.dirname(file);
    sets.set(`${folder}/*.json`, (language) => `${folder}/${language}.json`);
  }
  return sets;
}

const sets = catalogueSets();
let count = 0;
for (const [name, fileOf] of sets) {
  const catalogues = new Map<Language, Catalogue>();
  for (const language of languages) {
    const file = path.join(root, fileOf(language));
    if (existsSync(file)) catalogues.set(language, readCatalogue(file));
  }
  count += catalogues.get('en')?.size ?? 0;
  for (const problem of compareCatalogues(catalogues)) {
    console.error(`${name}: ${problem}`);
    process.exitCode = 1;
  }
}
if (count === 0) {
  console.error('No texts were found: the check looks in the wrong place.');
  process.exitCode = 1;
}
console.log(`${count} texts of ${sets.size} catalogues, in ${languages.length} languages`);
