// One export from its order to its file: ordered once, remembered before it is sent, asked about at the pace that is allowed, fetched.
import { z } from 'zod';
import { isFailure, type Failure } from '../../../../shared/errors';
import type { WorkContext } from '../sdk/context';
import { unavailable } from '../sdk/errors';
import { isRefusal, isUnclear } from './errors';
import { LONGEST_WAIT_MS, pause, waits } from './pace';
import { baseUrlOf, type Fiskaly } from './session';
import { download, FileNote, type Download } from './download';
import { fetchExport, getExport, orderExport, uuidV4 } from './signDe';
import type { Export } from './wire';

export type Filters = Readonly<Record<string, string | number>>;

export interface ExportOrder {
  readonly tssId: string;
  /** The same order after a restart finds its note under this name. */
  readonly name: string;
  readonly filters: Filters;
  readonly toFile: string;
  /** Unix seconds: what is asked for before the service's own clock is past this is not whole. */
  readonly wholeAfter?: number;
}

/** No record fits the filters; or more than one file may hold. */
export type ExportOutcome = 'fetched' | 'nothing' | 'too_many';

const Note = z.object({ id: z.string(), file: FileNote.optional() });

const STARTS = 2;

export async function runExport(ctx: WorkContext, api: Fiskaly, order: ExportOrder): Promise<ExportOutcome> {
  const note = `export/${order.name}`;
  for (let start = 1; ; start++) {
    const id = await ordered(ctx, api, order, note);
    const done = await waitFor(ctx, api, order.tssId, id);
    if (order.wholeAfter !== undefined && (done.time_request ?? Infinity) <= order.wholeAfter) {
      await ctx.notes.delete(note);
      throw clockAhead(ctx, done.time_request ?? 0);
    }
    if (done.state === 'COMPLETED' && (await fetched(ctx, api, order, id, note))) {
      await ctx.notes.delete(note);
      return 'fetched';
    }
    await ctx.notes.delete(note);
    if (done.exception === 'E_NO_DATA_AVAILABLE') return 'nothing';
    if (done.exception === 'E_TOO_MANY_RECORDS') return 'too_many';
    // Cancelled elsewhere, expired meanwhile, or failed inside fiskaly: once anew, more is the business of the next run.
    if (start === STARTS) throw unavailable('export_failed', { params: { reason: done.exception ?? done.state } });
  }
}

/** What this computer takes for a month that is over is not: a file of it would stand for the whole month for ever. */
function clockAhead(ctx: WorkContext, serviceSeconds: number): Failure {
  const minutes = Math.round((ctx.clock.now() / 1000 - serviceSeconds) / 60);
  return unavailable('net.clock', { params: { host: new URL(baseUrlOf(ctx)).host, minutes } });
}

export const isClockAhead = (error: unknown): boolean => isFailure(error) && error.spec.key === 'net.clock';

/** The id is noted before the order leaves: an order whose answer was lost is found by it and not sent a second time. */
async function ordered(ctx: WorkContext, api: Fiskaly, order: ExportOrder, note: string): Promise<string> {
  const known = Note.safeParse(parse(await ctx.notes.get(note))).data;
  if (known && (await isThere(api, order.tssId, known.id))) return known.id;
  const id = known?.id ?? uuidV4(ctx.ids);
  await ctx.notes.put(note, JSON.stringify({ id }));
  try {
    await orderExport(api, order.tssId, id, order.filters);
  } catch (error) {
    if (!isRefusal(error, 'E_DUPLICATE_EXPORT') && !(isUnclear(error) && (await isThere(api, order.tssId, id))))
      throw error;
  }
  return id;
}

async function isThere(api: Fiskaly, tssId: string, id: string): Promise<boolean> {
  try {
    await getExport(api, tssId, id);
    return true;
  } catch (error) {
    if (isRefusal(error, 'E_EXPORT_NOT_FOUND')) return false;
    throw error;
  }
}

async function waitFor(ctx: WorkContext, api: Fiskaly, tssId: string, id: string): Promise<Export> {
  for (const waitMs of waits(ctx)) {
    const now = await getExport(api, tssId, id);
    if (now.state !== 'PENDING' && now.state !== 'WORKING') return now;
    await pause(ctx, waitMs);
  }
  throw unavailable('export_stuck');
}

/** Minutes that a completed export may take to its file. */
const FILE_ASKS = 60;

/** False: the file has expired since. */
async function fetched(
  ctx: WorkContext,
  api: Fiskaly,
  { tssId, toFile }: ExportOrder,
  id: string,
  note: string,
): Promise<boolean> {
  for (let asks = 1; ; asks++) {
    try {
      const known = Note.safeParse(parse(await ctx.notes.get(note))).data?.file;
      const remember = (file: FileNote): Promise<void> => ctx.notes.put(note, JSON.stringify({ id, file }));
      const fetch: Download['fetch'] = (piece, headers) => fetchExport(api, tssId, id, piece, headers);
      await download(ctx, { id, toFile, known, remember, fetch });
      return true;
    } catch (error) {
      if (isRefusal(error, 'E_EXPORT_NOT_FOUND')) return false;
      // Completed, but its file is not there yet.
      if (!isRefusal(error, 'E_EXPORT_NOT_COMPLETED')) throw error;
      if (asks === FILE_ASKS) throw unavailable('export_stuck');
      await pause(ctx, LONGEST_WAIT_MS);
    }
  }
}

function parse(text: string | null): unknown {
  try {
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}
