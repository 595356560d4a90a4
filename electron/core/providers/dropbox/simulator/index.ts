// The Dropbox simulator: a fetch handler, in memory, strict about what it is asked. Its hosts lie below its address.
import { scripted, type Simulator } from '../../sdk/simulatorKit';
import type { AuthServer } from '../../sdk/oauth/simulator/authServer';
import { dispatch } from './dispatch';
import { complete, type DropboxOptions } from './options';
import { World } from './world';

/** For tests only: looks behind the service and changes it. */
export interface DropboxControl {
  files(): ReadonlyMap<string, Buffer>;
  /** A file that somebody else put there; missing folders are made. */
  put(path: string, bytes: Buffer): void;
  /** Somebody moves a file there. */
  move(from: string, to: string): void;
  /** Upload sessions that are open. */
  sessions(): readonly string[];
  readonly auth: AuthServer;
  readonly receivedBytes: () => number;
}

export interface DropboxSimulator extends Simulator {
  readonly control: DropboxControl;
}

export function createDropboxSimulator(options: DropboxOptions): DropboxSimulator {
  const world = new World(complete(options));
  const simulator = scripted(async (request, pathname, fault) => {
    const body = Buffer.from(await request.clone().arrayBuffer());
    world.receivedBytes += body.length;
    return dispatch({ world, request, body, fault }, pathname);
  });
  const control: DropboxControl = {
    files: () => world.items.files(),
    put: (path, bytes) => void world.items.put(path, bytes, 'id:AAAAAAAAA'),
    move: (from, to) => world.items.move(from, to),
    sessions: () => [...world.sessions.keys()],
    auth: world.auth,
    receivedBytes: () => world.receivedBytes,
  };
  return { ...simulator, control };
}

export { named, type NamedFault } from './faults';
export { DEMO, type DropboxOptions } from './options';
