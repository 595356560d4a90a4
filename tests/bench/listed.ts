// Ten thousand invoices as an accounting program lists them, a hundred per answer, normalised and stored. The reference parses the same
// answers with JSON.parse and inserts their rows in one transaction. Arguments: rounds, scale, file for the rows.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlite } from '../../electron/core/db/openSqlite';
import { fakturowniaFormat } from '../../electron/core/providers/fakturownia/format';
import { openApi } from '../../electron/core/providers/fakturownia/api';
import { itemOf } from '../../electron/core/providers/fakturownia/items';
import { makeRows, write } from '../../electron/core/providers/fakturownia/simulator/rows';
import type { ProviderContext } from '../../electron/core/providers/sdk/context';
import { ingestPage, itemsPage, openTestArchive, removeFolder, temporaryFolder } from '../support/testArchive';
import { median, ratioOf, type BenchRow } from './row';

const [rounds = '5', scale = '1', file = ''] = process.argv.slice(2);
const COUNT = Math.max(100, Math.round(10_000 * Number(scale)));
const PAGE = 100;
const PER_SECOND = 5_000;

const rows = makeRows({ seed: 1, now: Date.parse('2026-11-20T08:00:00Z'), months: 20, perMonth: COUNT / 20 }).map(
  write,
);
const answers = Array.from({ length: Math.ceil(rows.length / PAGE) }, (_, page) => {
  const listed = rows.slice(page * PAGE, (page + 1) * PAGE);
  return `[${listed.join(',')}]`;
});

/** Answers at once: what the network costs is not measured. */
function contextOf(): ProviderContext {
  const request = ({ url }: { readonly url: string }): Promise<unknown> => {
    const text = answers[Number(new URL(url).searchParams.get('page')) - 1] ?? '[]';
    return Promise.resolve({ status: 200, headers: {}, text: () => text, json: () => undefined });
  };
  const connection = { settings: { subdomain: 'firma' }, credential: () => 'token' };
  return { connection, http: { request }, userAgent: 'Kontor' } as unknown as ProviderContext;
}

async function kontor(folder: string): Promise<number> {
  const archive = await openTestArchive(folder, { formatFor: () => fakturowniaFormat });
  const api = openApi(contextOf());
  const started = performance.now();
  let stored = 0;
  for (let page = 1; page <= answers.length; page += 1) {
    const listed = await api.list({ kind: 'cost', page, order: 'issue_date' });
    const items = listed.map((one) => itemOf('cost', one));
    const order = itemsPage(items, String(page), { direction: 'purchase', parserId: 'fakturownia' });
    stored += (await ingestPage(archive.writer, order)).newCount;
  }
  const ms = performance.now() - started;
  if (stored !== rows.length) throw new Error(`${String(stored)} of ${String(rows.length)} were stored`);
  await archive.close();
  return ms;
}

interface BareRow {
  readonly id: number;
  readonly number: string;
  readonly issue_date: string;
  readonly seller_name: string;
  readonly price_gross: string;
}

function bare(folder: string): number {
  const db = openSqlite(join(folder, 'bare.sqlite'), { secureDelete: false });
  db.exec('CREATE TABLE invoice (id INTEGER PRIMARY KEY, number TEXT, day TEXT, party TEXT, gross TEXT, whole TEXT)');
  const add = db.prepare('INSERT INTO invoice VALUES (?, ?, ?, ?, ?, ?)');
  const started = performance.now();
  db.exec('BEGIN');
  for (const answer of answers)
    for (const row of JSON.parse(answer) as BareRow[])
      add.run(row.id, row.number, row.issue_date, row.seller_name, row.price_gross, JSON.stringify(row));
  db.exec('COMMIT');
  const ms = performance.now() - started;
  db.close();
  return ms;
}

const ours: number[] = [];
const references: number[] = [];
for (let round = 0; round < Number(rounds); round += 1) {
  const folder = temporaryFolder();
  try {
    references.push(bare(folder));
    ours.push(await kontor(join(folder, 'archive')));
  } finally {
    removeFolder(folder);
  }
}
const speedOf = (times: readonly number[]): number => (rows.length * 1000) / median(times);
const [value, reference] = [speedOf(ours), speedOf(references)];
const row: BenchRow = {
  name: `${rows.length.toLocaleString('en')} listed invoices, normalised and stored`,
  value,
  reference,
  ...ratioOf(value, reference),
  budget: PER_SECOND,
  unit: 'invoices/s',
  ok: value >= PER_SECOND,
  budgetText: `at least ${PER_SECOND.toLocaleString('en')} invoices/s`,
  note: 'answers of 100 with their positions; each answer is a page of its own, durable before the next; reference: JSON.parse and one transaction of inserts',
};
writeFileSync(file, JSON.stringify([row]));
