// The service's own file of an invoice: its page as a PDF, or what the supplier sent. One question for each, so it is asked for only
// when somebody wants to see it; a service whose answer has a side effect offers none.
import { open, readFile } from 'node:fs/promises';
import { fileKindOf } from '../../formats/read/fileKind';
import type { ProviderContext } from './context';
import { rejected, unavailable } from './errors';
import { guardFileLink } from './foreignLinks';
import type { HttpAnswer, HttpRequest } from './http';

/** A record as the archive has it. */
export interface StoredRecord {
  readonly naturalKey: string;
  readonly direction: 'sale' | 'purchase' | 'other';
  /** The last original as it came. */
  readonly content: Uint8Array;
}

export interface SourceFileOrder {
  readonly record: StoredRecord;
  /** Where the file is to lie; nothing else is written. */
  readonly toPath: string;
  readonly onBytes: (bytes: number) => void;
}

export interface FetchedFile {
  /** As the service calls it; its end decides nothing. */
  readonly name?: string;
  /** A ZIP that the service has made of everything there is: one file in it stands for itself. */
  readonly isPackage?: true;
}

export interface SourceFiles {
  /** Whether this record may have one: decides about the buttons, asks nobody. */
  readonly has: (record: StoredRecord) => boolean;
  readonly fetch: (ctx: ProviderContext, order: SourceFileOrder) => Promise<FetchedFile>;
}

/** Services take files of 15 MB at most; everything beyond this is something else. */
const MAX_BYTES = 30 << 20;
/** A refusal is short. */
const REFUSAL_BYTES = 64 << 10;

/**
 * Asks for a file: null when one lies at `toPath`, told by its first bytes, whatever the service calls it. Else what came instead, as
 * an answer to be explained.
 */
export async function fetchFile(
  ctx: Pick<ProviderContext, 'http'>,
  request: HttpRequest,
  { toPath, onBytes }: Pick<SourceFileOrder, 'toPath' | 'onBytes'>,
): Promise<HttpAnswer | null> {
  const { status, headers, refusal } = await ctx.http.download({
    ...request,
    toPath,
    onProgress: onBytes,
    maxBytes: MAX_BYTES,
    deadlineMs: 10 * 60_000,
  });
  if (refusal) return refusal;
  const head = await readHead(toPath);
  if (fileKindOf(head) !== null) return null;
  // Bytes that are no text are a file all the same, of a kind that is not handed on.
  if (head.includes(0)) throw rejected('archive.source_file_kind');
  const bytes = (await readFile(toPath)).subarray(0, REFUSAL_BYTES);
  return answerOf({ status, headers, bytes, host: new URL(request.url).host });
}

/**
 * Over a link that an answer has brought, on whatever host files lie: the address itself is the right to it, so nothing goes with it, and
 * it is used at once and kept nowhere.
 */
export async function fetchOverLink(
  ctx: Pick<ProviderContext, 'http' | 'userAgent'>,
  { link, ownOrigin }: { readonly link: string; readonly ownOrigin: string },
  order: SourceFileOrder,
): Promise<void> {
  const url = guardFileLink(link, ownOrigin);
  // The service itself may stand in the firm's network; whatever it names besides must not.
  const isPublicOnly = new URL(url).origin !== ownOrigin;
  const headers = { 'user-agent': ctx.userAgent };
  const answer = await fetchFile(ctx, { method: 'GET', url, headers, isPublicOnly }, order);
  if (answer === null) return;
  const details = `${new URL(url).host} answered ${String(answer.status)} instead of a file`;
  throw unavailable('unexpected_answer', { details });
}

/** Nothing was attached there, or it has been taken away since. */
export const noSourceFile = (details: string) => rejected('archive.source_file_none', { details });

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(1024);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

interface Came extends Pick<HttpAnswer, 'status' | 'headers' | 'bytes'> {
  readonly host: string;
}
function answerOf({ host, ...came }: Came): HttpAnswer {
  const text = (): string => Buffer.from(came.bytes).toString('utf8');
  const json = (): unknown => {
    // An outage page or a guest network's sign-in is nobody's answer.
    if (/^\s*<(!doctype|html|head|body)/i.test(text())) throw unavailable('net.html', { params: { host } });
    try {
      return JSON.parse(text()) as unknown;
    } catch {
      // Without the cause: a parser's message quotes what it read.
      throw unavailable('net.not_json', { params: { host } });
    }
  };
  return { ...came, clockSkewMs: null, text, json };
}
