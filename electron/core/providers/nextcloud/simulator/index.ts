// The Nextcloud simulator: a fetch handler, in memory, strict about what it is asked.
import { scripted, type Simulator } from '../../sdk/simulatorKit';
import { dispatch } from './dispatch';
import { complete, type NextcloudOptions } from './options';
import { grant } from './service';
import { World, type Call } from './world';

/** For tests only: looks behind the service and changes it. */
export interface NextcloudControl {
  /** Every file of the account by its path. */
  files(): ReadonlyMap<string, Buffer>;
  /** A file that somebody else put there; missing folders are made. */
  put(path: string, bytes: Buffer): void;
  /** Somebody deletes it. */
  remove(path: string): void;
  /** Names of the upload sessions that are open. */
  sessions(): readonly string[];
  maintenance(on: boolean): void;
  /** Grants the latest sign-in, as the user does in the browser. */
  grant(): void;
  /** Takes every app password back. */
  revoke(): void;
  readonly receivedBytes: () => number;
}

export interface NextcloudSimulator extends Simulator {
  readonly control: NextcloudControl;
}

export function createNextcloudSimulator(options: NextcloudOptions): NextcloudSimulator {
  const world = new World(complete(options));
  const simulator = scripted(async (request, pathname, fault) => {
    const { subPath } = world.options;
    const body = Buffer.from(await request.arrayBuffer());
    world.tick();
    world.receivedBytes += body.length;
    const path = pathname.startsWith(`${subPath}/`) ? pathname.slice(subPath.length) : null;
    const call: Call = { world, request, method: request.method, path: path ?? '', body, fault };
    return dispatch(call, path !== null);
  });
  return { ...simulator, control: controlOf(world) };
}

function controlOf(world: World): NextcloudControl {
  return {
    files: () => world.tree.files(),
    put: (path, bytes) => {
      const segments = path.split('/').filter((it) => it !== '');
      for (let depth = 1; depth < segments.length; depth++) {
        const folder = segments.slice(0, depth);
        if (!world.tree.at(folder)) world.tree.makeFolder(folder);
      }
      world.tree.write(segments, bytes, { modifiedMs: world.now(), mediaType: 'application/octet-stream' });
    },
    remove: (path) => {
      world.tree.remove(path.split('/').filter((it) => it !== ''));
    },
    sessions: () => [...world.sessions.keys()],
    maintenance: (on) => {
      world.isInMaintenance = on;
    },
    grant: () => {
      const flow = world.flows.at(-1);
      if (flow) grant(world, flow);
    },
    revoke: () => {
      world.appPasswords.clear();
    },
    receivedBytes: () => world.receivedBytes,
  };
}

export { named, type NamedFault } from './faults';
export { ACCOUNT, type NextcloudOptions } from './options';
