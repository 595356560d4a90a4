// The connections of the store in force, and what of them could not be told yet.
import type { ArchiveWriter } from '../archive/types';
import type { ConnectionRepo } from '../db/repositories/connection.repo';
import type { AppLog } from '../log/openLog';
import type { Ids } from '../ports';
import type { VaultService } from '../services/vaultService';
import type { ConfigStore } from './openStore';

export interface ConnectionsParts {
  readonly store: Pick<ConfigStore, 'connections' | 'start'>;
  readonly vault: Pick<VaultService, 'inForce' | 'whenUnlocked'>;
  readonly writer: ArchiveWriter;
  readonly log: AppLog;
  readonly ids: Ids;
}

export function connectionsOf({ store, vault, writer, log, ids }: ConnectionsParts): ConnectionRepo {
  // What waited for the passphrase.
  vault.whenUnlocked(() =>
    store.start().catch((error: unknown) => {
      log.failed('tell the config store', ids.uuid().slice(-12), error);
    }),
  );
  return store.connections({ notes: writer, inForce: vault.inForce });
}
