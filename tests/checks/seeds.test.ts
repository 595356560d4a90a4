// docs/seeds.md has no open line: each statement names a test that is there, in words that it has, or says why it is done otherwise.
import { globSync, readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const files = globSync('{electron,renderer,shared,tests}/**/*.{ts,tsx}', { cwd: root }).map((file) =>
  file.replaceAll('\\', '/'),
);
/** As the document shortens them. */
const SHORT: readonly (readonly [string, string])[] = [
  ['edi/', 'electron/core/providers/sdk/edi/'],
  ['box/', 'electron/core/providers/krediidiinfo/'],
  ['mediator/', 'electron/core/providers/krediidiinfo_mediator/'],
];

interface Row {
  readonly line: number;
  readonly shown: string;
}

const rows: readonly Row[] = readFileSync(join(root, 'docs/seeds.md'), 'utf8')
  .split('\n')
  .map((text, index) => ({ line: index + 1, cells: text.split(/(?<!\\)\|/).map((cell) => cell.trim()) }))
  .filter(({ cells: [before, first = ''] }) => before === '' && !/^(statement|-+)$/.test(first) && first !== '')
  .map(({ line, cells }) => ({ line, shown: cells.at(-2) ?? '' }));

const named = (shown: string): string[] => [...shown.matchAll(/`([^`]+\.tsx?)`/g)].map(([, name = '']) => name);

function filesOf(name: string): string[] {
  const [short, full] = SHORT.find(([start]) => name.startsWith(start)) ?? ['', ''];
  const pattern = full + name.slice(short.length);
  return files.filter((file) => matchesGlob(file, pattern) || matchesGlob(file, `**/${pattern}`));
}

/** `finds …, and goes on`: what stands before and after the dots is there. */
const wordsOf = (shown: string): string[] =>
  [...shown.replaceAll(/`[^`]*`/g, '').matchAll(/(?<!\w)_([^_]+)_(?!\w)/g)].map(([, words = '']) => words);

function isSaid(words: string, among: readonly string[]): boolean {
  const pieces = words.split('…').map((piece) => piece.trim());
  return among.some((file) => {
    const text = readFileSync(join(root, file), 'utf8')
      .replaceAll(/\s+/g, ' ')
      .replaceAll(String.raw`\'`, "'");
    return pieces.every((piece) => text.includes(piece));
  });
}

describe('what was promised', () => {
  it('has a hundred statements and more', () => {
    expect(rows.length).toBeGreaterThan(100);
  });

  it('is shown by tests that are there, or done otherwise for a reason', () => {
    let above: readonly string[] = [];
    const open: string[] = [];
    for (const { line, shown } of rows) {
      const names = named(shown);
      const found = names.flatMap(filesOf);
      for (const name of names) if (filesOf(name).length === 0) open.push(`${String(line)}: no ${name}`);
      const isSame = /\bthe same\b/.test(shown);
      if (names.length === 0 && !isSame && !shown.startsWith('deviation: ')) open.push(`${String(line)}: ${shown}`);
      const where = isSame || found.length === 0 ? [...found, ...above] : found;
      for (const words of wordsOf(shown))
        if (!isSaid(words, where)) open.push(`${String(line)}: nothing is called "${words}"`);
      if (found.length > 0) above = found;
    }
    expect(open).toEqual([]);
  });
});
