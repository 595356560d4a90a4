// The month's bundle as a stream of entries: originals first, each read, listed and let go; then what was learned from them.
import { createHash } from 'node:crypto';
import type { ContentLine } from './cover/contents';
import { originalNames } from './entryNames';
import { type ListedFile, manifestOf } from './manifest';
import { type TableRow, tableRow } from './rows';
import { localTable, neutralTable } from './tables';
import { type BundleTexts, textsFor } from './texts';
import { totalsOf } from './totals';
import type { BuildBundle, BundleEntry, BundleInput } from './types';

export const bundleEntries: BuildBundle = async function* (input: BundleInput): AsyncIterable<BundleEntry> {
  const texts = textsFor(input.language);
  const names = originalNames(input.invoices);
  const files: ListedFile[] = [];
  const rows: TableRow[] = [];
  const listed = (entry: BundleEntry): BundleEntry => {
    const sha256 = createHash('sha256').update(entry.bytes).digest('hex');
    files.push({ name: entry.name, bytes: entry.bytes.length, sha256 });
    return entry;
  };
  for (const [place, facts] of input.invoices.entries()) {
    const name = names[place] ?? '';
    const original = input.read(place);
    rows.push(tableRow(facts, name, original));
    if (facts.heldBy === undefined) yield listed({ name, bytes: original.bytes });
  }
  const count = files.length;
  const originalBytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const totals = totalsOf(rows.filter(({ facts }) => facts.countsWith === undefined));
  const local = textEntry(`${input.month}.csv`, localTable(rows, texts));
  const neutral = textEntry(`${input.month}-neutral.csv`, neutralTable(rows));
  yield listed(local);
  yield listed(neutral);
  const contents = contentLines(texts, { local, neutral, count, originalBytes });
  // Loaded only now: the fonts and the PDF library weigh more than everything else in a worker.
  const { coverPdf } = await import('./cover/cover');
  const bytes = await coverPdf({ input, rows, totals, contents, localTable: local.name, texts });
  yield listed({ name: 'cover.pdf', bytes });
  yield textEntry('manifest.json', manifestOf(input, rows, { files, totals }));
};

function textEntry(name: string, text: string): BundleEntry {
  return { name, bytes: Buffer.from(text, 'utf8') };
}

function contentLines(
  { words }: BundleTexts,
  parts: {
    readonly local: BundleEntry;
    readonly neutral: BundleEntry;
    readonly count: number;
    readonly originalBytes: number;
  },
): readonly ContentLine[] {
  const { cover } = words;
  const { local, neutral, count, originalBytes } = parts;
  return [
    { name: 'originals/', what: cover.content_originals, count, bytes: originalBytes },
    { name: local.name, what: cover.content_local, count: null, bytes: local.bytes.length },
    { name: neutral.name, what: cover.content_neutral, count: null, bytes: neutral.bytes.length },
    { name: 'manifest.json', what: cover.content_manifest, count: null, bytes: null },
  ];
}
