// What the config store is asked for most, on the three engines side by side; the reference is the bare answer of the same store to
// `select 1`: how many questions long an operation is. Servers are Debian's, on this machine. Arguments: rounds, scale, file for the rows.
import { rmSync, writeFileSync } from 'node:fs';
import { sql } from 'kysely';
import { openDatabase, type ConfigDatabase } from '../../electron/core/db/openDatabase';
import { budgetRepo } from '../../electron/core/db/repositories/budget.repo';
import { companyRepo, type Company } from '../../electron/core/db/repositories/company.repo';
import { connectionRepo } from '../../electron/core/db/repositories/connection.repo';
import { leaseRepo } from '../../electron/core/db/repositories/lease.repo';
import { storeClock } from '../../electron/core/db/storeClock';
import { configTarget, type ConfigTarget } from '../../electron/core/db/target';
import { uuidV7 } from '../../electron/core/uuid';
import type { CompanyId, ConnectionId, ConnectionSlug } from '../../shared/domain/ids';
import { engines } from '../support/databases/engines';
import { temporaryFolder } from '../support/testArchive';
import { median, ratioOf, type BenchRow } from './row';

const [rounds = '5', scale = '1', file = ''] = process.argv.slice(2);
const TIMES = Math.max(20, Math.round(200 * Number(scale)));
const HOUR_MS = 60 * 60_000;
const AT = '2026-11-02T08:00:00.000Z';
const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));
const ids = { uuid: () => uuidV7(Date.now(), random), random };

type Work = (time: number) => Promise<unknown>;

async function worksOn(db: ConfigDatabase, engine: ConfigTarget['type']): Promise<Readonly<Record<string, Work>>> {
  const clock = storeClock(engine, Date);
  const [companies, connections, leases] = [companyRepo(db), connectionRepo(db), leaseRepo(db, clock)];
  const budgets = budgetRepo(db, ids, clock);
  const company: Company = {
    id: ids.uuid() as CompanyId,
    name: 'Firma',
    country: 'PL',
    taxId: '5265877635',
    isDemo: false,
    purchaseMonthRule: 'issue_date',
    createdAt: AT,
  };
  await companies.insert(company);
  const add = (slug: string) =>
    connections.insert(
      {
        id: ids.uuid() as ConnectionId,
        slug: slug as ConnectionSlug,
        companyId: company.id,
        providerId: 'ksef',
        title: slug,
        identity: slug,
        uniqueKey: `ksef|${slug}`,
        settings: {},
        state: 'ok',
        problem: null,
        createdAt: AT,
      },
      [
        { kind: 'credential', field: 'token', token: 'x'.repeat(400) },
        { kind: 'session', field: 'refresh', token: 'y'.repeat(400) },
      ],
      AT,
    );
  return {
    'a connection written, with two sealed values': (time) => add(`c-${String(time)}-${ids.uuid()}`),
    'all connections read': () => connections.list(),
    'a lease taken and given back': async (time) => {
      await leases.take(`upload/${String(time)}`, 'pc', HOUR_MS, Date.now());
      await leases.release(`upload/${String(time)}`, 'pc');
    },
    'a place of an allowance taken': (time) =>
      budgets.take('ksef', `export ${String(time)}`, [{ ms: HOUR_MS, limit: 20 }], Date.now()),
  };
}

async function milliseconds(work: Work): Promise<number> {
  const started = performance.now();
  for (let time = 0; time < TIMES; time += 1) await work(time);
  return (performance.now() - started) / TIMES;
}

async function measure(name: string, url: string | null, folder: string): Promise<readonly BenchRow[]> {
  const found = new Map<string, { readonly ours: number[]; readonly bare: number[] }>();
  const target = configTarget(url === null ? {} : { CONFIG_DB_URL: url }, folder);
  const db = await openDatabase(target);
  try {
    const works = await worksOn(db, target.type);
    for (let round = 0; round < Number(rounds); round += 1) {
      for (const [what, work] of Object.entries(works)) {
        const times = found.get(what) ?? { ours: [], bare: [] };
        times.bare.push(await milliseconds(() => sql`select 1`.execute(db)));
        times.ours.push(await milliseconds(work));
        found.set(what, times);
      }
    }
  } finally {
    await db.destroy();
  }
  return [...found].map(([what, { ours, bare }]): BenchRow => {
    const [value, reference] = [median(ours), median(bare)];
    const note = `${String(TIMES)} times one after the other; reference: the bare answer of the same store to select 1`;
    const about = { name: `${name}: ${what}`, value, reference, ...ratioOf(value, reference), note };
    return { ...about, budget: 0, unit: 'ms', ok: true, budgetText: 'side by side' };
  });
}

const folder = temporaryFolder();
const rows: BenchRow[] = [];
try {
  rows.push(...(await measure('SQLite', null, folder)));
  for (const { name, missing, start } of engines) {
    if (missing !== null) {
      console.log(`NOTE: skipping ${name}: ${missing}.`);
      continue;
    }
    const server = await start();
    try {
      rows.push(...(await measure(name, (await server.fresh()).url, folder)));
    } finally {
      await server.close();
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
writeFileSync(file, JSON.stringify(rows));
