// The config store as a file that another program has locked: whoever writes waits, and nobody else does. The thread that draws the window
// goes on, and what lasts too long is told in the user's words.
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { openDatabase } from '../../electron/core/db/openDatabase';
import { openSqlite } from '../../electron/core/db/openSqlite';
import { companyRepo } from '../../electron/core/db/repositories/company.repo';
import { metaRepo } from '../../electron/core/db/repositories/meta.repo';
import { transact } from '../../electron/core/db/transact';
import { aCompany } from '../contract/store.suite';
import { lockedByAnother } from '../support/databases/lockedFile';
import { expectExplained, openBench } from '../support/faultBench';
import { dataFolder, removeDataFolder } from '../support/testHost';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

function folder(): string {
  const made = dataFolder();
  ends.push(() => {
    removeDataFolder(made);
  });
  return made;
}

/** The longest time in which nothing else could run on this thread. */
function pauses(): () => { readonly turns: number; readonly longestMs: number } {
  let [turns, longestMs, last] = [0, 0, performance.now()];
  const timer = setInterval(() => {
    const now = performance.now();
    [turns, longestMs, last] = [turns + 1, Math.max(longestMs, now - last), now];
  }, 5);
  return () => {
    clearInterval(timer);
    return { turns, longestMs: Math.max(longestMs, performance.now() - last) };
  };
}

it('a change that a person makes waits for the file; everything else goes on meanwhile, and then it is made', async () => {
  const bench = await openBench();
  ends.push(() => bench.stop());
  const unlock = await lockedByAnother(join(bench.folder, 'config.db'));
  const ended = pauses();
  const renamed = bench.kontor.call('connections.rename', { connectionId: bench.sourceId, title: 'Other' });
  // The window asks for what lies in the archive.
  for (let asked = 0; asked < 20; asked += 1) {
    await bench.kontor.call('runs.list', { limit: 20 });
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const { turns, longestMs } = ended();
  expect(turns).toBeGreaterThan(10);
  expect(longestMs).toBeLessThan(1000);
  await unlock();
  await renamed;
  expect(await bench.source()).toMatchObject({ title: 'Other' });
});

it('what waits longer than SQLite would have waited is refused, explained, and was not done', async () => {
  const bench = await openBench({ config: { patienceMs: 1500 } });
  ends.push(() => bench.stop());
  const { title } = await bench.source();
  const path = join(bench.folder, 'config.db');
  const unlock = await lockedByAnother(path);
  const ended = pauses();
  const problem = await bench.kontor.refused('connections.rename', { connectionId: bench.sourceId, title: 'Other' });
  const { turns, longestMs } = ended();
  expect(problem).toMatchObject({ kind: 'unavailable', key: 'config.locked', params: { file: path } });
  expectExplained(bench, problem);
  expect(turns).toBeGreaterThan(30);
  expect(longestMs).toBeLessThan(1000);
  // What is there can be read while another one writes.
  expect(await bench.source()).toMatchObject({ title });
  await unlock();
  await bench.kontor.call('connections.rename', { connectionId: bench.sourceId, title: 'Other' });
  expect(await bench.source()).toMatchObject({ title: 'Other' });
});

it('of a transaction nothing is done, or all of it, also when the file was changed between its first and its second statement', async () => {
  const path = join(folder(), 'config.db');
  const db = await openDatabase({ type: 'sqlite', path }, { patienceMs: 100 });
  ends.push(() => db.destroy());
  const company = aCompany();
  const unlock = await lockedByAnother(path);
  await expect(companyRepo(db).insert(company)).rejects.toMatchObject({ spec: { key: 'config.locked' } });
  await unlock();
  expect(await companyRepo(db).find(company.id)).toBeNull();

  const other = openSqlite(path);
  ends.push(() => other.close());
  let tries = 0;
  await transact(db, async (trx) => {
    tries += 1;
    const before = await metaRepo(trx).get('fact');
    if (tries === 1) other.prepare(`insert into meta (key, value) values ('fact', 'theirs')`).run();
    await trx
      .updateTable('meta')
      .set({ value: `${String(before)} and ours` })
      .where('key', '=', 'fact')
      .execute();
  });
  expect(tries).toBe(2);
  expect(await metaRepo(db).get('fact')).toBe('theirs and ours');
});

it('a start waits for the file as well', async () => {
  const path = join(folder(), 'config.db');
  const unlock = await lockedByAnother(path);
  const opened = openDatabase({ type: 'sqlite', path });
  await unlock();
  await (await opened).destroy();
});
