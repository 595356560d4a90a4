// The vault as screens and services see it: open, locked or new; seals one field of one connection.
import type { VaultView } from '../../../shared/contract/app';
import { isFailure } from '../../../shared/errors';
import type { EventBus } from '../events/eventBus';
import type { ResealOutcome } from '../db/repositories/connection.repo';
import type { MetaRepo } from '../db/repositories/meta.repo';
import type { Redactor } from '../http/redact';
import type { Clock, Host } from '../ports';
import { openKeyRing } from '../vault/keyRing';
import { resealToken } from '../vault/reseal';
import { type KeyRing, type KeyRingStatus, locked } from '../vault/ringTypes';
import type { KeyRingStore } from '../vault/storedKeyRing';
import { createVault, type Vault } from '../vault/vault';
import type { FieldSealer } from './providerRuntime';

export interface VaultService extends FieldSealer {
  view(): VaultView;
  unlock(passphrase: string): Promise<VaultView>;
  choosePassphrase(passphrase: string): Promise<VaultView>;
  /** The same value under the newest key. */
  reseal(token: string): ResealOutcome;
  /** What other PCs have changed of the key is known here afterwards. Throws `vault.locked` where this one cannot open it any more. */
  lookAgain(): Promise<void>;
  /** As `reseal`, with what other PCs have changed of the key. */
  inForce(token: string): Promise<ResealOutcome | { readonly result: 'locked' }>;
  /** Told after the passphrase has opened it. */
  whenUnlocked(tell: () => Promise<void>): void;
  readonly ring: Pick<KeyRing, 'keys' | 'rotate' | 'forgetOldKeys' | 'hasOldKeys'>;
}

export interface VaultParts {
  readonly host: Host;
  readonly meta: MetaRepo;
  readonly events: EventBus;
  readonly redactor: Redactor;
  /** Other PCs use the same store. */
  readonly isShared: boolean;
}

export const RING = 'key_ring';
const STORE = 'store_id';

/** Fails only on a malformed CONFIG_ENCRYPTION_KEY; a keychain that is locked or gone gives a locked vault. */
export async function openVault({ host, meta, events, redactor, isShared }: VaultParts): Promise<VaultService> {
  const { clock, ids, secretBox } = host;
  const ring = await openKeyRing({
    store: ringStore(meta),
    secretBox,
    clock,
    ids,
    environmentKeys: host.env['CONFIG_ENCRYPTION_KEY'],
    isShared,
  });
  const storeId = await storeIdOf(meta, () => ids.uuid());
  return vaultService({ ring, vault: createVault({ ring, clock, redactor }), storeId, events, clock, isShared });
}

/** Of two PCs that make the first one, one is second. */
async function storeIdOf(meta: MetaRepo, fresh: () => string): Promise<string> {
  const known = await meta.get(STORE);
  if (known !== null) return known;
  const made = fresh();
  return (await meta.swap(STORE, null, made)) ? made : storeIdOf(meta, fresh);
}

function ringStore(meta: MetaRepo): KeyRingStore {
  let known: string | null = null;
  return {
    load: async () => {
      known = await meta.get(RING);
      if (known === null) return null;
      // What is no JSON goes on as text: the ring then says that it cannot be read, and is never written over.
      try {
        return JSON.parse(known) as unknown;
      } catch {
        return known;
      }
    },
    save: async (value) => {
      const text = JSON.stringify(value);
      if (!(await meta.swap(RING, known, text))) return false;
      known = text;
      return true;
    },
  };
}

interface OpenedVault {
  readonly ring: KeyRing;
  readonly vault: Vault;
  readonly storeId: string;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly isShared: boolean;
}

function vaultService({ ring, vault, storeId, events, clock, isShared }: OpenedVault): VaultService {
  const tellings: (() => Promise<void>)[] = [];
  const told = (status: KeyRingStatus): VaultView => {
    events.emit('app.vaultChanged', undefined);
    return viewOf(status);
  };
  /** The keychain may have been unlocked since; another PC may have changed the key. */
  const ready = async (looksAgain: boolean): Promise<void> => {
    const before = ring.status().state;
    if (before === 'open' && !looksAgain) return;
    const { state } = before === 'open' ? await ring.refresh() : await ring.retry();
    if (state !== before) events.emit('app.vaultChanged', undefined);
    if (state !== 'open') throw locked();
  };
  return {
    ring,
    view: () => viewOf(ring.status()),
    unlock: async (passphrase) => {
      const view = told(await ring.unlock(passphrase));
      for (const tell of tellings) await tell();
      return view;
    },
    choosePassphrase: async (passphrase) => told(await ring.choosePassphrase(passphrase)),
    whenUnlocked: (tell) => void tellings.push(tell),
    inForce: async (token) => {
      try {
        await ready(isShared);
      } catch (error) {
        if (isFailure(error) && error.spec.key === 'vault.locked') return { result: 'locked' };
        throw error;
      }
      return resealToken(ring.keys(), token, clock.now());
    },
    lookAgain: async () => {
      if (isShared && ring.status().state === 'open') await ready(true);
    },
    reseal: (token) => resealToken(ring.keys(), token, clock.now()),
    seal: async (connectionUuid, field, value) => {
      await ready(isShared);
      return vault.sealField({ storeId, connectionUuid, field, value });
    },
    open: async (connectionUuid, field, token) => {
      await ready(false);
      const place = { storeId, connectionUuid, field };
      try {
        return vault.openField(place, token);
      } catch (error) {
        if (!isShared || !isFailure(error) || error.spec.key !== 'vault.token_unreadable') throw error;
        await ready(true);
        return vault.openField(place, token);
      }
    },
  };
}

function viewOf(status: KeyRingStatus): VaultView {
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
