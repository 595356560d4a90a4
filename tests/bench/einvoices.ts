// Five thousand E-arve of about 10 kB, read and stored page by page as a post box brings them; the reference runs bare saxes over the same
// bytes and keeps nothing. And one with a file of 30 MB: what more of them cost beside the first. Arguments: rounds, scale, file for the rows.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { earveFormat } from '../../electron/core/formats/earve/formats';
import type { PageItem } from '../../electron/core/providers/sdk/pages';
import { ingestPage, itemsPage, openTestArchive, removeFolder, temporaryFolder } from '../support/testArchive';
import { earveDocument } from './earve';
import { median, ratioOf, type BenchRow } from './row';

const [rounds = '5', scale = '1', file = ''] = process.argv.slice(2);
const COUNT = Math.max(100, Math.round(5_000 * Number(scale)));
const PAGE = 400;
const MAX_RATIO = 4;
const MB = 1_000_000;
const LARGE_BYTES = 30 * MB;
const LARGE_COUNT = 6;
const MAX_GROWTH = 1.5;

const formatFor = () => earveFormat;

function itemOf(folder: string, no: number, bytes: Buffer): PageItem {
  const path = join(folder, `${String(no)}.xml`);
  writeFileSync(path, bytes);
  return {
    naturalKey: `box/${String(no)}`,
    fileName: `${String(no)}.xml`,
    mediaType: 'application/xml',
    content: { path },
    remote: {},
  };
}

async function kontor(folder: string, items: readonly PageItem[]): Promise<number> {
  const archive = await openTestArchive(join(folder, 'archive'), { formatFor });
  const started = performance.now();
  let stored = 0;
  for (let from = 0; from < items.length; from += PAGE) {
    const page = itemsPage(items.slice(from, from + PAGE), String(from), { direction: 'purchase' });
    stored += (await ingestPage(archive.writer, page)).newCount;
  }
  const ms = performance.now() - started;
  await archive.close();
  if (stored !== items.length) throw new Error(`${String(stored)} of ${String(items.length)} were stored`);
  return ms;
}

function bareSaxes(documents: readonly Buffer[]): number {
  const started = performance.now();
  let tags = 0;
  for (const bytes of documents) {
    const parser = new SaxesParser({ xmlns: true });
    parser.on('opentag', () => {
      tags += 1;
    });
    parser.write(bytes.toString('utf8')).close();
  }
  if (tags < documents.length) throw new Error('nothing was read');
  return performance.now() - started;
}

async function speedRow(): Promise<BenchRow> {
  const documents = Array.from({ length: COUNT }, (_, no) => earveDocument(no));
  const kilobytes = Math.round(documents.reduce((sum, { length }) => sum + length, 0) / documents.length / 1000);
  const ours: number[] = [];
  const references: number[] = [];
  for (let round = 0; round < Number(rounds); round += 1) {
    const folder = temporaryFolder();
    try {
      mkdirSync(join(folder, 'spool'));
      const items = documents.map((bytes, no) => itemOf(join(folder, 'spool'), no, bytes));
      references.push(bareSaxes(documents));
      ours.push(await kontor(folder, items));
    } finally {
      removeFolder(folder);
    }
  }
  const [value, reference] = [median(ours), median(references)];
  const { ratio = 0 } = ratioOf(value, reference);
  return {
    name: `${COUNT.toLocaleString('en')} E-arve of ${String(kilobytes)} kB, read and stored`,
    value,
    reference,
    ratio,
    budget: MAX_RATIO,
    unit: 'ms',
    ok: ratio <= MAX_RATIO,
    budgetText: `at most ${String(MAX_RATIO)}x`,
    note: 'files of a spool in pages of 400, each durable before the next; reference: saxes with namespaces over the same bytes, nothing kept',
  };
}

/** In a process of its own: memory counts from its start. Answers the peak above idle in bytes. */
function peakOf(count: number): number {
  const args = [...process.execArgv, process.argv[1] ?? '', 'large', String(count)];
  return Number(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

async function storeLarge(count: number): Promise<void> {
  const folder = temporaryFolder();
  try {
    mkdirSync(join(folder, 'spool'));
    // Made by a process before this one would be cleaner; what is made here is let go before anything is counted.
    const items = Array.from({ length: count }, (_, no) =>
      itemOf(join(folder, 'spool'), no, earveDocument(no, Buffer.alloc(LARGE_BYTES, no + 1))),
    );
    const before = process.resourceUsage().maxRSS * 1024;
    const archive = await openTestArchive(join(folder, 'archive'), { formatFor });
    for (const [at, item] of items.entries()) await ingestPage(archive.writer, itemsPage([item], String(at)));
    await archive.close();
    console.log(String(Math.max(process.resourceUsage().maxRSS * 1024, before)));
  } finally {
    removeFolder(folder);
  }
}

function memoryRow(): BenchRow {
  const [one, many] = [peakOf(1), peakOf(LARGE_COUNT)];
  const { ratio = 0 } = ratioOf(many, one);
  return {
    name: `${String(LARGE_COUNT)} E-arve with a file of 30 MB each, peak of memory`,
    value: many / MB,
    reference: one / MB,
    ratio,
    budget: MAX_GROWTH,
    unit: 'MB',
    ok: ratio <= MAX_GROWTH,
    budgetText: `at most ${String(MAX_GROWTH)}x one of them`,
    note: 'resident set of a process that stores them one after the other; reference: a process that stores one',
  };
}

if (rounds === 'large') await storeLarge(Number(scale));
else writeFileSync(file, JSON.stringify([await speedRow(), memoryRow()]));
