// Rotation, the pure part: what becomes of one token. Stopped at any point it goes on from there, because a token that the newest key
// opens is left alone.
import type { ResealOutcome } from '../db/repositories/connection.repo';
import { type FernetKey, openFernet, sealFernet } from './fernet';

export function resealToken(keys: readonly FernetKey[], token: string, nowMs: number): ResealOutcome {
  const opened = tryOpen(keys, token);
  const [newest] = keys;
  if (!opened || !newest) return { result: 'unreadable' };
  if (opened.keyIndex === 0) return { result: 'newest' };
  return { result: 'sealed', token: sealFernet(newest, opened.plain, { nowMs }) };
}

function tryOpen(keys: readonly FernetKey[], token: string): ReturnType<typeof openFernet> | null {
  try {
    return openFernet(keys, token);
  } catch {
    return null;
  }
}
