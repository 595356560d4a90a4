// The Drive simulator: a fetch handler, in memory, strict about what it is asked. Its hosts lie below its address.
import { scripted, type Simulator } from '../../sdk/simulatorKit';
import type { AuthServer } from '../../sdk/oauth/simulator/authServer';
import { dispatch } from './dispatch';
import { complete, type DriveOptions } from './options';
import { World } from './world';

/** For tests only: looks behind the service and changes it. */
export interface DriveControl {
  /** By path; of several files of one path the last. */
  files(): ReadonlyMap<string, Buffer>;
  /** Every path, as often as it is there. */
  paths(): readonly string[];
  /** A file that somebody else put there; missing folders are made. Gives its id. */
  put(path: string, bytes: Buffer): string;
  /** The id of the folder of a path. */
  folderId(path: string): string;
  trash(path: string): void;
  /** Somebody moves a file there. */
  move(from: string, to: string): void;
  sessions(): readonly string[];
  readonly auth: AuthServer;
  readonly receivedBytes: () => number;
}

export interface DriveSimulator extends Simulator {
  readonly control: DriveControl;
}

export function createDriveSimulator(options: DriveOptions): DriveSimulator {
  const world = new World(complete(options));
  const { items } = world;
  const simulator = scripted(async (request, pathname, fault) => {
    const body = Buffer.from(await request.clone().arrayBuffer());
    world.receivedBytes += body.length;
    return dispatch({ world, request, body, fault }, pathname);
  });
  const itemAt = (path: string) => {
    const found = items.at(path.split('/').filter((it) => it !== ''));
    if (typeof found === 'string') throw new Error(`${path} is ${found}`);
    return found;
  };
  const control: DriveControl = {
    files: () => items.files(),
    paths: () => items.all().flatMap((item) => (item.bytes === null ? [] : [items.pathOf(item)])),
    put: (path, bytes) => items.put(path, bytes, '1Other').id,
    folderId: (path) => itemAt(path).id,
    trash: (path) => {
      itemAt(path).isTrashed = true;
    },
    move: (from, to) => items.move(from, to),
    sessions: () => [...world.sessions.keys()],
    auth: world.auth,
    receivedBytes: () => world.receivedBytes,
  };
  return { ...simulator, control };
}

export { named, type NamedFault } from './faults';
export { DEMO, type DriveOptions } from './options';
