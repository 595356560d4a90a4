// Reads every document of an import and writes them down in pages. Memory holds a page and a short word for each document.
import { appendFile, open, readFile, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { rowRecordBytes } from '../../formats/csv/rowRecord';
import { pdfFormat } from '../../formats/pdf/format';
import { formatFor } from '../../formats/registry';
import { breathe } from '../../archive/breathe';
import { sha256Hex } from '../../archive/sha256';
import { isFailure } from '../../../../shared/errors';
import { ImportState, type ImportRow } from '../../../../shared/contract/imports';
import { candidatePage, rowsOf } from '../names';
import type { Candidate, Reading, Refusal, StagedFile, Stager } from '../types';
import { judge, type Brought, type Judged } from './candidates';
import { rowsOfTable, signatureOf } from './lookAtTable';

const PAGE = 400;
/** Titles above the head, and the head: kept until it is found. */
const HEAD_ROWS = 20;

interface Again {
  readonly refusal: Refusal & { readonly place?: number };
  readonly state: 'known' | 'unreadable';
}

type Order = Parameters<Stager['plan']>[0];

class Pages {
  readonly counts = { known: 0, unreadable: 0 };
  readonly doubled = new Set<string>();
  documents = 0;
  pages = 0;
  readonly #folder: string;
  readonly #seen = new Map<string, string>();
  #lines: string[] = [];
  #lastFile = '';
  readonly #refused: Record<'known' | 'unreadable', string[]> = { known: [], unreadable: [] };

  constructor(folder: string) {
    this.#folder = folder;
  }

  async refuse(refusal: Refusal & { readonly place?: number }, state: 'known' | 'unreadable'): Promise<void> {
    this.counts[state] += 1;
    const key = `${state}-${String(this.counts[state])}`;
    this.#refused[state].push(JSON.stringify({ key, state, ...refusal } satisfies ImportRow));
    if (this.#refused[state].length >= PAGE) await this.#flushRefused(state);
  }

  async take(judged: Judged, kind: StagedFile['kind']): Promise<void> {
    if ('refusal' in judged) return this.refuse(judged.refusal, 'unreadable');
    const { candidate } = judged;
    const again = this.#again(candidate, kind);
    if (again !== null) return this.refuse(again.refusal, again.state);
    // Invoices of one file are stored together, with the file once.
    if (this.#lines.length >= PAGE && (kind === 'table' || this.#lastFile !== candidate.sha256))
      await this.#flushPage();
    this.#lines.push(JSON.stringify(candidate));
    this.#lastFile = candidate.sha256;
    this.documents += 1;
    return undefined;
  }

  /** A hundred thousand whole keys would be most of the memory. */
  #again({ row, print }: Candidate, kind: StagedFile['kind']): Again | null {
    const short = sha256Hex(Buffer.from(row.key, 'utf8')).slice(0, 20);
    const word = `${kind === 'table' ? 't' : 'd'}${print}`;
    const before = this.#seen.get(short);
    if (before === undefined) {
      this.#seen.set(short, word);
      return null;
    }
    const { file, place } = row;
    // Documents come first: the row of an invoice that is here as its XML says less than that.
    const isSame = before === word || (before.startsWith('d') && word.startsWith('t'));
    if (!isSame) this.doubled.add(row.key);
    const key = isSame ? 'imports.same_again' : 'imports.repeated';
    const reason = { key, params: { number: row.number ?? '' } };
    const refusal = { file, ...(place === undefined ? {} : { place }), reason };
    return { refusal, state: isSame ? 'known' : 'unreadable' };
  }

  async flush(): Promise<void> {
    await this.#flushPage();
    await this.#flushRefused('known');
    await this.#flushRefused('unreadable');
  }

  async #flushRefused(state: 'known' | 'unreadable'): Promise<void> {
    const lines = this.#refused[state];
    if (lines.length === 0) return;
    await appendFile(join(this.#folder, rowsOf(state)), `${lines.join('\n')}\n`, { mode: 0o600 });
    this.#refused[state] = [];
  }

  async #flushPage(): Promise<void> {
    if (this.#lines.length === 0) return;
    this.pages += 1;
    await writeFile(join(this.#folder, candidatePage(this.pages)), `${this.#lines.join('\n')}\n`, { mode: 0o600 });
    this.#lines = [];
  }
}

export const planFiles: Stager['plan'] = async (order, onProgress, signal) => {
  const pages = new Pages(order.folder);
  // Planned once before, with other columns.
  for (const state of ImportState.options) await rm(join(order.folder, rowsOf(state)), { force: true });
  const told = (): void => onProgress(pages.documents + pages.counts.known + pages.counts.unreadable, null);
  for (const refusal of order.refusals) await pages.refuse(refusal, 'unreadable');
  const ordered = [...order.files].sort((a, b) => Number(a.kind === 'table') - Number(b.kind === 'table'));
  for (const file of ordered) {
    try {
      for await (const brought of broughtBy(file, order)) {
        signal.throwIfAborted();
        await pages.take(judge(brought, order.company, order.at), file.kind);
        told();
        await breathe();
      }
    } catch (error) {
      if (!isFailure(error) || error.spec.kind === 'cancelled') throw error;
      const reason = { key: error.spec.key, params: error.spec.params ?? {} };
      await pages.refuse({ file: file.name, reason }, 'unreadable');
    }
  }
  await pages.flush();
  await syncFolder(order.folder);
  const { documents, counts, doubled } = pages;
  return { pages: pages.pages, documents, ...counts, doubled: [...doubled] };
};

/** What was written must be there after a power cut, before the import is confirmed. */
async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle | null = null;
  try {
    handle = await open(folder, 'r');
    await handle.sync();
  } catch {
    // Windows opens no folders.
  } finally {
    await handle?.close();
  }
}

async function* broughtBy(file: StagedFile, order: Order): AsyncGenerator<Brought> {
  if (file.kind === 'document') {
    yield* documentsOf(file);
    return;
  }
  const reading = order.readings.find(({ signature }) => signature === file.signature);
  if (reading !== undefined) yield* tableRows(file, reading, order);
}

async function* documentsOf(file: StagedFile): AsyncGenerator<Brought> {
  const bytes = await readFile(file.path);
  const fileName = basename(file.name.split(' › ').at(-1) ?? file.name);
  const isPdf = formatFor(bytes)?.id === pdfFormat.id;
  const common = { file, mediaType: isPdf ? 'application/pdf' : 'application/xml' };
  const count = partsOf(bytes);
  const { path } = file;
  if (count < 2) yield { ...common, bytes, path, fileName };
  else for (let part = 1; part <= count; part += 1) yield { ...common, bytes, path, fileName, place: part, part };
}

/** A file that cannot be read is one document, which says why. */
function partsOf(bytes: Uint8Array): number {
  try {
    return formatFor(bytes)?.parts?.(bytes) ?? 1;
  } catch {
    return 1;
  }
}

async function* tableRows(file: StagedFile, reading: Reading, { company }: Order): AsyncGenerator<Brought> {
  const { mapping, signature } = reading;
  const { encoding = 'utf-8', separator = ';' } = file;
  const own = { name: company.name, ...(company.taxId === null ? {} : { taxId: company.taxId }) };
  const stem = basename(file.name.split(' › ').at(-1) ?? file.name).replace(/\.[^.]*$/, '');
  const above: { line: number; cells: readonly string[] }[] = [];
  let header: readonly string[] | null = null;
  const brought = (line: number, cells: readonly string[]): Brought => ({
    bytes: rowRecordBytes({ header: [...(header ?? [])], cells: [...cells], reading: mapping, own }),
    file,
    place: line,
    fileName: `${stem}-${String(line)}.json`,
    mediaType: 'application/json',
    ...(mapping.side === 'both' ? {} : { direction: mapping.side }),
    // Bytes that are none of this encoding.
    ...(cells.some((cell) => cell.includes('\uFFFD')) ? { problem: 'imports.bad_letters' } : {}),
  });
  for await (const row of rowsOfTable(file.path, encoding, separator)) {
    if (header === null) {
      above.push(row);
      const cells = row.cells.map((cell) => cell.trim());
      if (signatureOf(cells, file.name) === signature) header = cells;
      else if (above.length > HEAD_ROWS) break;
      continue;
    }
    if (isTotal(row.cells, mapping.columns)) continue;
    yield brought(row.line, row.cells);
  }
}

/** Neither a number nor a date: the sums under a table. */
function isTotal(cells: readonly string[], columns: Reading['mapping']['columns']): boolean {
  const said = (field: string): boolean => (cells[columns.findIndex((one) => one === field)] ?? '').trim() !== '';
  return !said('number') && !said('issueDate');
}
