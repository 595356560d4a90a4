// The closings of a month as DSFinV-K, where the account has them: one export of everything between the first and the last business day.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { WorkContext } from '../sdk/context';
import { unavailable } from '../sdk/errors';
import type { FiscalFile, FiscalOrder } from '../sdk/fiscal';
import { checked, sha256Of } from './arrived';
import { download, FileNote } from './download';
import { dsfinvkUrlOf } from './environments';
import { ApiRefusal, isRefusal } from './errors';
import { pause, waits } from './pace';
import { baseUrlOf, openFiskaly, type Fiskaly } from './session';
import { uuidV4 } from './signDe';
import { page } from './wire';

const Closing = z.looseObject({});
const Export = z.looseObject({
  state: z.enum(['PENDING', 'WORKING', 'COMPLETED', 'CANCELLED', 'EXPIRED', 'DELETED', 'ERROR']),
});
const Note = z.object({ id: z.string(), file: FileNote.optional() });
const TRIES = 2;

export async function* dsfinvkOfMonth(ctx: WorkContext, order: FiscalOrder): AsyncGenerator<FiscalFile> {
  const { month } = order;
  const naturalKey = `dsfinvk/${month}`;
  const base = dsfinvkUrlOf(baseUrlOf(ctx));
  // Of a month that is running nothing is exported: its closings are not complete.
  if (base === null || order.untilMs !== undefined || (await order.has(naturalKey))) return;
  const api = openFiskaly(ctx, base);
  if (!(await hasClosings(api))) return;
  ctx.progress.phase('phase.exporting_closings');
  const toFile = path.join(ctx.spool, `dsfinvk-${month}.tar`);
  if (!(await exported(ctx, api, month, toFile))) return;
  ctx.progress.phase('phase.checking');
  const check = await checked(order, toFile);
  yield {
    ...check,
    naturalKey,
    month,
    fileName: `${month}-DSFinV-K.tar`,
    mediaType: 'application/x-tar',
    path: toFile,
    bytes: (await stat(toFile)).size,
    sha256: await sha256Of(toFile),
  };
}

/** An account without this part of the service refuses the sign-in or the question; that is no failure of the till. */
async function hasClosings(api: Fiskaly): Promise<boolean> {
  try {
    const { count, data } = await api.ask(
      { method: 'GET', path: '/cash_point_closings', query: { limit: 1, offset: 0 } },
      page(Closing),
    );
    return count > 0 || data.length > 0;
  } catch (error) {
    if (!(error instanceof ApiRefusal) || ![401, 403, 404].includes(error.status)) throw error;
    // A proxy that lets nobody there knows nothing of the account. Where nothing is at all, nothing was booked.
    if (error.spec.key === 'wrong_address' && error.status !== 404) throw error;
    return false;
  }
}

/** False: no closing has a business day in the month. */
async function exported(ctx: WorkContext, api: Fiskaly, month: string, toFile: string): Promise<boolean> {
  const note = `dsfinvk/${month}`;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const id = await ordered(ctx, api, month, note);
    if (id === null) return false;
    const { state } = await settled(ctx, api, id);
    if (state === 'COMPLETED') {
      const known = noted(await ctx.notes.get(note))?.file;
      const remember = (file: FileNote): Promise<void> => ctx.notes.put(note, JSON.stringify({ id, file }));
      const fetch = (piece: string, headers: Readonly<Record<string, string>>) =>
        api.request({ method: 'GET', path: `/exports/${id}/download`, headers, toFile: piece });
      await download(ctx, { id, toFile, known, remember, fetch });
      await ctx.notes.delete(note);
      return true;
    }
    await ctx.notes.delete(note);
    if (attempt === TRIES) throw unavailable('export_failed', { params: { reason: state } });
  }
  return false;
}

/** The id is noted before the order leaves; the same id again is a conflict, and then the order is there. */
async function ordered(ctx: WorkContext, api: Fiskaly, month: string, note: string): Promise<string | null> {
  const id = noted(await ctx.notes.get(note))?.id ?? uuidV4(ctx.ids);
  await ctx.notes.put(note, JSON.stringify({ ...noted(await ctx.notes.get(note)), id }));
  const body = { format: 'tar', business_date_start: `${month}-01`, business_date_end: lastDayOf(month) };
  try {
    await api.ask({ method: 'PUT', path: `/exports/${id}`, body }, Export);
  } catch (error) {
    if (isRefusal(error, 'E_CASH_POINT_CLOSING_NOT_FOUND')) {
      await ctx.notes.delete(note);
      return null;
    }
    if (!isRefusal(error, 'E_EXPORT_CONFLICT')) throw error;
  }
  return id;
}

async function settled(ctx: WorkContext, api: Fiskaly, id: string): Promise<z.infer<typeof Export>> {
  for (const waitMs of waits(ctx)) {
    const now = await api.ask({ method: 'GET', path: `/exports/${id}` }, Export);
    if (now.state !== 'PENDING' && now.state !== 'WORKING') return now;
    await pause(ctx, waitMs);
  }
  throw unavailable('export_stuck');
}

function noted(text: string | null): z.infer<typeof Note> | undefined {
  try {
    return Note.safeParse(JSON.parse(text ?? 'null')).data;
  } catch {
    return undefined;
  }
}

function lastDayOf(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
