// How far a role has been read, and how far one package carries it. The order of these rules decides whether invoices get lost.
import { z } from 'zod';
import { Failure } from '../../../../shared/errors';
import { unavailable } from '../sdk/errors';
import { INSTANT_WITH_OFFSET, compareInstants } from './instants';
import type { Window } from './window';

export const Position = z.strictObject({
  v: z.literal(1),
  /** KSeF's own text, all digits: the next request begins here. */
  at: z.string().regex(INSTANT_WITH_OFFSET),
  /**
   * `hwm`: complete up to here, nothing with this or an earlier date will ever follow (KSeF's promise).
   * `open`: the next request may bring more of the same instant.
   */
  reached: z.enum(['hwm', 'open']),
  /** Milliseconds; when KSeF was last asked for this role. */
  checkedAtMs: z.int().optional(),
  /** First instant of the whole reading: what lies before was never asked for. */
  since: z.string().regex(INSTANT_WITH_OFFSET).optional(),
  /** Milliseconds; when the past was last compared with KSeF, number by number. */
  comparedAtMs: z.int().optional(),
});
export type Position = z.infer<typeof Position>;

export function readPosition(text: string | undefined): Position | null {
  if (text === undefined) return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Failure({ kind: 'bug', key: 'checkpoint_unreadable', cause });
  }
  const parsed = Position.safeParse(json);
  // Starting over would be silent and costly; a checkpoint of a newer version is left alone.
  if (!parsed.success) throw new Failure({ kind: 'bug', key: 'checkpoint_unreadable', cause: parsed.error });
  return parsed.data;
}

/** What a position knows beside its place goes along to the next one. Reaching the mark for the first time is a comparison by itself. */
export function carried(from: Position, to: Position): Position {
  const since = to.since ?? from.since;
  const comparedAtMs = to.comparedAtMs ?? from.comparedAtMs ?? (to.reached === 'hwm' ? to.checkedAtMs : undefined);
  return {
    ...to,
    ...(since === undefined ? {} : { since }),
    ...(comparedAtMs === undefined ? {} : { comparedAtMs }),
  };
}

/** What an answer says about how far it reaches. */
export interface Reach {
  readonly isTruncated: boolean;
  readonly lastPermanentStorageDate?: string | undefined;
  readonly permanentStorageHwmDate?: string | undefined;
}

export interface Advance {
  readonly position: Position;
  /** More is known to be there: ask again at once. */
  readonly isMore: boolean;
}

/**
 * Truncated: up to the last invoice of the package, and on at once; the high-water mark lies beyond what the package holds, so taking
 * it would skip invoices. Else: up to the high-water mark, but never beyond the end that was asked for. Never backwards.
 */
export function advance(window: Window, reach: Reach, checkedAtMs: number): Advance {
  const move = (at: string, reached: Position['reached'], isMore: boolean): Advance => ({
    position: { v: 1, at, reached, checkedAtMs },
    isMore,
  });
  if (reach.isTruncated) {
    const last = reach.lastPermanentStorageDate;
    if (last === undefined || compareInstants(last, window.from) <= 0)
      throw unavailable('unexpected_answer', { details: `truncated package ends at ${String(last)}` });
    return move(last, 'open', true);
  }
  const hwm = reach.permanentStorageHwmDate;
  if (hwm === undefined || compareInstants(hwm, window.from) < 0) return move(window.from, 'open', false);
  if (window.to === undefined) return move(hwm, 'hwm', false);
  const order = compareInstants(hwm, window.to);
  // At the end of a window the next one repeats that instant: whether an end is inclusive is nowhere promised.
  return order >= 0 ? move(window.to, 'open', true) : move(hwm, 'hwm', false);
}
