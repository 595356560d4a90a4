// What a key ring is asked and what it answers.
import { Failure, isFailure } from '../../../shared/errors';
import type { Clock, Ids, SecretBox } from '../ports';
import type { FernetKey } from './fernet';
import type { ScryptCost } from './passphraseWrap';
import type { KeyRingStore } from './storedKeyRing';

export interface KeyRingStatus {
  /** `new`: a passphrase must be chosen first. `locked`: the keys exist, nothing at hand opens them. */
  readonly state: 'open' | 'locked' | 'new';
  readonly protectedBy: 'keychain' | 'passphrase' | 'environment' | 'none';
  readonly backend: string;
  /** False in state `locked` means: only the old keychain helps, or starting over. */
  readonly hasPassphrase: boolean;
  /** Text key of why it is locked. */
  readonly problem:
    | 'vault.keychain_changed'
    | 'vault.keychain_locked'
    | 'vault.passphrase_needed'
    | 'vault.not_joined'
    | 'vault.ring_unreadable'
    | null;
}

export interface KeyRingParts {
  readonly store: KeyRingStore;
  readonly secretBox: SecretBox;
  readonly clock: Pick<Clock, 'now'>;
  readonly ids: Pick<Ids, 'random'>;
  /** CONFIG_ENCRYPTION_KEY as it was found. */
  readonly environmentKeys: string | undefined;
  readonly cost?: ScryptCost;
  /** Other PCs use the same store: what opens nothing here may open it there. */
  readonly isShared?: boolean;
}

/** What a person gives for a new key: the passphrase in force, where there is one, and another one from now on. */
export interface NewKeyOrder {
  readonly passphrase?: string | undefined;
  readonly next?: string | undefined;
}

export interface KeyRing {
  status(): KeyRingStatus;
  /** Newest first: the first one seals, all open. Throws `vault.locked` while nothing is open. */
  keys(): readonly FernetKey[];
  /** Tries again what needs no question, e.g. after the keychain was unlocked. */
  retry(): Promise<KeyRingStatus>;
  unlock(passphrase: string): Promise<KeyRingStatus>;
  /** First passphrase, another one while open, or a fresh start when neither keychain nor passphrase is left. */
  choosePassphrase(passphrase: string): Promise<KeyRingStatus>;
  /** Another PC may have changed it: what opens here now. */
  refresh(): Promise<KeyRingStatus>;
  /**
   * New keys in front, all the way down: whoever has yesterday's ring and what opened it opens nothing that is sealed from now on. Every
   * other PC is asked for the passphrase. Old keys go on opening until `forgetOldKeys`. With keys from the environment nothing is made.
   * Throws a Failure: vault.locked, vault.passphrase_wrong, vault.keychain_locked, vault.ring_changed.
   */
  rotate(order?: NewKeyOrder): Promise<void>;
  /** Only after every token was sealed again. `areSomeLeft`: tokens that nothing opens; a lost keychain that comes back may open them. */
  forgetOldKeys(areSomeLeft?: boolean): Promise<void>;
  /** A rotation has begun and not ended. */
  hasOldKeys(): boolean;
}

export function locked(): Failure {
  return new Failure({ kind: 'unavailable', key: 'vault.locked' });
}

export function wrongPassphrase(): Failure {
  const key = 'vault.passphrase_wrong';
  return new Failure({ kind: 'user_input', key, fieldErrors: { passphrase: key } });
}

const RING_CHANGED = 'vault.ring_changed';
export function ringChanged(): Failure {
  return new Failure({ kind: 'conflict', key: RING_CHANGED });
}
export function isRingChanged(error: unknown): boolean {
  return isFailure(error) && error.spec.key === RING_CHANGED;
}
