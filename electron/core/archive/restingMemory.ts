// A database that nobody asks gives back the memory of its pages: an app in the tray keeps them for nobody.
import type { MessagePort } from 'node:worker_threads';
import type { SqliteDatabase } from '../db/openSqlite';

/** Long enough that nobody who types or scrolls waits for a cold cache. */
const REST_MS = 10_000;

/** In a worker whose calls come through `port`. */
export function giveBackAtRest(port: Pick<MessagePort, 'on'>, db: SqliteDatabase): void {
  let timer: NodeJS.Timeout | undefined;
  port.on('message', () => {
    timer ??= setTimeout(() => db.open && db.pragma('shrink_memory'), REST_MS).unref();
    timer.refresh();
  });
}
