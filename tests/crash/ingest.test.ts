// Kills a writer at every named write point and looks whether the next start and the rest of the work give the undisturbed archive.
import { spawnSync } from 'node:child_process';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { WRITE_POINTS, type WritePoint } from '../../electron/core/archive/writePoints';
import { dumpArchive, dumpFiles } from '../support/archiveDump';
import { bundleForNode } from '../support/bundleForNode';
import { COMPANY, CONNECTION, removeFolder, temporaryFolder } from '../support/testArchive';
import { openScenario, runScenario } from './ingestScenario';

interface Picture {
  readonly rows: ReturnType<typeof dumpArchive>;
  readonly files: readonly string[];
  readonly intents: unknown;
}

const counts = new Map<WritePoint, number>();
let child = '';
let folder = '';
let undisturbed: Picture;

async function picture(folder: string, reached?: (point: WritePoint) => void): Promise<Picture> {
  const archive = await openScenario(folder, reached === undefined ? {} : { reached });
  await runScenario(archive, folder);
  const rows = dumpArchive(archive.db);
  const intents = archive.db.prepare('SELECT * FROM intent').all();
  await archive.close();
  return { rows, files: dumpFiles(join(folder, 'archive')), intents };
}

beforeAll(async () => {
  child = await bundleForNode('tests/crash/ingestChild.ts', 'ingestChild');
  folder = temporaryFolder();
  undisturbed = await picture(folder, (point) => counts.set(point, (counts.get(point) ?? 0) + 1));
  removeFolder(folder);
}, 60_000);

afterEach(() => removeFolder(folder));

function kill(point: WritePoint, times: number): void {
  const { signal, stderr } = spawnSync(process.execPath, [child, folder, point, String(times)]);
  expect(signal, stderr.toString()).toBe('SIGKILL');
}

/** The first times, one in the middle and the last: a page of several segments is cut between them, too. */
async function completes(point: WritePoint): Promise<void> {
  const count = counts.get(point) ?? 1;
  for (const times of new Set([1, Math.min(2, count), Math.ceil(count / 2), count])) {
    folder = temporaryFolder();
    kill(point, times);
    expect(await picture(folder), `${point} for the ${times}. time`).toEqual(undisturbed);
    removeFolder(folder);
  }
}

describe('a writer that is killed', () => {
  it('passes every named write point in the scenario', () => {
    expect([...counts.keys()].sort()).toEqual([...WRITE_POINTS].sort());
  });

  it.each(WRITE_POINTS)(
    'at %s leaves an archive that the next run completes',
    (point) => {
      return completes(point);
    },
    60_000,
  );

  it('after its segment was durable finds the invoices at the next start, without fetching them again', async () => {
    folder = temporaryFolder();
    kill('segment.durable', 1);
    const archive = await openScenario(folder);
    expect(await archive.writer.checkpoints(CONNECTION)).toEqual({ Subject2: '1' });
    expect((await archive.reader.counts())[COMPANY]).toBe(2);
    await archive.close();
  });
});
