// Rows of a CSV file, as a stream: the separator found, the line before the head skipped, no more than one row in memory.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import type { ImportEncoding, ImportSeparator } from '../../../../shared/domain/importTable';
import { Failure } from '../../../../shared/errors';

/** A row that is longer is a quotation mark that nobody closed. */
const MAX_ROW_CHARS = 200_000;
const SEPARATORS: readonly ImportSeparator[] = [';', '\t', ',', '|'];
/** Excel's own line before the head. */
const SEP_LINE = /^\uFEFF?"?sep=(.)"?\r?\n/i;

export interface TableRow {
  /** Line of the file on which it ends, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface TableSource {
  /** Bytes from the start of the file. */
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly encoding: ImportEncoding;
}

/** What Excel says, else what stands outside quotation marks most evenly in the first lines. */
export function separatorOf(head: string): ImportSeparator {
  const said = SEP_LINE.exec(head)?.[1];
  const known = SEPARATORS.find((separator) => separator === said);
  if (known !== undefined) return known;
  const lines = head
    .replace(/"[^"]*"/g, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  const countOf = (line: string, separator: string): number => line.split(separator).length - 1;
  // A title above the head is no table, whatever marks stand in it.
  const start = lines.findIndex((line) => SEPARATORS.some((separator) => countOf(line, separator) >= 2));
  const width = (separator: string): number => {
    const counts = lines.slice(Math.max(0, start)).map((line) => countOf(line, separator));
    const first = counts[0] ?? 0;
    return first * counts.filter((count) => count === first).length;
  };
  return SEPARATORS.toSorted((a, b) => width(b) - width(a))[0] ?? ';';
}

async function* decoded({ bytes, encoding }: TableSource): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let isStart = true;
  for await (const chunk of bytes) {
    let text = decoder.decode(chunk, { stream: true });
    if (isStart && text !== '') {
      text = text.replace(SEP_LINE, '\n');
      isStart = false;
    }
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

/** The head comes first, as a row like the others; rows of nothing but separators are left out. */
export async function* readTable(source: TableSource, separator: ImportSeparator): AsyncGenerator<TableRow> {
  const parser = parse({
    delimiter: separator,
    // Said, not found out: the first line may end in another way than the rest.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    // `5" pipe` in a cell without quotation marks.
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW_CHARS,
    info: true,
  });
  // Whatever ends first ends the other; the loop below is told.
  pipeline(Readable.from(decoded(source), { objectMode: false }), parser).catch(() => undefined);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (record.every((cell) => cell.trim() === '')) continue;
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    if (error instanceof CsvError)
      throw new Failure({
        kind: 'rejected',
        key: 'imports.broken_table',
        params: { line: typeof error['lines'] === 'number' ? String(error['lines']) : '' },
        details: error.code,
      });
    throw error;
  } finally {
    parser.destroy();
  }
}
