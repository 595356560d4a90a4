// The log as the composition root uses it: one redactor for everything, one line per failure with its support id.
import { createRedactor, type Redactor } from '../http/redact';
import type { Host } from '../ports';
import { createLogger } from './logger';

/** Calls slower than this are noted: the window waited. */
const SLOW_MS = 50;

export interface AppLog {
  readonly redactor: Redactor;
  call(name: string, ms: number, supportId: string): void;
  failed(what: string, supportId: string, error: unknown): void;
  close(): void;
}

export function openLog(host: Host): AppLog {
  const redactor = createRedactor();
  const log = createLogger({
    folder: host.paths.logs,
    redactor,
    clock: host.clock,
    supportId: host.ids.uuid().slice(-12),
  });
  log.info('start', { version: host.version, electron: host.electronVersion, platform: host.platform });
  return {
    redactor,
    call: (name, ms, supportId) => {
      if (ms > SLOW_MS) log.info('slow call', { name, ms, supportId });
    },
    failed: (what, supportId, error) => {
      log.problem(what, error, { supportId });
    },
    close: () => {
      log.close();
    },
  };
}
