import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dumpArchive, dumpFiles } from '../../../tests/support/archiveDump';
import {
  ingestPage,
  item,
  itemsPage,
  openTestArchive,
  removeFolder,
  temporaryFolder,
  testCompany,
  type TestArchive,
} from '../../../tests/support/testArchive';
import type { WritePoint } from './writePoints';

/** As the system says it, at one write point. */
function fullAt(point: WritePoint) {
  let isFull = true;
  const reached = (here: WritePoint): void => {
    if (isFull && here === point) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
  };
  return { reached, free: () => void (isFull = false) };
}

const full = { spec: { key: 'archive.disk_full', kind: 'unavailable' } };

describe('a full disk', () => {
  let folder = '';
  let archive: TestArchive | null = null;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(async () => {
    await archive?.close();
    removeFolder(folder);
  });

  const points = [
    'segment.started',
    'segment.filled',
    'segment.synced',
    'segment.renamed',
    'segment.durable',
    'ingest.applied',
  ] as const;
  it.each(points)('at %s leaves nothing half written, and the next try succeeds', async (point) => {
    const disk = fullAt(point);
    const opened = (archive = await openTestArchive(folder, { reached: disk.reached }));
    const before = { rows: dumpArchive(opened.db), files: dumpFiles(folder) };
    const page = itemsPage([item('A-1', { number: 'FV/1' })], '1');
    await expect(ingestPage(opened.writer, page)).rejects.toMatchObject(full);
    expect({ rows: dumpArchive(opened.db), files: dumpFiles(folder) }).toEqual(before);
    disk.free();
    expect(await ingestPage(opened.writer, page)).toMatchObject({ newCount: 1 });
  });

  it.each(['record.written', 'record.synced', 'record.applied'] as const)(
    'at %s takes the record back',
    async (point) => {
      await (await openTestArchive(folder)).close();
      archive = await openTestArchive(folder, { reached: fullAt(point).reached });
      const before = { rows: dumpArchive(archive.db), files: dumpFiles(folder) };
      const renamed = { ...testCompany, name: 'Other' };
      await expect(archive.writer.saveCompany(renamed)).rejects.toMatchObject(full);
      expect({ rows: dumpArchive(archive.db), files: dumpFiles(folder) }).toEqual(before);
    },
  );

  it('is what SQLite says, too', async () => {
    archive = await openTestArchive(folder);
    const pages = Number(archive.db.pragma('page_count', { simple: true }));
    archive.db.pragma(`max_page_count = ${pages}`);
    const items = Array.from({ length: 300 }, (_, index) => item(`A-${index}`, { number: `FV/${index}` }));
    await expect(ingestPage(archive.writer, itemsPage(items, '1'))).rejects.toMatchObject(full);
    expect(readdirSync(join(folder, testCompany.id, 'segments'))).toEqual([]);
    expect(existsSync(join(folder, testCompany.id, 'records.jsonl'))).toBe(true);
    archive.db.pragma('max_page_count = 1000000');
    expect(await ingestPage(archive.writer, itemsPage(items, '1'))).toMatchObject({ newCount: 300 });
  });
});
