// Rotation, the pure part: which tokens change and into what. Stopped at any point it goes on from there, because a token
// that the newest key opens is left alone.
import { FernetRefused, type FernetKey, openFernet, sealFernet } from './fernet';

export interface SealedRow<Id> {
  readonly id: Id;
  readonly token: string;
}

export type ResealStep<Id> =
  /** Write `token` only where `replaces` still stands: a credential saved meanwhile is newer. */
  | { readonly id: Id; readonly result: 'sealed'; readonly token: string; readonly replaces: string }
  /** No key opens it: it stays as it is, and old keys must not be forgotten. */
  | { readonly id: Id; readonly result: 'unreadable' };

/** Lazy: one row is opened per step, so the caller decides how many belong to one transaction. */
export function* reseal<Id>(
  keys: readonly FernetKey[],
  rows: Iterable<SealedRow<Id>>,
  nowMs: number,
): Generator<ResealStep<Id>> {
  const [newest] = keys;
  if (!newest) throw new FernetRefused();
  for (const { id, token } of rows) {
    const opened = tryOpen(keys, token);
    if (!opened) yield { id, result: 'unreadable' };
    else if (opened.keyIndex > 0)
      yield { id, result: 'sealed', token: sealFernet(newest, opened.plain, { nowMs }), replaces: token };
  }
}

function tryOpen(keys: readonly FernetKey[], token: string): ReturnType<typeof openFernet> | null {
  try {
    return openFernet(keys, token);
  } catch {
    return null;
  }
}
