// `npm run bench [words…]`: every budget of the design beside its reference in the same run. Words pick groups by name.
//   --rounds N   how often each side is measured, alternating (5; the median counts)
//   --json FILE  writes the rows
//   --large      search in a million invoices instead
//   --scale X    smaller work while developing: 0.1 is a tenth
// Ends with 1 only when something could not be measured: a figure over its budget is a figure.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { backupRows } from './backupRows.ts';
import { coldStartRows } from './coldStart.ts';
import { coreRows } from './inRuntime.ts';
import { listRows } from './list.ts';
import { notesOf, tableOf } from './print.ts';
import { restingRows } from './resting.ts';
import type { BenchOptions, BenchRow } from './row.ts';
import { savePdfRows } from './savePdfs.ts';
import { searchRows } from './search.ts';
import { tillRows } from './tillRows.ts';

type Group = (options: BenchOptions) => Promise<readonly BenchRow[]>;

const groups: Readonly<Record<string, Group>> = {
  'first-sync': (options) => coreRows('firstSync', options),
  search: (options) => searchRows(options, false),
  list: listRows,
  'save-pdfs': savePdfRows,
  'upload-big': (options) => coreRows('uploadBig', options),
  'upload-flat': (options) => coreRows('uploadFlat', options),
  'upload-many': (options) => coreRows('uploadMany', options),
  'upload-s3': (options) => coreRows('uploadS3', options),
  start: coldStartRows,
  resting: restingRows,
  'nothing-new': (options) => coreRows('nothingNew', options),
  listed: (options) => coreRows('listed', options),
  einvoices: (options) => coreRows('einvoices', options),
  reconcile: (options) => coreRows('reconcile', options),
  api: (options) => coreRows('apiRuns', options),
  tills: tillRows,
  backup: backupRows,
  stores: (options) => coreRows('stores', options),
};
const largeGroups: typeof groups = { search: (options) => searchRows(options, true) };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    scale: { type: 'string', default: '1' },
    json: { type: 'string' },
    large: { type: 'boolean', default: false },
  },
});
const options: BenchOptions = { rounds: Number(values.rounds), scale: Number(values.scale) };
if (!(options.rounds >= 1) || !(options.scale > 0)) throw new Error('--rounds and --scale are numbers above 0');
const all = values.large ? largeGroups : groups;
const chosen = Object.keys(all).filter((name) => positionals.length === 0 || positionals.some((w) => name.includes(w)));
if (chosen.length === 0) throw new Error(`No such group. There are: ${Object.keys(all).join(', ')}`);

const rows: BenchRow[] = [];
const broken: string[] = [];
for (const name of chosen) {
  console.log(`\n== ${name}`);
  try {
    const made = (await all[name]?.(options)) ?? [];
    rows.push(...made);
    console.log(tableOf(made));
  } catch (cause) {
    broken.push(name);
    console.error(cause);
  }
}
console.log(`\n${tableOf(rows)}\n\n${notesOf(rows)}`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ ...options, rows, broken }, null, 2)}\n`);
if (broken.length > 0) {
  console.error(`\nnot measured: ${broken.join(', ')}`);
  process.exitCode = 1;
}
