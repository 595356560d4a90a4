// The OneDrive simulator: a fetch handler, in memory, strict about what it is asked. Its hosts lie below its address.
import { scripted, type Simulator } from '../../sdk/simulatorKit';
import type { AuthServer } from '../../sdk/oauth/simulator/authServer';
import { dispatch } from './dispatch';
import { complete, DEMO, type OneDriveOptions } from './options';
import { World } from './world';

/** For tests only: looks behind the service and changes it. */
export interface OneDriveControl {
  /** Below the app's own folder as Kontor sees them; all others by their whole path. */
  files(): ReadonlyMap<string, Buffer>;
  /** A file that somebody else put there; missing folders are made. */
  put(path: string, bytes: Buffer): void;
  /** Somebody moves a file there. */
  move(from: string, to: string): void;
  sessions(): readonly string[];
  readonly auth: AuthServer;
  readonly receivedBytes: () => number;
}

export interface OneDriveSimulator extends Simulator {
  readonly control: OneDriveControl;
}

export function createOneDriveSimulator(options: OneDriveOptions): OneDriveSimulator {
  const world = new World(complete(options));
  const simulator = scripted(async (request, pathname, fault) => {
    const body = Buffer.from(await request.clone().arrayBuffer());
    world.receivedBytes += body.length;
    return dispatch({ world, request, body, fault, query: new URL(request.url).searchParams }, pathname);
  });
  const seenBelow = (path: string): string =>
    path.startsWith(`${DEMO.appFolder}/`) ? path.slice(DEMO.appFolder.length) : path;
  const control: OneDriveControl = {
    files: () => new Map([...world.items.files()].map(([path, bytes]) => [seenBelow(path), bytes])),
    put: (path, bytes) => void world.items.put(path, bytes, 'ITEM'),
    move: (from, to) => world.items.move(from, to),
    sessions: () => [...world.sessions.keys()],
    auth: world.auth,
    receivedBytes: () => world.receivedBytes,
  };
  return { ...simulator, control };
}

export { named, type NamedFault } from './faults';
export { DEMO, type OneDriveOptions } from './options';
