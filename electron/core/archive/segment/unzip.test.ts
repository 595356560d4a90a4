// Segments are read by programs that we did not write, where the machine has them.
import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { standIn } from '../../../../tests/support/standInFormat';
import {
  COMPANY,
  ingestPage,
  item,
  itemsPage,
  openTestArchive,
  removeFolder,
  temporaryFolder,
} from '../../../../tests/support/testArchive';

const has = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;

async function withSegment(look: (path: string, original: Buffer) => void): Promise<void> {
  const folder = temporaryFolder();
  const archive = await openTestArchive(folder);
  const original = standIn({ number: 'FV/1', lines: ['Łyżeczka '.repeat(500)] });
  try {
    await ingestPage(archive.writer, itemsPage([item('A-1', original, { fileName: 'zażółć gęślą.xml' })], '1'));
    look(join(folder, COMPANY, 'segments', '00000002.zip'), original);
  } finally {
    await archive.close();
    removeFolder(folder);
  }
}

describe('a segment', () => {
  it.skipIf(!has('unzip', '-v'))('passes unzip -t and gives the original', () =>
    withSegment((path, original) => {
      expect(execFileSync('unzip', ['-tqq', path]).toString()).toBe('');
      const names = execFileSync('unzip', ['-Z1', path]).toString().trim().split('\n');
      expect(names).toEqual([expect.stringMatching(/^00001-.*\.xml$/), expect.any(String), 'segment.json']);
      expect(execFileSync('unzip', ['-p', path, names[0] ?? ''])).toEqual(original);
    }),
  );

  it.skipIf(!has('python3', '--version'))('passes the test of another library', () =>
    withSegment((path) => {
      const program = 'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).testzip())';
      expect(execFileSync('python3', ['-c', program, path]).toString().trim()).toBe('None');
    }),
  );

  it.skipIf(process.platform === 'win32')('is private, and so is everything around it', () =>
    withSegment((path) => {
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
      const database = join(path, '..', '..', '..', 'archive.sqlite');
      expect([database, `${database}-wal`].map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
    }),
  );
});
