// The history of 10,000 runs through the local API, page by page, as a program reads it all. The reference: the same runs from a bare
// node:http server that sends the stored text of a page without looking at it. Arguments: rounds, scale, file for the rows.
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../electron/core/app';
import type { RunView } from '../../shared/contract/runs';
import type { CompanyId, RunId } from '../../shared/domain/ids';
import { archiveInProcess } from '../support/archiveInProcess';
import { deadPort } from '../support/loopback';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from '../support/testHost';
import madeUp from '../providers/madeUp';
import { median, quantile, ratioOf, type BenchRow } from './row';

const [rounds = '5', scale = '1', file = ''] = process.argv.slice(2);
const COUNT = Math.max(200, Math.round(10_000 * Number(scale)));
const PAGE = 100;

const [clock, data] = [testClock(), dataFolder()];
const host = testHost({ data, clock, encryptionKey: newEncryptionKey() });
const archive = archiveInProcess(host.paths.archive, [madeUp]);
const app = await createApp(host, [madeUp], () => archive);

async function call<T>(name: string, input: unknown): Promise<T> {
  const outcome = await app.dispatch(name, input);
  if (!outcome.ok) throw new Error(`${name}: ${JSON.stringify(outcome.error)}`);
  return outcome.value as T;
}

const runOf = (at: number, companyId: CompanyId): RunView => {
  const startedAt = new Date(Date.parse('2025-01-01T00:00:00.000Z') + at * 60_000).toISOString();
  const id = `0194${at.toString(16).padStart(4, '0')}-0000-7000-8000-${at.toString(16).padStart(12, '0')}` as RunId;
  const part = {
    state: 'done',
    done: 12,
    total: 12,
    unit: 'invoices',
    newCount: 3,
    changedCount: 1,
    knownCount: 8,
  } as const;
  return {
    id,
    companyId,
    kind: 'sync',
    trigger: 'schedule',
    state: 'done',
    startedAt,
    endedAt: startedAt,
    parts: [{ ...part, unreadable: [] }],
  };
};

async function readAll(origin: string, token: string, pages: number[]): Promise<number> {
  const started = performance.now();
  let read = 0;
  for (let before = ''; ;) {
    const asked = performance.now();
    const answer = await fetch(`${origin}/api/runs?limit=${String(PAGE)}${before}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { runs, next } = (await answer.json()) as { runs: unknown[]; next?: string };
    pages.push(performance.now() - asked);
    read += runs.length;
    if (next === undefined) break;
    before = `&before=${next}`;
  }
  if (read !== COUNT) throw new Error(`${String(read)} of ${String(COUNT)} were read`);
  return performance.now() - started;
}

try {
  await app.start();
  const { id: companyId } = await call<{ id: CompanyId }>('companies.create', { name: 'Firma', country: 'PL' });
  for (let at = 0; at < COUNT; at += 1) await archive.writer.createRun(runOf(at, companyId), []);
  const port = await deadPort();
  const { token = '' } = await call<{ token?: string }>('api.save', { isOn: true, port });
  const origin = `http://127.0.0.1:${String(port)}`;
  const page = await (
    await fetch(`${origin}/api/runs?limit=${String(PAGE)}`, { headers: { authorization: `Bearer ${token}` } })
  ).text();
  let sent = 0;
  const bare = createServer((_, response) => {
    sent += 1;
    const isLast = sent % Math.ceil(COUNT / PAGE) === 0;
    response.setHeader('content-type', 'application/json').end(isLast ? page.replace(/,"next":"[^"]+"/, '') : page);
  });
  await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
  const beside = `http://127.0.0.1:${String((bare.address() as AddressInfo).port)}`;
  const [ours, references, pages]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < Number(rounds); round += 1) {
    references.push(await readAll(beside, token, []));
    ours.push(await readAll(origin, token, pages));
  }
  bare.close();
  const [value, reference] = [median(ours), median(references)];
  const rows: BenchRow[] = [
    {
      name: `API, the history of ${COUNT.toLocaleString('en')} runs in pages of ${String(PAGE)}`,
      value,
      reference,
      ...ratioOf(value, reference),
      budget: 10,
      budgetText: 'at most 10x',
      unit: 'ms',
      ok: value / reference <= 10,
      note: 'reference: a bare HTTP server that sends one stored page again and again',
    },
    {
      name: `API, one page of ${String(PAGE)} of them (p95)`,
      value: quantile(pages, 0.95),
      budget: 50,
      unit: 'ms',
      ok: quantile(pages, 0.95) <= 50,
    },
  ];
  writeFileSync(file, JSON.stringify(rows));
} finally {
  await app.stop();
  removeDataFolder(data);
}
process.exit(0);
