// A destination goes while backups are on their way to it: nothing of it stays behind, and the others get theirs.
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { databaseFile } from '../../electron/core/archive/folders';
import { openSqlite } from '../../electron/core/db/openSqlite';
import type { ConnectionId, RunId } from '../../shared/domain/ids';
import { openBench, type FaultBench } from '../support/faultBench';

const PASSPHRASE = 'heron lantern gravel sixpence';

let bench: FaultBench;
let other: ConnectionId;
/** What is sent to the first destination is on its way and does not arrive. */
let isHeld = false;
let held: () => void = () => undefined;
beforeEach(async () => {
  const onRequest = ({ method, url }: Request): Promise<void> => {
    const isOurs = isHeld && method === 'PUT' && url.includes('/Ksiegowa/backup/');
    if (!isOurs) return Promise.resolve();
    held();
    return new Promise(() => undefined);
  };
  bench = await openBench({ onRequest });
  const { companyId, cloud } = bench;
  const values = { ...cloud.values, default_folder: '/Archiwum' };
  other = (await bench.kontor.connect({ providerId: 'nextcloud', companyId }, values)).connectionId;
  isHeld = false;
});
afterEach(() => bench.stop());

const backUp = (isNew: boolean) => bench.kontor.call('safety.backUp', { isNew, passphrase: PASSPHRASE });
const choose = (...connectionIds: ConnectionId[]) => bench.kontor.call('safety.sendBackups', { connectionIds });
const places = async () => (await bench.kontor.call('safety.backup', undefined)).places ?? [];
const runOf = async (id: ConnectionId): Promise<RunId> => {
  const runs = await bench.kontor.call('runs.list', { kind: 'upload', limit: 50 });
  const run = runs.find(({ parts }) => parts[0]?.connectionId === id);
  if (run === undefined) throw new Error('no upload');
  return run.id;
};
const remove = () =>
  bench.kontor.call('connections.remove', { connectionId: bench.destinationId, archive: 'keep' as const });
const filesBelow = (folder: string): number =>
  [...bench.cloud.simulator.control.files()].filter(
    ([path]) => path.startsWith(folder) && path.endsWith('.kontor-backup'),
  ).length;
const notesNaming = (id: ConnectionId): readonly unknown[] => {
  const db = openSqlite(databaseFile(join(bench.folder, 'archive')), { readonly: true });
  try {
    const sql = `SELECT scope, name FROM note WHERE scope = @id OR instr(name, @id) OR instr(value, @id)`;
    return db.prepare(sql).all({ id });
  } finally {
    db.close();
  }
};

it('in the middle of a file: that one ends, the others go on', async () => {
  await backUp(true);
  await choose(bench.destinationId, other);
  expect(await bench.ended(await runOf(bench.destinationId))).toMatchObject({ state: 'done' });
  expect(await bench.ended(await runOf(other))).toMatchObject({ state: 'done' });
  expect(notesNaming(bench.destinationId)).not.toEqual([]);
  const isOnItsWay = new Promise<void>((resolve) => (held = resolve));
  isHeld = true;
  await backUp(false);
  const runId = await runOf(bench.destinationId);
  await isOnItsWay;
  await remove();
  expect(await bench.ended(runId)).toMatchObject({ state: 'cancelled' });
  expect(await bench.ended(await runOf(other))).toMatchObject({ state: 'done' });
  expect([filesBelow('/Ksiegowa/backup/'), filesBelow('/Archiwum/backup/')]).toEqual([1, 2]);
  expect(await places()).toMatchObject([{ connectionId: other, isChosen: true, states: 2 }]);
  expect(notesNaming(bench.destinationId)).toEqual([]);

  await backUp(false);
  expect(await bench.ended(await runOf(other))).toMatchObject({ state: 'done' });
  expect([filesBelow('/Ksiegowa/backup/'), filesBelow('/Archiwum/backup/')]).toEqual([1, 3]);
  expect(notesNaming(bench.destinationId)).toEqual([]);
});

it('while the sending waits for its service', async () => {
  await backUp(true);
  bench.outage = 'refused';
  await choose(bench.destinationId, other);
  const runId = await runOf(bench.destinationId);
  await bench.waits(runId);
  await remove();
  expect(await bench.ended(runId)).toMatchObject({ state: 'cancelled' });
  expect(notesNaming(bench.destinationId)).toEqual([]);
  bench.outage = null;
  expect(await bench.ended(await runOf(other))).toMatchObject({ state: 'done' });
  expect([filesBelow('/Ksiegowa/backup/'), filesBelow('/Archiwum/backup/')]).toEqual([0, 1]);
});
