// The debug file: one line per event, written only as far as the context's level allows, and never with a secret in it.
import { closeSync, constants, fchmodSync, fstatSync, openSync, writeSync } from 'node:fs';
import { debugFileOf, type ClientConfig } from './config';
import { redact } from './redact';

export type DebugKind = 'error' | 'warning' | 'info';

/** Documented: -1 nothing, 1 errors, 2 warnings too, 3 everything. One SDK counts from 0, so 0 also means errors. */
const LEVEL: Readonly<Record<DebugKind, number>> = { error: 0, warning: 2, info: 3 };

export type DebugLog = (kind: DebugKind, what: string, facts: unknown, moreSecrets?: readonly string[]) => void;

/** What cannot be written is left out: a debug file must never be the reason why a sale is not signed. */
export function debugLog(config: ClientConfig, secrets: readonly string[], nowMs: () => number): DebugLog {
  return (kind, what, facts, moreSecrets = []) => {
    if (config.debug_level < LEVEL[kind]) return;
    const line = `${new Date(nowMs()).toISOString()} ${kind} ${what} ${redact(facts, [...secrets, ...moreSecrets])}\n`;
    try {
      append(debugFileOf(config), line);
    } catch {
      // Full disk, a folder in its place, somebody else's file.
    }
  };
}

/** A temp folder belongs to everybody: no link is followed, and a file that is not ours alone is not written to. */
function append(file: string, line: string): void {
  const {
    O_APPEND,
    O_CREAT,
    O_WRONLY,
    O_NOFOLLOW = 0,
    O_NONBLOCK = 0,
  } = constants as Partial<typeof constants> & Pick<typeof constants, 'O_APPEND' | 'O_CREAT' | 'O_WRONLY'>;
  const handle = openSync(file, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW | O_NONBLOCK, 0o600);
  try {
    const stat = fstatSync(handle);
    if (!stat.isFile() || stat.nlink !== 1) return;
    if (process.getuid !== undefined && stat.uid !== process.getuid()) return;
    if ((stat.mode & 0o077) !== 0 && process.getuid !== undefined) fchmodSync(handle, 0o600);
    writeSync(handle, line);
  } finally {
    closeSync(handle);
  }
}
