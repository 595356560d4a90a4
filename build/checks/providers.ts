// A provider is one folder and one registry line, and the window never names one.

import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../buildApp.ts';
import { languages } from './readCatalogue.ts';

const home = 'electron/core/providers';
const notProviders = new Set(['sdk']);

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

const ids = globSync(`${home}/*/index.ts`, { cwd: root })
  .map((file) => path.basename(path.dirname(file)))
  .filter((id) => !notProviders.has(id));

function missingParts(id: string): string[] {
  const folder = `${home}/${id}`;
  const files = [
    'BEHAVIOR.md',
    'provider.test.ts',
    'contract.test.ts',
    ...languages.map((language) => `i18n/${language}.json`),
  ];
  const missing = files.filter((file) => !existsSync(path.join(root, folder, file)));
  const hasSimulator = ['simulator.ts', 'simulator'].some((name) => existsSync(path.join(root, folder, name)));
  return [...missing, ...(hasSimulator ? [] : ['simulator.ts'])].map((file) => `${folder}/${file} is missing`);
}

function registryProblems(id: string): string[] {
  const lines = read(`${home}/registry.ts`)
    .split('\n')
    .filter((line) => new RegExp(String.raw`from '\./${id}(/index)?'`).test(line));
  return lines.length === 1 ? [] : [`${home}/registry.ts imports ${id} ${lines.length} times, not once`];
}

/** Screens follow capabilities. A name in quotes, or as a key's first word, is a special case in the wrong layer. */
function namedInWindow(id: string): string[] {
  const pattern = new RegExp(String.raw`['"\`]${id}['"\`.]`);
  return globSync('renderer/**/*.{ts,tsx}', { cwd: root })
    .filter((file) => !file.includes('.test.') && pattern.test(read(file)))
    .map((file) => `${file} names the provider ${id}`);
}

const problems = ids.flatMap((id) => [...missingParts(id), ...registryProblems(id), ...namedInWindow(id)]);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
console.log(`${ids.length} providers: ${ids.join(', ')}`);
