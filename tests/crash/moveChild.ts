// Moves a config store to a server, or back into a file, and is killed at a step that outlives it.
import { openDatabase } from '../../electron/core/db/openDatabase';
import { storeInForce } from '../../electron/core/enduring/chosenStore';
import { storeService } from '../../electron/core/services/storeService';
import type { StorePlace } from '../../shared/contract/app';
import { testClock, testHost } from '../support/testHost';

export interface MoveOrder {
  readonly data: string;
  readonly encryptionKey: string;
  /** Null: back into a file. */
  readonly place: StorePlace | null;
  readonly kill: { readonly step: string; readonly nth: number } | null;
}

const { data, encryptionKey, place, kill } = JSON.parse(process.argv[2] ?? '') as MoveOrder;
const host = testHost({ data, clock: testClock(), encryptionKey });
const { target } = await storeInForce(host);
const db = await openDatabase(target);
let left = kill?.nth ?? Infinity;
const service = storeService({
  host,
  db,
  view: () => ({ engine: target.type, shown: '', isFixed: false }),
  hide: () => undefined,
  reached: (step) => {
    if (step !== kill?.step) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  },
});
await (place === null ? service.moveToFile() : service.moveToServer(place, 'copy'));
await db.destroy();
