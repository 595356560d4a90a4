// A vault over a config store of any engine, as a rotation finds it, without the rest of the core.
import { join } from 'node:path';
import { openDatabase } from '../../electron/core/db/openDatabase';
import { connectionRepo } from '../../electron/core/db/repositories/connection.repo';
import { metaRepo } from '../../electron/core/db/repositories/meta.repo';
import { configTarget } from '../../electron/core/db/target';
import { eventBus } from '../../electron/core/events/eventBus';
import type { SecretBox } from '../../electron/core/ports';
import { keyRotation } from '../../electron/core/services/keyRotation';
import { openVault } from '../../electron/core/services/vaultService';
import { archiveInProcess } from '../support/archiveInProcess';
import { testClock, testHost, type TestHost } from '../support/testHost';

export interface VaultPlace {
  readonly data: string;
  /** Null: the file in the data folder. */
  readonly url: string | null;
  /** CONFIG_ENCRYPTION_KEY; empty: the keychain keeps the key. */
  readonly environmentKeys: string;
}

/** Gives back what it was given, also in another process; every computer has its own. */
export function fileKeychain(computer: string): SecretBox {
  const turned = (text: string): string => Buffer.from(text, 'latin1').reverse().toString('latin1');
  return {
    isAvailable: () => Promise.resolve(true),
    backend: () => Promise.resolve('test_keychain'),
    seal: (plain) => Promise.resolve(Buffer.from(`${computer}|${turned(plain)}`)),
    open: (sealed) => {
      const [whose, text = ''] = Buffer.from(sealed).toString().split('|');
      return whose === computer ? Promise.resolve(turned(text)) : Promise.reject(new Error('not mine'));
    },
  };
}

export function vaultHost({ data, url, environmentKeys }: VaultPlace, computer = 'one'): TestHost {
  const env = url === null ? {} : { CONFIG_DB_URL: url };
  const host = testHost({ data, clock: testClock(), encryptionKey: environmentKeys, env });
  return { ...host, secretBox: fileKeychain(computer) };
}

export async function openVaultOf(
  place: VaultPlace,
  watch: { readonly reached?: (step: string) => void; readonly computer?: string } = {},
) {
  const { reached = () => undefined, computer } = watch;
  const host = vaultHost(place, computer);
  const target = configTarget(host.env, place.data);
  const db = await openDatabase(target, {
    onStatement: () => {
      reached('statement');
    },
  });
  const [meta, connections, events] = [metaRepo(db), connectionRepo(db), eventBus()];
  const redactor = { register: () => undefined, text: (text: string) => text };
  const isShared = target.type !== 'sqlite';
  const vault = await openVault({ host, meta, events, redactor: redactor as never, isShared });
  const archive = archiveInProcess(join(place.data, 'archive'), []);
  const { writer } = archive;
  const logFailure = (_what: string, error: unknown): void => {
    throw error;
  };
  const rotation = keyRotation({ host, db, target, meta, vault, connections, writer, events, reached, logFailure });
  return {
    host,
    db,
    meta,
    vault,
    connections,
    writer,
    rotation,
    events,
    close: async () => {
      await archive.close();
      await db.destroy();
    },
  };
}
