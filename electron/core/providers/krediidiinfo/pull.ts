// Empties the box: fetched, stored and committed first, acknowledged only then. Acknowledging is deleting: what is not in the archive by
// then would be nowhere.
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { isFailure, type Failure } from '../../../../shared/errors';
import type { WorkContext } from '../sdk/context';
import type { PullInvoices, PullRequest } from '../sdk/defineProvider';
import { keyOfPath } from '../sdk/edi/address';
import { openPostBox, type EdiUri, type PostBox } from '../sdk/edi/postBox';
import { rejected } from '../sdk/errors';
import { isRefusal } from '../sdk/refusals';
import type { PageItem, PullPage, RemoteFacts } from '../sdk/pages';
import { identityOf } from './identity';
import { leaveNote, leftNote } from './left';

/** One page of documents at once: as many as a kill may cost to be fetched again, and no more on the disk than this. */
const PAGE_ITEMS = 20;
const PAGE_BYTES = 32 << 20;

interface Fetched {
  readonly uri: EdiUri;
  readonly key: string;
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly contentType: string;
  readonly facts: RemoteFacts;
}

export const pullInvoices: PullInvoices = async function* (ctx, request) {
  const box = openPostBox(ctx);
  const run: Run = { ctx, request, box, seen: new Set(), acknowledged: new Set(), left: 0, problem: null };
  ctx.progress.phase('phase.reading');
  for (;;) {
    const listed = (await box.waiting()).flatMap((text) => ownUri(run, text));
    const fresh = listed.filter(({ path: name }) => !run.seen.has(name));
    for (const { path: name } of fresh) run.seen.add(name);
    if (fresh.length > 0) {
      yield* store(run, fresh);
      continue;
    }
    // The same list again is no work: a server that forgets what was acknowledged would keep us here for ever.
    const forgotten = listed.filter(({ path: name }) => run.acknowledged.has(name)).length;
    if (forgotten > 0) ctx.log.warn('log.still_listed', { count: forgotten });
    break;
  }
  if (run.left > 0) ctx.log.warn('log.left_in_box', { count: run.left });
  if (run.problem) throw run.problem;
};

/** One that leads elsewhere gets no token, and is no reason to leave the others where they are. */
function ownUri(run: Run, text: string): readonly EdiUri[] {
  try {
    return [run.box.uri(text)];
  } catch (error) {
    if (!isFailure(error)) throw error;
    run.problem ??= error;
    return [];
  }
}

interface Run {
  readonly ctx: WorkContext;
  readonly request: PullRequest;
  readonly box: PostBox;
  /** By path; of this run. */
  readonly seen: Set<string>;
  readonly acknowledged: Set<string>;
  left: number;
  /** The first document that could not be fetched as what it is; the others come all the same. */
  problem: Failure | null;
}

async function* store(run: Run, uris: readonly EdiUri[]): AsyncGenerator<PullPage> {
  let page: Fetched[] = [];
  let bytes = 0;
  for (const [at, uri] of uris.entries()) {
    run.ctx.signal.throwIfAborted();
    const fetched = await fetchOne(run, uri, path.join(run.ctx.spool, `scratch-edi-${String(at)}.xml`));
    if (fetched !== null) {
      page.push(fetched);
      bytes += fetched.bytes;
    }
    if (page.length < PAGE_ITEMS && bytes < PAGE_BYTES) continue;
    yield* commit(run, page);
    [page, bytes] = [[], 0];
  }
  if (page.length > 0) yield* commit(run, page);
}

async function* commit(run: Run, page: readonly Fetched[]): AsyncGenerator<PullPage> {
  yield pageOf(run, page);
  await run.request.committed?.();
  await acknowledge(run, page);
  await Promise.all(page.map(({ file }) => rm(file, { force: true })));
}

/** Null: gone meanwhile, or not to be had as what was asked for; it stays in the box. */
async function fetchOne(run: Run, uri: EdiUri, file: string): Promise<Fetched | null> {
  try {
    const { bytes, sha256, headers } = await run.box.fetch(uri, file);
    if (await isNoXml(file)) throw rejected('document_not_xml', { params: { id: uri.path } });
    const contentType = headers['content-type'] ?? '';
    return { uri, key: keyOfPath(uri.path), file, bytes, sha256, contentType, facts: await identityOf(file) };
  } catch (error) {
    // Taken out by another program of the same client.
    if (isRefusal(error, 404)) return null;
    if (!isFailure(error) || !isOfOneDocument(error)) throw error;
    run.ctx.log.warn('log.not_xml', { id: uri.path });
    run.problem ??= rejected('document_not_xml', {
      params: { id: uri.path },
      ...(error.spec.details === undefined ? {} : { details: error.spec.details }),
    });
    run.left += 1;
    await rm(file, { force: true });
    return null;
  }
}

/** Another type than asked for, or a refusal to give this type: no reason to leave the other documents where they are. */
function isOfOneDocument(error: Failure): boolean {
  return isRefusal(error, 406, 415) || ['wrong_media_type', 'document_not_xml'].includes(error.spec.key);
}

/** By its first bytes: a type in a header is only a promise. */
async function isNoXml(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(512), 0, 512, 0);
    const head = buffer.subarray(0, bytesRead).toString('latin1');
    return head.startsWith('%PDF') || /^\s*<!doctype html|^\s*<html/i.test(head);
  } finally {
    await handle.close();
  }
}

function pageOf({ request }: Run, page: readonly Fetched[]): PullPage {
  const items = page.map(({ uri, key, file, contentType, facts }): PageItem => {
    const id = uri.path.split('/').at(-1) ?? uri.path;
    return {
      naturalKey: key,
      fileName: `${id.replaceAll(/[^\w.-]/g, '_').slice(0, 80)}.xml`,
      mediaType: 'application/xml',
      content: { path: file },
      remote: { uri: uri.url.href, contentType },
      facts: { ...facts, remoteNumber: id },
    };
  });
  return {
    content: { kind: 'items', items },
    parserId: 'auto',
    meta: { box: 'purchase-invoices' },
    direction: 'purchase',
    checkpoint: { stream: 'box', value: JSON.stringify({ v: 1, at: request.startedAtMs }) },
    expectedCount: items.length,
  };
}

/** Only what the archive itself says it holds and can read. The rest waits in the box until somebody decides. */
async function acknowledge(run: Run, page: readonly Fetched[]): Promise<void> {
  const { ctx, request, box } = run;
  const keys = page.map(({ key }) => key);
  // Who cannot be asked whether it is stored confirms nothing.
  const missing = new Set(await (request.committed && request.missing ? request.missing(keys) : keys));
  const unreadable = new Set((await request.unreadable?.(keys)) ?? []);
  for (const { uri, key, sha256 } of page) {
    ctx.signal.throwIfAborted();
    if (missing.has(key)) continue;
    if (unreadable.has(key)) {
      run.left += 1;
      await leaveNote(ctx, uri.path, sha256);
      continue;
    }
    await box.acknowledge(uri);
    run.acknowledged.add(uri.path);
    await ctx.notes.delete(leftNote(uri.path));
  }
}
