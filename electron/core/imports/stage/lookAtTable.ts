// The head of a table and its first rows, and by which name its head is remembered.
import { createReadStream } from 'node:fs';
import type { ImportEncoding, ImportSeparator } from '../../../../shared/domain/importTable';
import { homeCurrency } from '../../archive/ingest/project';
import { sha256Hex } from '../../archive/sha256';
import { plainHead, proposeMapping, saysSale } from '../../formats/csv/headWords';
import { readTable, separatorOf, type TableRow } from '../../formats/csv/readTable';
import type { CompanyFacts, StagedFile, TableLook } from '../types';
import { fileProblem } from './takeCopy';

/** Enough to tell commas from points and days from months. */
const LOOKED_AT = 200;
const SHOWN = 8;
/** A title, an address and a period may stand above the head. */
const MAX_ABOVE = 15;

export const guessSeparator = (head: Uint8Array, encoding: ImportEncoding): ImportSeparator =>
  separatorOf(new TextDecoder(encoding).decode(head, { stream: true }));

export function rowsOfTable(
  path: string,
  encoding: ImportEncoding,
  separator: ImportSeparator,
): AsyncGenerator<TableRow> {
  return readTable({ bytes: createReadStream(path, { highWaterMark: 64 * 1024 }), encoding }, separator);
}

/** The line whose cells are all words, the widest of the first ones: some programs write a title above it. */
export function headAt(rows: readonly TableRow[]): number {
  const isHead = ({ cells }: TableRow): boolean => {
    const said = cells.filter((cell) => cell.trim() !== '');
    return said.length >= 3 && said.every((cell) => /\p{L}/u.test(cell) && !/\d{2}[-./]\d{2}/.test(cell));
  };
  const first = rows.slice(0, MAX_ABOVE);
  const widest = Math.max(0, ...first.map(({ cells }) => cells.filter((cell) => cell.trim() !== '').length));
  return first.findIndex((row) => isHead(row) && row.cells.filter((cell) => cell.trim() !== '').length * 2 > widest);
}

/** Many programs export sales and costs under one head: by the file's name they are two tables, each with its side. */
export function signatureOf(header: readonly string[], fileName: string): string {
  const words = [...header.map(plainHead), ...(saysSale(fileName) ? ['= sale'] : [])];
  return sha256Hex(Buffer.from(JSON.stringify(words), 'utf8')).slice(0, 32);
}

export async function lookAtTable(
  file: Pick<StagedFile, 'path' | 'name'>,
  encoding: ImportEncoding,
  separator: ImportSeparator,
  company: CompanyFacts,
): Promise<TableLook> {
  const rows: TableRow[] = [];
  for await (const row of rowsOfTable(file.path, encoding, separator)) {
    rows.push(row);
    if (rows.length >= LOOKED_AT) break;
  }
  if (rows.length === 0) throw fileProblem('empty');
  const at = headAt(rows);
  const head = rows[at];
  if (head === undefined) throw fileProblem('no_header');
  const header = head.cells.map((cell) => cell.trim());
  const body = rows.slice(at + 1).map(({ cells }) => cells);
  const mapping = proposeMapping({ header, rows: body, fileName: file.name, currency: homeCurrency(company.country) });
  const sample = body.slice(0, SHOWN).map((cells) => cells.map((cell) => cell.slice(0, 200)));
  return {
    signature: signatureOf(header, file.name),
    files: [file.name],
    encoding,
    separator,
    header,
    sample,
    mapping,
  };
}
