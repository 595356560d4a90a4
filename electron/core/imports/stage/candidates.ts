// From a document or a row to what the archive would keep of it, or why it cannot be read.
import { parseOriginal, project, type FormatLookup, type VersionSidecar } from '../../archive/ingest/project';
import { bareTaxId, isCorrectionLike, ksefNumberKey, numberKey } from '../../archive/links/keys';
import { sha256Hex } from '../../archive/sha256';
import type { ParsedInvoice } from '../../../../shared/domain/invoice';
import { fromMinor } from '../../../../shared/domain/money';
import { fold } from '../../../../shared/lib/fold';
import { formatFor } from '../../formats/registry';
import type { PageItem } from '../../providers/sdk/pages';
import type { Candidate, CompanyFacts, Refusal } from '../types';

export interface Brought {
  readonly bytes: Uint8Array;
  /** Where the bytes lie, when they are not small. */
  readonly path?: string;
  /** Of the file that a person brought. */
  readonly file: { readonly name: string; readonly sha256: string };
  readonly place?: number;
  /** Which invoice of a file that holds several, counted from 1. */
  readonly part?: number;
  readonly fileName: string;
  readonly mediaType: string;
  readonly direction?: 'sale' | 'purchase';
  /** What is wrong with it before anybody reads it. */
  readonly problem?: string;
}

const lookup: FormatLookup = (bytes) => formatFor(bytes);

/** KSeF names its files by the number. */
const KSEF_IN_NAME = /\d{10}-\d{8}-[0-9A-F]{6}-?[0-9A-F]{6}-[0-9A-F]{2}/i;

/** Seller, kind, number and day: what makes two records one document. The numbers of many sellers begin anew each year. */
function keyOf(invoice: ParsedInvoice, grossMinor: number): string {
  const { seller, kind, number, issueDate } = invoice;
  const who = bareTaxId(seller.taxId) ?? seller.registryCode ?? fold(seller.name).trim();
  return [who, isCorrectionLike(kind, grossMinor) ? 'c' : 'i', numberKey(number), issueDate].join('|').slice(0, 400);
}

/** The same invoice may come by itself, among others in one file, and inside a PDF. */
function printOf({ notes: _notes, findings: _findings, attachments: _files, ...invoice }: ParsedInvoice): string {
  const said = { ...invoice, hasAttachment: false };
  return sha256Hex(Buffer.from(JSON.stringify(said), 'utf8')).slice(0, 20);
}

export type Judged = { readonly candidate: Candidate } | { readonly refusal: Refusal & { readonly place?: number } };

export function judge(brought: Brought, company: CompanyFacts, at: string): Judged {
  const { bytes, file, fileName, mediaType, place, part } = brought;
  const where = { file: file.name, ...(place === undefined ? {} : { place }) };
  if (brought.problem !== undefined) return { refusal: { ...where, reason: { key: brought.problem, params: {} } } };
  const parsed = parseOriginal(bytes, 'auto', lookup, part);
  if (parsed.invoice === null) return { refusal: { ...where, reason: { ...parsed.problem } } };
  const { invoice } = parsed;
  const told =
    invoice.notes.find(({ label }) => label.endsWith('ksef_number'))?.text ?? KSEF_IN_NAME.exec(fileName)?.[0];
  const ksefNumber = ksefNumberKey(told ?? null);
  const facts = { remoteNumber: ksefNumber ?? invoice.number };
  const sidecar: VersionSidecar = {
    naturalKey: '',
    fileName,
    storedAt: at,
    facts,
    ...(brought.direction === undefined ? {} : { direction: brought.direction }),
  };
  const row = project(sidecar, parsed, company);
  const key = keyOf(invoice, row.gross);
  const content: PageItem['content'] =
    brought.path === undefined ? { base64: Buffer.from(bytes).toString('base64') } : { path: brought.path };
  return {
    candidate: {
      row: {
        key,
        ...where,
        number: row.number,
        issueDate: row.issueDate,
        counterparty: row.counterparty,
        direction: row.direction,
        gross: { amount: fromMinor(row.gross, row.currency), currency: row.currency },
      },
      sha256: brought.path === undefined ? sha256Hex(bytes) : file.sha256,
      print: printOf(invoice),
      matchKey: row.matchKey,
      ksefNumber: row.ksefNumber,
      ...(brought.direction === undefined ? {} : { side: brought.direction }),
      item: {
        naturalKey: key,
        fileName,
        mediaType,
        content,
        remote: { file: file.name, file_sha256: file.sha256, ...(place === undefined ? {} : { place }) },
        facts,
        ...(part === undefined ? {} : { parts: [{ part, naturalKey: key, facts }] }),
      },
    },
  };
}
