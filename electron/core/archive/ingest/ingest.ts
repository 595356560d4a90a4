// One page of a pull: read and checked whole, written as a segment, committed with its checkpoint. Two halves: the first reads,
// hashes, parses and fills the segment without a transaction and gives way to small calls; the second is one short transaction.
import { statSync } from 'node:fs';
import type { UnreadableItem } from '../../../../shared/contract/runs';
import type { IngestOrder, IngestResult } from '../types';
import { breathe } from '../breathe';
import { explainDisk } from '../../db/diskProblems';
import { badDelivery } from '../failures';
import type { PullPage } from '../../providers/sdk/pages';
import { openPackage } from '../package/openPackage';
import { saveRecord } from '../records/saveRecord';
import { findSource, knownCompany, type CompanyRow, type Store } from '../store';
import { novelty } from './applyVersion';
import { itemDocuments } from './itemsPage';
import { inTurns, type Turn } from '../parse/inTurns';
import { ParserThread } from '../parse/parserThread';
import type { ReadFacts } from '../parse/readPacked';
import type { PackedEntry } from '../zip/zipWriter';
import type { PageDocument, PageDocuments } from './pageDocuments';
import { PageWriter } from './pageWriter';
import { readParts, type ReadingBy } from './parts';
import { unreadableItem, type FormatLookup, type VersionSidecar } from './project';

export type OnProgress = (done: number, total: number | null) => void;

interface Tally {
  newCount: number;
  changedCount: number;
  knownCount: number;
  readonly unreadable: UnreadableItem[];
}

export async function ingest(
  store: Store,
  order: IngestOrder,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<IngestResult> {
  signal.throwIfAborted();
  const company = knownCompany(store, order.companyId);
  const parser = new ParserThread(store.options.startParser);
  if (isLarge(order.page)) parser.start();
  try {
    const page = await openPage(store, order, signal);
    try {
      tagDocuments(store, company, order, page);
      return await storePage(
        store,
        company,
        order,
        page,
        page.total < WORTH_A_THREAD ? null : parser,
        onProgress,
        signal,
      );
    } finally {
      page.close();
    }
  } catch (error) {
    throw explainDisk(error);
  } finally {
    parser.stop();
  }
}

/** Fewer documents are read before a thread has started. */
const WORTH_A_THREAD = 500;
const LARGE_BYTES = 4_000_000;

/** Its thread reads its own code while the package is decrypted. */
function isLarge({ content }: PullPage): boolean {
  return (
    content.kind === 'package' &&
    content.parts.reduce((sum, { path }) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0) >
      LARGE_BYTES
  );
}

async function openPage(store: Store, order: IngestOrder, signal: AbortSignal): Promise<PageDocuments> {
  const { content, expectedCount } = order.page;
  const page =
    content.kind === 'items'
      ? itemDocuments(content)
      : await openPackage(
          content,
          await store.options.unpackerFor(order.providerId, content.unpacker),
          signal,
          store.options.reached,
        );
  if (expectedCount !== undefined && expectedCount !== page.total) {
    page.close();
    const missing = Math.max(expectedCount - page.total, 0);
    throw badDelivery('archive.package_incomplete', {
      missing,
      extra: Math.max(page.total - expectedCount, 0),
      name: '',
    });
  }
  return page;
}

/**
 * Before the page itself, as a record of its own: after a kill in between, the tag waits for documents that the same run brings again.
 * The other way round, documents that are known by then would never get it.
 */
function tagDocuments(store: Store, company: CompanyRow, order: IngestOrder, page: PageDocuments): void {
  const { tag, connectionId, providerId: provider, at } = order;
  if (tag === undefined) return;
  const source = findSource(store, company, connectionId);
  const isNew = (key: string) => source === null || store.statements.tagged.get(source, key, tag) === undefined;
  const keys = page.documents
    .slice(0, page.total)
    .filter(({ isDeleted }) => !isDeleted)
    .flatMap(({ naturalKey, parts }) => parts?.map((one) => one.naturalKey) ?? [naturalKey])
    .filter(isNew);
  if (keys.length === 0) return;
  saveRecord(store, company.uuid, { kind: 'tag', at, body: { connection: connectionId, provider, tag, keys } });
}

async function storePage(
  store: Store,
  company: CompanyRow,
  order: IngestOrder,
  page: PageDocuments,
  parser: ParserThread | null,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<IngestResult> {
  const tally: Tally = { newCount: 0, changedCount: 0, knownCount: 0, unreadable: [] };
  const writer = new PageWriter(store, company, order);
  const turns = inTurns(page.documents, parser, {
    by: { parserId: order.page.parserId, company: { country: company.country, taxId: company.taxId } },
    sidecarOf: (document) => sidecarOf(order, document),
    wantedOf: (documents) => {
      writer.look(documents.map(({ naturalKey }) => naturalKey));
      return (document) => !document.isDeleted && !isKnown(writer.last(document.naturalKey), document);
    },
    formatFor: store.options.formatFor,
    mayWait: () => !writer.isCommitting,
  });
  try {
    let done = 0;
    for await (const batch of turns) {
      for (const turn of batch) {
        if (!writer.isCommitting) {
          signal.throwIfAborted();
          const pause = breathe();
          if (pause !== undefined) await pause;
        }
        take(store, company, order, writer, turn, tally);
        done += 1;
        onProgress(done, page.total);
      }
    }
    signal.throwIfAborted();
    if (writer.isEmpty) moveCheckpoint(store, company, order);
    else writer.commit();
    return tally;
  } finally {
    writer.abandon();
  }
}

function isKnown(last: ReturnType<PageWriter['last']>, document: PageDocument): boolean {
  return last !== null && !last.isDeleted && last.sha256 === document.promisedSha256;
}

/** What the source says about a document, as far as its row needs it. */
function sidecarOf(order: IngestOrder, document: PageDocument): VersionSidecar {
  const { naturalKey, fileName, warnings, parts } = document;
  return {
    naturalKey,
    fileName,
    storedAt: order.at,
    ...(document.facts === undefined ? {} : { facts: document.facts }),
    ...(order.page.direction === undefined ? {} : { direction: order.page.direction }),
    ...(warnings.length === 0 ? {} : { warnings: [...warnings] }),
    ...(parts === undefined ? {} : { parts: [...parts] }),
  };
}

function take(
  store: Store,
  company: CompanyRow,
  order: IngestOrder,
  writer: PageWriter,
  turn: Turn,
  tally: Tally,
): void {
  const { document } = turn;
  const { naturalKey, fileName, mediaType, isDeleted } = document;
  const last = writer.last(naturalKey);
  if (!isDeleted && isKnown(last, document)) {
    tally.knownCount += 1;
    return;
  }
  const said = sidecarOf(order, document);
  const original = isDeleted ? null : readOriginal(turn);
  const content = original === null ? { bytes: 0 } : { bytes: original.bytes, sha256: original.sha256 };
  const version = { naturalKey, isDeleted, mediaType, fileName, storedAt: order.at, ...content };
  const kind = novelty(last, version);
  if (kind === 'known') {
    tally.knownCount += 1;
    return;
  }
  const { parserId, meta } = order.page;
  const parts = original?.parts(said, { parserId, company }, store.options.formatFor) ?? [];
  const sidecar = { ...version, ...said, parserId, remote: document.remote, page: meta };
  writer.add(sidecar, original?.content ?? null, parts, last);
  const unreadable = parts.flatMap((part) => unreadableItem(part.naturalKey, part.projection.problem));
  tally.unreadable.push(...unreadable);
  // A tombstone has no parts and changes one document.
  const count = Math.max(parts.length, 1) - unreadable.length;
  if (kind === 'new') tally.newCount += count;
  else tally.changedCount += count;
}

interface Original {
  readonly content: PackedEntry | Uint8Array;
  readonly bytes: number;
  readonly sha256: string;
  readonly parts: (said: VersionSidecar, by: ReadingBy, formatFor: FormatLookup) => ReadFacts['parts'];
}

/** Read and checked already, or read and checked here. */
function readOriginal({ document, read }: Turn): Original {
  if (read !== null) {
    const facts = read();
    return { content: facts.packed, bytes: facts.packed.bytes, sha256: facts.sha256, parts: () => facts.parts };
  }
  const { bytes, sha256, packed } = document.load();
  const parts: Original['parts'] = (said, by, formatFor) => readParts(bytes, said, by, formatFor);
  return { content: packed ?? bytes, bytes: bytes.length, sha256, parts };
}

/** A page that brought nothing new still moves the checkpoint: as a record, for a segment without originals says little. */
function moveCheckpoint(store: Store, company: CompanyRow, order: IngestOrder): void {
  const { stream, value } = order.page.checkpoint;
  const source = findSource(store, company, order.connectionId);
  const known = source === null ? undefined : (store.statements.checkpoint.get(source, stream) as { value: string });
  if (known?.value === value) return;
  const body = { connection: order.connectionId, provider: order.providerId, stream, value };
  saveRecord(store, order.companyId, { kind: 'checkpoint', at: order.at, body });
}
