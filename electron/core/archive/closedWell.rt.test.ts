import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readdirSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { COMPANY, ingestPage, item, itemsPage, openTestArchive } from '../../../tests/support/testArchive';
import { removeFolder, temporaryFolder, type TestArchive } from '../../../tests/support/testArchive';
import { openClosed } from './closedWell';
import { databaseFile } from './folders';

let folder = '';
let archive: TestArchive;
beforeEach(async () => {
  folder = temporaryFolder();
  archive = await openTestArchive(folder);
  await ingestPage(archive.writer, itemsPage([item('A-1', { number: 'FV/1' })], '1'));
});
afterEach(() => removeFolder(folder));

function isOpenedAtOnce(): boolean {
  const db = openClosed(folder);
  db?.close();
  return db !== null;
}

describe('an archive', () => {
  it('is opened at once when it was closed, and not while somebody writes or after a kill', async () => {
    expect(isOpenedAtOnce()).toBe(false);
    await archive.close();
    expect(isOpenedAtOnce()).toBe(true);
    archive = await openTestArchive(folder);
    expect(isOpenedAtOnce()).toBe(false);
    // As a kill leaves it: nobody has closed it.
    archive.db.close();
    expect(isOpenedAtOnce()).toBe(false);
  });

  it('waits for its writer where something is damaged', async () => {
    await archive.close();
    const segments = join(folder, COMPANY, 'segments');
    for (const name of readdirSync(segments)) truncateSync(join(segments, name), 20);
    archive = await openTestArchive(folder);
    await archive.close();
    expect(isOpenedAtOnce()).toBe(false);
  });

  it('waits for its writer where there is no database, an older one, or one that cannot be read', async () => {
    archive.db.pragma('user_version = 3');
    await archive.close();
    expect(isOpenedAtOnce()).toBe(false);
    truncateSync(databaseFile(folder), 4096);
    expect(isOpenedAtOnce()).toBe(false);
    rmSync(databaseFile(folder));
    expect(isOpenedAtOnce()).toBe(false);
  });
});
