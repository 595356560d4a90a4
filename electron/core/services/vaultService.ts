// The vault as screens and services see it: open, locked or new; seals one field of one connection.
import { Failure } from '../../../shared/errors';
import type { VaultView } from '../../../shared/contract/app';
import type { EventBus } from '../events/eventBus';
import type { KeyRing, KeyRingStatus } from '../vault/keyRing';
import type { Vault } from '../vault/vault';
import type { z } from 'zod';
import type { FieldSealer } from './providerRuntime';

type View = z.infer<typeof VaultView>;

export interface VaultService extends FieldSealer {
  view(): View;
  unlock(passphrase: string): Promise<View>;
  choosePassphrase(passphrase: string): Promise<View>;
}

export function vaultService(ring: KeyRing, vault: Vault, storeId: string, events: EventBus): VaultService {
  const told = (status: KeyRingStatus): View => {
    events.emit('app.vaultChanged', undefined);
    return viewOf(status);
  };
  /** The keychain may have been unlocked since. */
  const ready = async (): Promise<void> => {
    if (ring.status().state === 'open') return;
    if ((await ring.retry()).state !== 'open') throw new Failure({ kind: 'unavailable', key: 'vault.locked' });
    events.emit('app.vaultChanged', undefined);
  };
  return {
    view: () => viewOf(ring.status()),
    unlock: async (passphrase) => told(await ring.unlock(passphrase)),
    choosePassphrase: async (passphrase) => told(await ring.choosePassphrase(passphrase)),
    seal: async (connectionUuid, field, value) => {
      await ready();
      return vault.sealField({ storeId, connectionUuid, field, value });
    },
    open: async (connectionUuid, field, token) => {
      await ready();
      return vault.openField({ storeId, connectionUuid, field }, token);
    },
  };
}

function viewOf(status: KeyRingStatus): View {
  return {
    state: status.state,
    protectedBy: status.protectedBy,
    backend: status.backend,
    ...(status.problem === null
      ? {}
      : { problem: { kind: 'unavailable', key: status.problem, params: { backend: status.backend }, supportId: '' } }),
  };
}
