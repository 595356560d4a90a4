// What both workers do: say ready or why not, then answer calls until closed.

import { packFailure, serveCalls, type FromServer, type Port, type ServerMethod } from './rpc';
import type { CallStyle } from './remoteCalls';

export interface ArchiveWorkerData {
  /** Folder of the archive. */
  readonly archive: string;
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
