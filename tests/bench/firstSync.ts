// First sync, local part, as rows of the table. Arguments: rounds, scale, file for the rows.
import { writeFileSync } from 'node:fs';
import { ingestBench } from './ingest.bench';
import type { BenchRow } from './row';

const [rounds = '1', scale = '1', file = ''] = process.argv.slice(2);
const measured = await ingestBench(Math.max(100, Math.round(10_000 * Number(scale))), Number(rounds));
const rows: BenchRow[] = [
  {
    name: `first sync, local part, ${measured.documents.toLocaleString('en')} invoices`,
    value: measured.kontorMs,
    reference: measured.referenceMs,
    ratio: measured.ratio,
    budget: measured.budget,
    unit: 'ms',
    ok: measured.ratio <= measured.budget,
    budgetText: `at most ${String(measured.budget)}x`,
    note: `processor time: ${measured.cpuRatio.toFixed(2)}x the reference's; reference: Node's crypto and zlib, a scan for <, one file, prepared inserts`,
  },
];
writeFileSync(file, JSON.stringify(rows));
