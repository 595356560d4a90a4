// The vault as screens and services see it: open, locked or new; seals one field of one connection.
import { Failure } from '../../../shared/errors';
import type { VaultView } from '../../../shared/contract/app';
import type { EventBus } from '../events/eventBus';
import type { MetaRepo } from '../db/repositories/meta.repo';
import type { Redactor } from '../http/redact';
import type { Clock, Host } from '../ports';
import { openKeyRing, type KeyRing, type KeyRingStatus } from '../vault/keyRing';
import { reseal } from '../vault/reseal';
import { createVault, type Vault } from '../vault/vault';
import type { z } from 'zod';
import type { FieldSealer } from './providerRuntime';

type View = z.infer<typeof VaultView>;

export interface VaultService extends FieldSealer {
  view(): View;
  unlock(passphrase: string): Promise<View>;
  choosePassphrase(passphrase: string): Promise<View>;
  /** The same value under the newest key; null when it is already, or when nothing opens it. */
  resealed(token: string): string | null;
}

export interface VaultParts {
  readonly host: Host;
  readonly meta: MetaRepo;
  readonly events: EventBus;
  readonly redactor: Redactor;
}

const RING = 'key_ring';
const STORE = 'store_id';

/** Fails only on a malformed CONFIG_ENCRYPTION_KEY; a keychain that is locked or gone gives a locked vault. */
export async function openVault({ host, meta, events, redactor }: VaultParts): Promise<VaultService> {
  const { clock, ids, secretBox } = host;
  const ring = await openKeyRing({
    store: {
      load: async () => {
        const text = await meta.get(RING);
        if (text === null) return null;
        // What is no JSON goes on as text: the ring then says that it cannot be read, and is never written over.
        try {
          return JSON.parse(text) as unknown;
        } catch {
          return text;
        }
      },
      save: (value) => meta.set(RING, JSON.stringify(value)),
    },
    secretBox,
    clock,
    ids,
    environmentKeys: host.env['CONFIG_ENCRYPTION_KEY'],
  });
  const known = await meta.get(STORE);
  const storeId = known ?? ids.uuid();
  if (known === null) await meta.set(STORE, storeId);
  return vaultService({ ring, vault: createVault({ ring, clock, redactor }), storeId, events, clock });
}

interface OpenedVault {
  readonly ring: KeyRing;
  readonly vault: Vault;
  readonly storeId: string;
  readonly events: EventBus;
  readonly clock: Clock;
}

function vaultService({ ring, vault, storeId, events, clock }: OpenedVault): VaultService {
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
    resealed: (token) => {
      if (ring.status().state !== 'open' || ring.keys().length < 2) return null;
      const [step] = reseal(ring.keys(), [{ id: 0, token }], clock.now());
      return step?.result === 'sealed' ? step.token : null;
    },
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
    hasPassphrase: status.hasPassphrase,
    ...(status.problem === null
      ? {}
      : { problem: { kind: 'unavailable', key: status.problem, params: { backend: status.backend }, supportId: '' } }),
  };
}
