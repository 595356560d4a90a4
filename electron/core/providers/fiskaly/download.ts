// The file of an export in pieces: a lost connection costs one piece, and a restart goes on behind what is there. A service that knows
// nothing of pieces sends the whole at once, which is as good.
import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { z } from 'zod';
import { isFailure } from '../../../../shared/errors';
import type { WorkContext } from '../sdk/context';
import { unavailable } from '../sdk/errors';
import type { ApiResponse } from './errors';

const MIB = 1 << 20;
const PIECE = 64 * MIB;
const SMALLEST_PIECE = MIB;
/** Twelve questions a minute are allowed per export, its status included. */
const PACE_MS = 6000;

/** What is known of a file that is under way; kept with the order of its export. */
export const FileNote = z.object({ total: z.number(), etag: z.string().optional() });
export type FileNote = z.infer<typeof FileNote>;

export interface Download {
  readonly id: string;
  /** The part that `headers` name, into this file. */
  readonly fetch: (toFile: string, headers: Readonly<Record<string, string>>) => Promise<ApiResponse>;
  readonly toFile: string;
  readonly known: FileNote | undefined;
  readonly remember: (note: FileNote) => Promise<void>;
  /** Smaller in tests. */
  readonly pieceBytes?: number;
}

export async function download(ctx: WorkContext, order: Download): Promise<void> {
  // Named by the export: what came of another one is never gone on with.
  const [soFar, piece] = [`${order.toFile}.${order.id.slice(0, 8)}`, `${order.toFile}.piece`];
  let { known } = order;
  let wanted = order.pieceBytes ?? PIECE;
  for (let isFirst = true; ; isFirst = false) {
    const have = known === undefined ? 0 : await sizeOf(soFar);
    if (known !== undefined && have === known.total) break;
    if (!isFirst) await ctx.clock.sleep(PACE_MS, ctx.signal);
    const range = `bytes=${String(have)}-${String(have + wanted - 1)}`;
    const headers = { range, ...(known?.etag === undefined ? {} : { 'if-range': known.etag }) };
    const answer = await order.fetch(piece, headers).catch((error: unknown) => {
      if (!isTimeout(error) || wanted <= SMALLEST_PIECE) throw error;
      wanted = Math.max(SMALLEST_PIECE, Math.floor(wanted / 4));
      return null;
    });
    if (answer === null) continue;
    if (answer.status !== 206) {
      await rename(piece, order.toFile);
      await rm(soFar, { force: true });
      return;
    }
    const told = contentRange(answer.headers.get('content-range') ?? '');
    const isNext = told?.from === have && (await sizeOf(piece)) === told.to - told.from + 1;
    if (told === null || !isNext || (known !== undefined && known.total !== told.total)) {
      for (const file of [soFar, piece]) await rm(file, { force: true });
      throw unavailable('unexpected_answer', { details: `GET file: ${range}` });
    }
    if (known === undefined) {
      const etag = answer.headers.get('etag');
      known = { total: told.total, ...(etag === undefined ? {} : { etag }) };
      await rm(soFar, { force: true });
      await order.remember(known);
    }
    await append(piece, soFar);
    await rm(piece, { force: true });
    ctx.progress.progress(told.to + 1, told.total, 'bytes');
  }
  await rename(soFar, order.toFile);
}

function contentRange(text: string): { readonly from: number; readonly to: number; readonly total: number } | null {
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(text);
  if (match === null) return null;
  const [from = 0, to = 0, total = 0] = match.slice(1).map(Number);
  return from <= to && to < total ? { from, to, total } : null;
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => null))?.size ?? 0;
}

/** Whatever a crash leaves of it is a beginning of the file. */
async function append(from: string, to: string): Promise<void> {
  const handle = await open(to, 'a', 0o600);
  try {
    for await (const chunk of createReadStream(from, { highWaterMark: MIB })) await handle.appendFile(chunk as Buffer);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The vendor's library and service count the whole transfer against their time. */
function isTimeout(error: unknown): boolean {
  return isFailure(error) && error.spec.key === 'no_answer_in_time';
}
