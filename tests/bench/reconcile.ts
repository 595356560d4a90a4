// Reconciling two sources of equal size in the reader of the app: the time to the first rows of a month, at two sizes. The reference is
// a bare join of the same rows in memory. Arguments: rounds, scale, file for the rows.
import { writeFileSync } from 'node:fs';
import { openSqlite } from '../../electron/core/db/openSqlite';
import { databaseFile } from '../../electron/core/archive/folders';
import { createReader } from '../../electron/core/archive/createReader';
import type { ReconcileOrder } from '../../electron/core/archive/reconcile/types';
import {
  COMPANY,
  CONNECTION,
  ingestPage,
  item,
  itemsPage,
  openTestArchive,
  OTHER_CONNECTION,
  removeFolder,
  temporaryFolder,
} from '../support/testArchive';
import { standInLookup } from '../support/standInFormat';
import { median, ratioOf, type BenchRow } from './row';

const [rounds = '5', scale = '1', file = ''] = process.argv.slice(2);
const MONTH = '2026-10';
const PAGE = 5_000;
const order: ReconcileOrder = {
  companyId: COMPANY,
  month: MONTH,
  direction: null,
  left: [CONNECTION],
  right: [OTHER_CONNECTION],
  today: '2026-11-20',
  unread: [],
};
const first = { list: 'different', search: '', withExplained: false, after: 0, limit: 100 } as const;

/** Of ten: seven equal, one differs, one is only on the left, one only on the right. */
function invoice(no: number, isLeft: boolean): Buffer | { readonly number: string } {
  const day = String((no % 28) + 1).padStart(2, '0');
  const gross = `${String(100 + (no % 9_973))}.${String(no % 100).padStart(2, '0')}`;
  const own = no % 10 === 8 ? (isLeft ? 'L' : 'R') : '';
  const seller = { name: `Firma ${String(no % 400)}`, taxId: String(1_000_000_000 + (no % 400)) };
  const told = { number: `FV/${own}${String(no)}/10/2026`, issueDate: `${MONTH}-${day}`, seller };
  return { ...told, gross: no % 10 === 9 && !isLeft ? '1.00' : gross } as { number: string };
}

async function seeded(folder: string, count: number): Promise<number> {
  const archive = await openTestArchive(folder);
  const sides = [
    { isLeft: true, more: { providerId: 'register' } },
    { isLeft: false, more: { connectionId: OTHER_CONNECTION } },
  ];
  const started = performance.now();
  for (const { isLeft, more } of sides)
    for (let from = 0; from < count; from += PAGE) {
      const numbers = Array.from({ length: Math.min(PAGE, count - from) }, (_, index) => from + index);
      const items = numbers.map((no) => item(`${isLeft ? 'L' : 'R'}-${String(no)}`, invoice(no, isLeft)));
      await ingestPage(archive.writer, itemsPage(items, String(from)), more);
    }
  const ms = performance.now() - started;
  await archive.close();
  return ms;
}

interface Measured {
  readonly firstRows: number;
  readonly reference: number;
}

async function measure(folder: string): Promise<Measured> {
  const times: number[] = [];
  const references: number[] = [];
  for (let round = 0; round < Number(rounds); round += 1) {
    const db = openSqlite(databaseFile(folder), { readonly: true });
    // As the reader worker has it.
    db.pragma('cache_size = -16000');
    references.push(bareJoin(db));
    const reader = createReader(db, folder, { formatFor: standInLookup });
    const started = performance.now();
    const [page, overview] = await Promise.all([reader.reconcileRows(order, first), reader.reconcileOverview(order)]);
    times.push(performance.now() - started);
    if (page.rows.length !== first.limit || overview.left.count === 0) throw new Error('not the rows that were wanted');
    await reader.close();
  }
  return { firstRows: median(times), reference: median(references) };
}

/** The same rows, read once and joined by number in a map: what any way of reconciling them has to do. */
function bareJoin(db: ReturnType<typeof openSqlite>): number {
  const started = performance.now();
  const rows = db
    .prepare(
      `SELECT i.id, i.source_id AS source, i.match_key AS key, i.gross, i.issue_date, i.counterparty, i.number
      FROM invoice i WHERE month = ?`,
    )
    .all(MONTH) as { source: number; key: string; gross: number }[];
  const left = new Map(rows.filter(({ source }) => source === rows[0]?.source).map((row) => [row.key, row]));
  let equal = 0;
  for (const row of rows) if (left.get(row.key)?.gross === row.gross) equal += 1;
  if (equal === 0) throw new Error('nothing joined');
  return performance.now() - started;
}

const sizes = [20_000, 40_000].map((size) => Math.max(1_000, Math.round(size * Number(scale))));
const found: { size: number; seedMs: number; measured: Measured }[] = [];
for (const size of sizes) {
  const folder = temporaryFolder();
  try {
    const seedMs = await seeded(folder, size);
    found.push({ size, seedMs, measured: await measure(folder) });
  } finally {
    removeFolder(folder);
  }
}
const [small, large] = found;
if (!small || !large) throw new Error('two sizes');
const BUDGET_MS = 1_000;
const growth = large.measured.firstRows / small.measured.firstRows;
const bareGrowth = large.measured.reference / small.measured.reference;
const rows: BenchRow[] = [
  {
    name: `reconcile ${String(small.size)} with ${String(small.size)}, first rows`,
    value: small.measured.firstRows,
    reference: small.measured.reference,
    ...ratioOf(small.measured.firstRows, small.measured.reference),
    budget: BUDGET_MS,
    unit: 'ms',
    ok: small.measured.firstRows <= BUDGET_MS,
    budgetText: '1 s',
    note: 'Reference: the same rows read once and joined in a map. The five counts and their sums are there with the first rows.',
  },
  {
    name: `the same, ${String(large.size)} with ${String(large.size)}`,
    value: growth,
    reference: bareGrowth,
    ...ratioOf(growth, bareGrowth),
    budget: 1.3,
    unit: 'times',
    ok: growth / bareGrowth <= 1.3,
    budgetText: 'grows as the bare join does, with 0.3 to spare',
    note: `Storing and linking them: ${String(Math.round(small.seedMs))} ms and ${String(Math.round(large.seedMs))} ms.`,
  },
];
writeFileSync(file, JSON.stringify(rows));
process.exit(0);
