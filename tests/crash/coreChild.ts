// Runs one act in a process of its own. It tells every place it has passed and is killed, without a goodbye, at the one that its order
// names. Several installations do the act one after the other; each stands still at its place until the last has come to its own.
import { writeSync } from 'node:fs';
import type { Act, ActInput } from './acts';
import { acts } from './acts';
import { startCore, type Installation } from './core';
import type { OnWrite } from './watchWrites';

/** The nth write of this name, or the nth of all. */
export interface Kill {
  readonly place?: string;
  readonly nth: number;
}

export interface Order {
  readonly act: Act;
  readonly input: ActInput;
  readonly installations: readonly (Installation & { readonly kill: Kill | null })[];
}

const order = JSON.parse(process.argv[2] ?? '') as Order;
const never = new Promise<never>(() => undefined);

function watched(index: number): { readonly onWrite: OnWrite; readonly stands: Promise<void> } {
  const kill = order.installations[index]?.kill ?? null;
  const isLast = index === order.installations.length - 1;
  let left = kill?.nth ?? Infinity;
  let isStanding = false;
  let standStill: () => void = () => undefined;
  const stands = new Promise<void>((resolve) => (standStill = resolve));
  const come = (place: string, canStand: boolean): void => {
    if (isStanding) return;
    // Without a buffer: what was told before a kill has been told.
    writeSync(1, `${JSON.stringify({ index, place, canStand })}\n`);
    if (kill?.place !== undefined && kill.place !== place) return;
    left -= 1;
    if (left > 0) return;
    if (isLast) process.kill(process.pid, 'SIGKILL');
    if (!canStand) throw new Error(`nothing can stand still at ${place}`);
    isStanding = true;
    standStill();
  };
  const mayGoOn = (): Promise<void> => (isStanding ? never : Promise.resolve());
  return {
    stands,
    onWrite: {
      at: (place) => come(place, false),
      passed: (place) => {
        come(place, true);
        return mayGoOn();
      },
      mayBegin: mayGoOn,
    },
  };
}

async function act(installation: Installation, onWrite: OnWrite): Promise<void> {
  const kontor = await startCore(installation, onWrite);
  await acts[order.act](kontor, order.input);
  await kontor.stop();
}

for (const [index, installation] of order.installations.entries()) {
  const { onWrite, stands } = watched(index);
  const ended = await Promise.race([stands.then(() => 'stands'), act(installation, onWrite).then(() => 'done')]);
  if (ended === 'done' && order.installations.length > 1)
    throw new Error(`never came to ${JSON.stringify(installation.kill)}`);
}
