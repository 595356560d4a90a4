import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openScenario, runScenario } from '../../../../tests/crash/ingestScenario';
import { COMPANY, removeFolder, temporaryFolder, type TestArchive } from '../../../../tests/support/testArchive';
import { chainHeads } from './chainHeads';
import { verifyCompany } from './verifyCompany';

/** The same dice in every run (Numerical Recipes' generator); `KONTOR_SEED` throws others. */
function dice(): () => number {
  let state = Number(process.env['KONTOR_SEED'] ?? 20_260_201) >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

describe('a look through everything', () => {
  let folder = '';
  let archive: TestArchive;
  beforeEach(async () => {
    folder = temporaryFolder();
    archive = await openScenario(folder);
    await runScenario(archive, folder);
  });
  afterEach(async () => {
    await archive.close();
    removeFolder(folder);
  });
  const root = () => join(folder, 'archive', COMPANY);
  const look = async (signal = new AbortController().signal) => {
    const [head] = chainHeads(archive.db);
    if (!head) throw new Error('no company');
    return verifyCompany(join(folder, 'archive'), head, () => undefined, signal);
  };

  it('finds nothing in a sound archive, and counts what it read', async () => {
    const proof = await look();
    expect(proof.damages).toEqual([]);
    expect(proof.originals).toBeGreaterThan(25);
    expect(proof.files).toBeGreaterThan(3);
    expect(proof.links).toBe(Number(archive.db.prepare('SELECT seq FROM company').pluck().get()));
  });

  it('names the file for a flipped byte anywhere', async () => {
    const random = dice();
    const files = readdirSync(root(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root().length + 1))
      .sort();
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const path = join(root(), file);
      const before = readFileSync(path);
      if (before.length === 0) continue;
      const places = [0, before.length - 1, ...Array.from({ length: 2 }, () => Math.floor(random() * before.length))];
      for (const place of places) {
        const bytes = Buffer.from(before);
        bytes[place] = (bytes[place] ?? 0) ^ 0x5a;
        writeFileSync(path, bytes);
        const { damages } = await look();
        expect(
          damages.map((damage) => damage.file),
          `${file} at ${String(place)}`,
        ).toContain(file);
      }
      writeFileSync(path, before);
    }
  });

  it('names a file that is gone, and one that follows something else', async () => {
    const bundle = readdirSync(join(root(), 'bundles'), { recursive: true, withFileTypes: true }).find((entry) =>
      entry.isFile(),
    );
    rmSync(join(bundle?.parentPath ?? '', bundle?.name ?? ''));
    rmSync(join(root(), 'segments', '00000004.zip'));
    const { damages } = await look();
    expect(damages.map(({ file, key }) => `${key} ${file.split('/')[0] ?? ''}`)).toEqual([
      'archive.file_missing segments',
      'archive.file_missing bundles',
    ]);
  });

  it('does not look behind the head: what is being written belongs to nobody yet', async () => {
    const [head] = chainHeads(archive.db);
    writeFileSync(join(root(), 'segments', '00000999.zip'), 'half');
    expect(statSync(join(root(), 'records.jsonl')).size).toBe(head?.recordsBytes);
    expect((await look()).damages).toEqual([]);
  });

  it('ends when it is cancelled', async () => {
    const control = new AbortController();
    control.abort();
    await expect(look(control.signal)).rejects.toThrow();
  });
});
