// How far one side (costs, sales) has been read.
import { z } from 'zod';
import { Failure } from '../../../../shared/errors';

export const Position = z.strictObject({
  v: z.literal(1),
  /** Every change up to this instant (text of the service) is stored; while `next` is there, only once that is through. */
  changedUpTo: z.string(),
  /** The first reading goes on with this issue date. */
  next: z.string().optional(),
});
export type Position = z.infer<typeof Position>;

/** On which day the recent months were last compared with the list, to find what was deleted. */
export const Swept = z.strictObject({ v: z.literal(1), on: z.string() });

export function readCheckpoint<T>(schema: z.ZodType<T>, text: string | undefined): T | null {
  if (text === undefined) return null;
  let json: unknown = null;
  try {
    json = JSON.parse(text);
  } catch {
    // Falls through to the refusal: a checkpoint of a newer version is left alone rather than started over.
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new Failure({ kind: 'bug', key: 'checkpoint_unreadable', cause: parsed.error });
  return parsed.data;
}
