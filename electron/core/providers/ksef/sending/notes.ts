// What is remembered of sending sessions, their keys sealed: without the key a session that was interrupted is of no more use.
import { z } from 'zod';
import type { WorkContext } from '../../sdk/context';
import { PartUpload } from '../api/sending';

const FormCode = z.object({ systemCode: z.string(), schemaVersion: z.string(), value: z.string() });

export const OnlineNote = z.object({
  v: z.literal(1),
  reference: z.string(),
  formCode: FormCode,
  key: z.string(),
  iv: z.string(),
  validUntilMs: z.number(),
});
export type OnlineNote = z.infer<typeof OnlineNote>;

export const BatchNote = z.object({
  v: z.literal(1),
  id: z.string(),
  ids: z.array(z.string()),
  formCode: FormCode,
  isOffline: z.boolean(),
  key: z.string(),
  iv: z.string(),
  reference: z.string(),
  uploads: z.array(PartUpload),
  parts: z.array(z.object({ ordinalNumber: z.int(), path: z.string(), fileSize: z.int(), fileHash: z.string() })),
  /** Ordinal numbers that KSeF has taken. */
  done: z.array(z.int()),
  isClosed: z.boolean(),
});
export type BatchNote = z.infer<typeof BatchNote>;

const ONLINE = 'send/online/';
const BATCH = 'send/batch/';

export const saveOnline = (ctx: WorkContext, note: OnlineNote) =>
  ctx.notes.put(`${ONLINE}${note.reference}`, JSON.stringify(note), { seal: true });
export const dropOnline = (ctx: WorkContext, reference: string) => ctx.notes.delete(`${ONLINE}${reference}`);
export const saveBatch = (ctx: WorkContext, note: BatchNote) =>
  ctx.notes.put(`${BATCH}${note.id}`, JSON.stringify(note), { seal: true });
export const dropBatch = (ctx: WorkContext, note: BatchNote) => ctx.notes.delete(`${BATCH}${note.id}`);

export const listOnline = (ctx: WorkContext) => list(ctx, ONLINE, OnlineNote);
export const listBatches = (ctx: WorkContext) => list(ctx, BATCH, BatchNote);

async function list<S extends z.ZodType>(ctx: WorkContext, prefix: string, schema: S): Promise<readonly z.infer<S>[]> {
  const notes: z.infer<S>[] = [];
  for (const name of await ctx.notes.list(prefix)) {
    const parsed = schema.safeParse(JSON.parse((await ctx.notes.get(name)) ?? 'null'));
    if (parsed.success) notes.push(parsed.data);
    else await ctx.notes.delete(name);
  }
  return notes;
}
