// Where connections are kept: looked at, tried out, moved. A move copies, compares, and then changes one small file; the store before
// it is kept as it is.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { StoreFound, StorePlace, StoreView } from '../../../shared/contract/app';
import { Failure } from '../../../shared/errors';
import { chooseFile, chooseServer, syncFolder } from '../enduring/chosenStore';
import { copyStore } from '../db/copyStore';
import { openDatabase, type ConfigDatabase } from '../db/openDatabase';
import { configTarget, type ConfigTarget } from '../db/target';
import type { Host } from '../ports';
import { instantOf } from '../time';
import type { RunService } from './runService';

export interface StoreService {
  view(): StoreView;
  /** Opens it, brings it to this version and looks what is there. */
  test(place: StorePlace): Promise<StoreFound>;
  /** `copy`: into an empty database; `join`: what other PCs keep there is used from now on. Restarts Kontor. */
  moveToServer(place: StorePlace, how: 'copy' | 'join'): Promise<void>;
  /** Back into a file on this computer. Restarts Kontor. */
  moveToFile(): Promise<void>;
}

export interface StoreServiceParts {
  readonly host: Host;
  readonly db: ConfigDatabase;
  readonly view: () => StoreView;
  readonly hide: (secret: string) => void;
  /** What goes on writes to the store in force. */
  readonly runs?: Pick<RunService, 'live'>;
  /** Told each step that outlives this process. Tests stop a child process there. */
  readonly reached?: (place: string) => void;
}

export function storeService({ host, db, view, hide, ...more }: StoreServiceParts): StoreService {
  const { data } = host.paths;
  const { runs, reached = () => undefined } = more;
  const open = async <T>(target: ConfigTarget, work: (other: ConfigDatabase) => Promise<T>): Promise<T> => {
    const other = await openDatabase(target, {
      onStatement: () => {
        reached('statement');
      },
    });
    try {
      return await work(other);
    } finally {
      await other.destroy();
    }
  };
  const mayMove = (): void => {
    if (view().isFixed) throw new Failure({ kind: 'user_input', key: 'config.fixed_by_environment' });
    // What is written after the copy, a renewed sign-in above all, would be lost with the store that is left.
    if (runs?.live().some(({ state }) => state === 'running') === true)
      throw new Failure({ kind: 'conflict', key: 'config.move_busy' });
  };
  const targetOf = (place: StorePlace): { url: string; target: ConfigTarget } => {
    hide(place.password);
    const url = urlOf(place);
    return { url, target: configTarget({ CONFIG_DB_URL: url }, data) };
  };

  return {
    view,
    test: (place) => open(targetOf(place).target, found),
    moveToServer: async (place, how) => {
      mayMove();
      const { url, target } = targetOf(place);
      const choose = async (): Promise<void> => {
        await chooseServer(host, url);
        reached('chosen');
      };
      await open(target, async (other) => {
        if (how === 'copy') return copyStore(db, other, choose);
        if ((await found(other)).state === 'empty')
          throw new Failure({ kind: 'conflict', key: 'config.nothing_to_join' });
        return choose();
      });
      host.restart();
    },
    moveToFile: async () => {
      mayMove();
      const file = join(data, 'config.db');
      const fresh = join(data, 'config-moved.db');
      // Of a move that was cut off: nothing was in force there.
      for (const end of ['', '-wal', '-shm']) rmSync(`${fresh}${end}`, { force: true });
      await open({ type: 'sqlite', path: fresh }, (other) => copyStore(db, other, () => Promise.resolve()));
      reached('copied');
      if (existsSync(file)) {
        const folder = join(data, 'backups');
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const at = instantOf(host.clock.now()).replaceAll(/[:.]/g, '-');
        for (const end of ['-wal', '-shm', ''])
          if (existsSync(`${file}${end}`)) renameSync(`${file}${end}`, join(folder, `config-until-${at}.db${end}`));
        reached('set aside');
      }
      renameSync(fresh, file);
      syncFolder(data);
      reached('in place');
      chooseFile(host);
      reached('chosen');
      host.restart();
    },
  };
}

async function found(db: ConfigDatabase): Promise<StoreFound> {
  const count = async (table: 'company' | 'connection' | 'meta'): Promise<number> =>
    (await db.selectFrom(table).selectAll().execute()).length;
  const [companies, connections, facts] = [await count('company'), await count('connection'), await count('meta')];
  return { state: companies + connections + facts === 0 ? 'empty' : 'store', companies, connections };
}

const TLS = { verified: 'verify-full', off: 'disable' } as const;

function urlOf({ engine, host, port, database, user, password, tls, caFile }: StorePlace): string {
  const name = host.includes(':') ? `[${host}]` : host;
  const [login, secret, path] = [user, password, database].map(encodeURIComponent) as [string, string, string];
  const at = port === undefined ? '' : `:${String(port)}`;
  const options = [
    ...(tls === undefined ? [] : [`sslmode=${TLS[tls]}`]),
    ...(caFile === undefined ? [] : [`sslrootcert=${encodeURIComponent(caFile)}`]),
  ].join('&');
  return `${engine}://${login}:${secret}@${name}${at}/${path}${options === '' ? '' : `?${options}`}`;
}
