// Runs one act in a process of its own. It tells every place it has passed and is killed, without a goodbye, at the one that its order names.
import { writeSync } from 'node:fs';
import type { Act, ActInput } from './acts';
import { acts } from './acts';
import { startCore, type Installation } from './core';

export interface Order extends Installation {
  readonly act: Act;
  readonly input: ActInput;
  /** The nth write of this name, or the nth of all. */
  readonly kill: { readonly place?: string; readonly nth: number } | null;
}

const order = JSON.parse(process.argv[2] ?? '') as Order;
let left = order.kill?.nth ?? Infinity;

const kontor = await startCore(order, (place) => {
  // Without a buffer: what was told before a kill has been told.
  writeSync(1, `${place}\n`);
  if (order.kill?.place !== undefined && order.kill.place !== place) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
});
await acts[order.act](kontor, order.input);
await kontor.stop();
