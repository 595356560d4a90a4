// What the archive has already of the documents that were read; written down page by page, so that memory holds one of them.
import { appendFile, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportCounts, ImportRow, ImportState } from '../../../shared/contract/imports';
import type { CompanyId, ConnectionId } from '../../../shared/domain/ids';
import type { ArchiveReader } from '../archive/types';
import { candidatePage, plannedPage, rowsOf } from './names';
import type { Candidate, Planned, PlannedLine } from './types';

export interface CompareOrder {
  readonly folder: string;
  readonly planned: Planned;
  readonly companyId: CompanyId;
  /** Of what was brought before; null: nothing was. */
  readonly connectionId: ConnectionId | null;
}

export async function compare(
  reader: Pick<ArchiveReader, 'importStates'>,
  { folder, planned, companyId, connectionId }: CompareOrder,
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<ImportCounts> {
  const { known, unreadable } = planned;
  const counts: ImportCounts = { new: 0, elsewhere: 0, changed: 0, known, unreadable };
  const doubled = new Set(planned.doubled);
  for (let page = 1, done = 0; page <= planned.pages; page += 1) {
    signal.throwIfAborted();
    const text = await readFile(join(folder, candidatePage(page)), 'utf8');
    const candidates = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Candidate);
    const asked = candidates.map(({ row, sha256, matchKey, ksefNumber, item }) => ({
      key: row.key,
      sha256,
      mediaType: item.mediaType,
      matchKey,
      ksefNumber,
      issueDate: row.issueDate ?? null,
    }));
    const answers = await reader.importStates(companyId, connectionId, asked);
    const rows = candidates.map(({ row }, at): ImportRow => {
      if (doubled.has(row.key)) {
        const reason = { key: 'imports.repeated', params: { number: row.number ?? '' } };
        return { ...row, state: 'unreadable', reason };
      }
      const answer = answers[at] ?? { state: 'new' };
      return { ...row, state: answer.state, ...(answer.foundIn === undefined ? {} : { foundIn: answer.foundIn }) };
    });
    await writePage(folder, page, candidates, rows);
    for (const { state } of rows) counts[state] += 1;
    done += rows.length;
    onProgress(done);
  }
  return counts;
}

async function writePage(
  folder: string,
  page: number,
  candidates: readonly Candidate[],
  rows: readonly ImportRow[],
): Promise<void> {
  const lines = rows.map(({ state, key }, at): PlannedLine => {
    const { side, item } = candidates[at] ?? {};
    return { state, key, ...(side === undefined ? {} : { side }), item };
  });
  await writeDurably(join(folder, plannedPage(page)), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  for (const state of new Set(rows.map((row) => row.state))) {
    const shown = rows.filter((row) => row.state === state);
    await appendFile(join(folder, rowsOf(state)), shown.map((row) => `${JSON.stringify(row)}\n`).join(''), {
      mode: 0o600,
    });
  }
}

/** A run reads it after a power cut. */
export async function writeDurably(path: string, text: string): Promise<void> {
  const handle = await open(path, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const CHUNK = 256 * 1024;

/** Rows from a place in the file on, and the place after them. */
export async function readRows(
  folder: string,
  state: ImportState,
  after: number,
  limit: number,
): Promise<{ rows: ImportRow[]; next?: number }> {
  const handle = await open(join(folder, rowsOf(state)), 'r').catch(() => null);
  if (handle === null) return { rows: [] };
  try {
    const { size } = await handle.stat();
    const rows: ImportRow[] = [];
    let [at, rest] = [after, Buffer.alloc(0)];
    while (rows.length < limit && at + rest.length < size) {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(CHUNK), 0, CHUNK, at + rest.length);
      if (bytesRead === 0) break;
      rest = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      for (let end = rest.indexOf(10); end >= 0 && rows.length < limit; end = rest.indexOf(10)) {
        rows.push(JSON.parse(rest.toString('utf8', 0, end)) as ImportRow);
        at += end + 1;
        rest = rest.subarray(end + 1);
      }
    }
    return { rows, ...(at < size ? { next: at } : {}) };
  } finally {
    await handle.close();
  }
}
