// A sync that finds nothing new, against the simulated KSeF: which calls it costs. Counts, not times: the reference is what the
// budget allows. Arguments: rounds and scale (ignored: it is the same every time), file for the rows.
import { writeFileSync } from 'node:fs';
import { createApp } from '../../electron/core/app';
import type { CompanyId, RunId } from '../../shared/domain/ids';
import { archiveInProcess } from '../support/archiveInProcess';
import { EXPORTS, simulatedKsef } from '../support/simulatedKsef';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from '../support/testHost';
import type { BenchRow } from './row';

const QUERIES = /^POST .*\/invoices\/query\/metadata$/;
const ALL = /./;
const ROLES = 4;

const [, , file = ''] = process.argv.slice(2);
const [clock, data] = [testClock(), dataFolder()];
// Nothing newer than what a first sync reads: the last invoice is older than the register's own delay.
const ksef = simulatedKsef(clock);
const app = await createApp(
  testHost({ data, clock, encryptionKey: newEncryptionKey() }),
  [ksef.manifest],
  ({ paths }) => archiveInProcess(paths.archive, [ksef.manifest]),
);

async function call<T>(name: string, input: unknown): Promise<T> {
  const outcome = await app.dispatch(name, input);
  if (!outcome.ok) throw new Error(`${name}: ${JSON.stringify(outcome.error)}`);
  // The bench is built with the contract that main answers by.
  return outcome.value as T;
}

function until<T>(look: () => Promise<T | null>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = app.events.listen(() => void ask());
    const ask = () =>
      look().then(
        (found) => {
          if (found === null) return;
          stop();
          resolve(found);
        },
        (error: unknown) => {
          stop();
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    void ask();
  });
}

async function connect(): Promise<CompanyId> {
  const { id: flowId } = await call<{ id: string }>('connect.start', { providerId: 'ksef' });
  await call('connect.check', { flowId, values: ksef.values });
  const checked = await until(async () => {
    const { current } = await call<{ current: Record<string, string> }>('connect.get', { flowId });
    return current['step'] === 'checked' ? current : null;
  });
  const names = { title: checked['suggestedTitle'], slug: checked['suggestedSlug'] };
  return (await call<{ companyId: CompanyId }>('connect.finish', { flowId, ...names })).companyId;
}

async function sync(companyId: CompanyId): Promise<string | undefined> {
  const { runId, answeredFrom } = await call<{ runId: RunId; answeredFrom?: string }>('sync.start', { companyId });
  await until(async () => {
    const run = await call<{ endedAt?: string; state: string }>('runs.get', { runId });
    if (run.endedAt !== undefined && run.state !== 'done') throw new Error(`the sync ended ${run.state}`);
    return run.endedAt === undefined ? null : run;
  });
  return answeredFrom;
}

const row = (name: string, value: number, budget: number, more: Partial<BenchRow> = {}): BenchRow => {
  return { name, value, budget, unit: 'calls', ok: value <= budget, ...more };
};

try {
  await app.start();
  const companyId = await connect();
  await sync(companyId);
  const allBefore = ksef.count(ALL);
  const answered = await sync(companyId);
  const again = ksef.count(ALL) - allBefore;
  // The second one reads up to the register's present; from then on there is nothing new.
  await clock.advance(60 * 60_000);
  await sync(companyId);
  await clock.advance(60 * 60_000);
  const [queries, exports] = [ksef.count(QUERIES), ksef.count(EXPORTS)];
  await sync(companyId);
  const rows = [
    row('nothing new to sync, metadata queries', ksef.count(QUERIES) - queries, ROLES, {
      budgetText: `${String(ROLES)}: one per role, all due`,
    }),
    row('nothing new to sync, exports', ksef.count(EXPORTS) - exports, 0, { budgetText: 'none' }),
    row('sync now within 15 minutes, calls', again, 0, {
      ok: again === 0 && answered !== undefined,
      budgetText: 'none, and says when',
    }),
  ];
  writeFileSync(file, JSON.stringify(rows));
} finally {
  await app.stop();
  removeDataFolder(data);
}
process.exit(0);
