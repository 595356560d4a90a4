// What both workers do: say ready or why not, then answer calls until closed.

import { packFailure, serveCalls, type FromServer, type Port, type ServerMethod } from './rpc';
import type { CallStyle } from './remoteCalls';

/** What a worker of the archive is told before anything is asked of it. */
export interface OpenOrder {
  readonly type: 'open';
  /** Folder of the archive. */
  readonly archive: string;
  /** The writer has put right what a crash left. */
  readonly isSettled: boolean;
}

/**
 * Opens the archive when it is told to: a worker may be started, and read its code, before it is known that the archive lies where it
 * belongs. `open` answers null when it cannot be opened before the writer has looked at it; then it is told once more.
 */
export function serveWhenTold<T extends object>(
  port: Port,
  styles: Readonly<Record<keyof T & string, CallStyle>>,
  open: (order: OpenOrder) => Promise<T | null>,
): void {
  let isOpen = false;
  let last: Promise<void> = Promise.resolve();
  const obey = async (order: OpenOrder): Promise<void> => {
    if (isOpen) return;
    const served = await open(order);
    if (served === null) {
      port.postMessage({ type: 'waits' } satisfies FromServer);
      return;
    }
    isOpen = true;
    serveCalls(port, methodsOf(served, styles));
    port.postMessage({ type: 'ready' } satisfies FromServer);
  };
  port.on('message', (message) => {
    // Both ends are ours and of one build: what is no order is a call, which somebody else answers.
    const order = message as OpenOrder | { readonly type: 'call' };
    if (order.type !== 'open') return;
    last = last
      .then(() => obey(order))
      .catch((error: unknown) => {
        port.postMessage({ type: 'refused', failure: packFailure(error) } satisfies FromServer);
      });
  });
}

/** `open` answers the object whose methods are called; it runs before anything else. */
export async function serveArchive<T extends object>(
  port: Port,
  styles: Readonly<Record<keyof T & string, CallStyle>>,
  open: () => Promise<T>,
): Promise<void> {
  try {
    serveCalls(port, methodsOf(await open(), styles));
    port.postMessage({ type: 'ready' } satisfies FromServer);
  } catch (error) {
    port.postMessage({ type: 'refused', failure: packFailure(error) } satisfies FromServer);
  }
}

function methodsOf<T extends object>(
  target: T,
  styles: Readonly<Record<keyof T & string, CallStyle>>,
): Record<string, ServerMethod> {
  const names = Object.keys(styles) as (keyof T & string)[];
  return Object.fromEntries(
    names.map((name) => {
      const method = target[name] as (...args: unknown[]) => Promise<unknown>;
      const isTracked = styles[name] === 'tracked';
      const served: ServerMethod = (args, onProgress, signal) =>
        isTracked ? method(...args, onProgress, signal) : method(...args);
      return [name, served];
    }),
  );
}
