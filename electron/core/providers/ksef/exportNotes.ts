// What is remembered of an export, its key sealed. KSeF has no list of one's exports: what is forgotten here is lost, and its place
// of twenty an hour with it. A restart finds the note and goes on with the same export.
import { z } from 'zod';
import type { WorkContext } from '../sdk/context';
import { compareInstants } from './instants';
import type { SubjectType } from './roles';

export const ExportRecord = z.object({
  v: z.literal(1),
  /** Ours; names the files of its parts. */
  id: z.string(),
  subject: z.enum(['Subject1', 'Subject2', 'Subject3', 'SubjectAuthorized']),
  from: z.string(),
  to: z.string().nullable(),
  reference: z.string(),
  key: z.string(),
  iv: z.string(),
  startedAtMs: z.number(),
  compressionType: z.enum(['Zip', 'TarGz']),
  /** KSeF did not finish it within the hour; it is looked at once more before a new one is started. */
  isGivenUp: z.boolean(),
});
export type ExportRecord = z.infer<typeof ExportRecord>;

/** KSeF keeps the state of an export for seven days. */
const FORGET_MS = 6 * 24 * 3_600_000;

export const noteName = (record: Pick<ExportRecord, 'subject' | 'id'>) => `export/${record.subject}/${record.id}`;

export async function saveRecord(ctx: WorkContext, record: ExportRecord): Promise<void> {
  await ctx.notes.put(noteName(record), JSON.stringify(record), { seal: true });
}

export async function dropRecord(ctx: WorkContext, record: ExportRecord): Promise<void> {
  await ctx.notes.delete(noteName(record));
}

export async function listRecords(ctx: WorkContext, prefix: string): Promise<readonly ExportRecord[]> {
  const records: ExportRecord[] = [];
  for (const name of await ctx.notes.list(prefix)) {
    const parsed = ExportRecord.safeParse(JSON.parse((await ctx.notes.get(name)) ?? 'null'));
    if (parsed.success) records.push(parsed.data);
    else await ctx.notes.delete(name);
  }
  return records;
}

/** Forgets exports behind the committed position and those too old to be asked for. Only what is committed may decide that. */
export async function forgetRecords(ctx: WorkContext, subject: SubjectType, committed: string): Promise<void> {
  for (const record of await listRecords(ctx, `export/${subject}/`)) {
    const isOld = ctx.clock.now() - record.startedAtMs > FORGET_MS;
    if (isOld || compareInstants(record.from, committed) < 0) await dropRecord(ctx, record);
  }
}
