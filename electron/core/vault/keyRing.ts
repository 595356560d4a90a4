// Which keys seal and open credentials, and where they come from: the environment, else the OS keychain, else a passphrase.
import { Failure } from '../../../shared/errors';
import type { Clock, Ids, SecretBox } from '../ports';
import { type FernetKey, fernetKey } from './fernet';
import { parseKeyList } from './generateKey';
import { Keychain } from './keychain';
import { openByPassphrase, type PassphraseWrap, type ScryptCost, usualCost, wrapByPassphrase } from './passphraseWrap';
import { type Generation, type KeyRingStore, openRing, sealRing, StoredKeyRing } from './storedKeyRing';

export interface KeyRingStatus {
  /** `new`: a passphrase must be chosen first. `locked`: the keys exist, nothing at hand opens them. */
  readonly state: 'open' | 'locked' | 'new';
  readonly protectedBy: 'keychain' | 'passphrase' | 'environment' | 'none';
  readonly backend: string;
  /** False in state `locked` means: only the old keychain helps, or starting over. */
  readonly hasPassphrase: boolean;
  /** Text key of why it is locked. */
  readonly problem:
    'vault.keychain_changed' | 'vault.keychain_locked' | 'vault.passphrase_needed' | 'vault.ring_unreadable' | null;
}

export interface KeyRingParts {
  readonly store: KeyRingStore;
  readonly secretBox: SecretBox;
  readonly clock: Pick<Clock, 'now'>;
  readonly ids: Pick<Ids, 'random'>;
  /** CONFIG_ENCRYPTION_KEY as it was found. */
  readonly environmentKeys: string | undefined;
  readonly cost?: ScryptCost;
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
  /** Puts a new data key in front. Old ones go on opening until `forgetOldKeys`. */
  rotate(): Promise<void>;
  /** Only after every token was sealed again. */
  forgetOldKeys(): Promise<void>;
}

/** Never fails because of the keychain: the app starts and the archive stays readable. Fails on a malformed environment key. */
export async function openKeyRing(parts: KeyRingParts): Promise<KeyRing> {
  const fromEnvironment = parts.environmentKeys?.trim() ? parseKeyList(parts.environmentKeys) : null;
  const ring = new StoredRing(parts, fromEnvironment);
  await ring.retry();
  return ring;
}

interface Opened {
  readonly master: FernetKey;
  readonly keys: readonly FernetKey[];
  readonly by: 'keychain' | 'passphrase';
}

class StoredRing implements KeyRing {
  readonly #parts: KeyRingParts;
  readonly #fromEnvironment: readonly FernetKey[] | null;
  readonly #keychain: Keychain;
  #generations: readonly Generation[] = [];
  #isUnreadable = false;
  #opened: Opened | null = null;
  /** Keys of generations that were given up and open after all. */
  #older: readonly FernetKey[] = [];
  /** One change at a time: a double click must not begin two rings. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: KeyRingParts, fromEnvironment: readonly FernetKey[] | null) {
    this.#parts = parts;
    this.#fromEnvironment = fromEnvironment;
    this.#keychain = new Keychain(parts.secretBox);
  }

  status(): KeyRingStatus {
    const generation = this.#generations[0];
    const { backend } = this.#keychain;
    const common = { backend, hasPassphrase: (generation?.passphrase ?? null) !== null, problem: null };
    if (this.#fromEnvironment) return { ...common, state: 'open', protectedBy: 'environment' };
    if (this.#opened) return { ...common, state: 'open', protectedBy: this.#opened.by };
    if (this.#isUnreadable)
      return { ...common, state: 'locked', protectedBy: 'none', problem: 'vault.ring_unreadable' };
    if (!generation) return { ...common, state: 'new', protectedBy: 'none' };
    const last = generation.keychains[0];
    if (!last) return { ...common, state: 'locked', protectedBy: 'passphrase', problem: 'vault.passphrase_needed' };
    const problem = last.backend === backend ? 'vault.keychain_locked' : 'vault.keychain_changed';
    return { ...common, state: 'locked', protectedBy: 'keychain', problem };
  }

  keys(): readonly FernetKey[] {
    const own = this.#fromEnvironment ? (this.#opened?.keys ?? []) : this.#need().keys;
    return [...(this.#fromEnvironment ?? []), ...own, ...this.#older];
  }

  retry(): Promise<KeyRingStatus> {
    return this.#inTurn(async () => {
      await this.#keychain.look();
      await this.#load();
      if (!this.#opened) await this.#openByKeychain();
      const isFirstStart = this.#generations.length === 0 && !this.#isUnreadable;
      if (isFirstStart && !this.#fromEnvironment && this.#keychain.isUsable) await this.#begin(null);
    });
  }

  unlock(passphrase: string): Promise<KeyRingStatus> {
    return this.#inTurn(async () => {
      const generation = this.#generations[0];
      if (this.#opened) return;
      const master = generation?.passphrase ? await openByPassphrase(generation.passphrase, passphrase) : null;
      const keys = master && generation ? openRing(master, generation.ring) : null;
      if (!generation || !master || !keys) throw wrongPassphrase();
      this.#opened = { master, keys, by: 'passphrase' };
      // The keychain of today gets a wrap of its own in front of the old ones, so that the next start asks nothing.
      const wrap = await this.#keychain.wrap(master);
      if (wrap) await this.#replaceNewest({ ...generation, keychains: [wrap, ...generation.keychains] });
    });
  }

  choosePassphrase(passphrase: string): Promise<KeyRingStatus> {
    return this.#inTurn(async () => {
      const generation = this.#generations[0];
      if (this.#isUnreadable) throw locked();
      if (this.#opened && generation) {
        const wrap = await this.#passphraseWrap(this.#opened.master, passphrase);
        await this.#replaceNewest({ ...generation, passphrase: wrap });
      } else if (generation?.passphrase) {
        throw locked();
      } else {
        await this.#begin(passphrase);
      }
    });
  }

  async rotate(): Promise<void> {
    await this.#inTurn(() => this.#replaceKeys((keys) => [this.#newKey(), ...keys]));
  }

  async forgetOldKeys(): Promise<void> {
    await this.#inTurn(() => this.#replaceKeys((keys) => keys.slice(0, 1)));
  }

  async #inTurn(work: () => Promise<void>): Promise<KeyRingStatus> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    await turn;
    return this.status();
  }

  async #load(): Promise<void> {
    if (this.#generations.length > 0) return;
    const found = await this.#parts.store.load();
    if (found === null) return;
    const parsed = StoredKeyRing.safeParse(found);
    // Damaged or from a newer Kontor: the app starts, and what lies there is never written over.
    this.#isUnreadable = !parsed.success;
    if (parsed.success) this.#generations = parsed.data.generations;
  }

  async #openByKeychain(): Promise<void> {
    const older: FernetKey[] = [];
    for (const [index, generation] of this.#generations.entries()) {
      const master = await this.#keychain.open(generation.keychains);
      const keys = master && openRing(master, generation.ring);
      if (!master || !keys) continue;
      if (index === 0) this.#opened = { master, keys, by: 'keychain' };
      else older.push(...keys);
    }
    this.#older = older;
  }

  /** A ring of its own in front of what may be there. */
  async #begin(passphrase: string | null): Promise<void> {
    const [master, key] = [this.#newKey(), this.#newKey()];
    const wrap = await this.#keychain.wrap(master);
    if (!wrap && passphrase === null) return;
    const generation: Generation = {
      ring: sealRing(master, [key], this.#parts.clock.now()),
      keychains: wrap ? [wrap] : [],
      passphrase: passphrase === null ? null : await this.#passphraseWrap(master, passphrase),
    };
    await this.#save([generation, ...this.#generations]);
    this.#opened = { master, keys: [key], by: wrap ? 'keychain' : 'passphrase' };
  }

  async #replaceKeys(change: (keys: readonly FernetKey[]) => readonly FernetKey[]): Promise<void> {
    const { master, keys, by } = this.#need();
    const generation = this.#generations[0];
    if (!generation) throw locked();
    const next = change(keys);
    await this.#replaceNewest({ ...generation, ring: sealRing(master, next, this.#parts.clock.now()) });
    this.#opened = { master, keys: next, by };
  }

  #replaceNewest(generation: Generation): Promise<void> {
    return this.#save([generation, ...this.#generations.slice(1)]);
  }

  async #save(generations: Generation[]): Promise<void> {
    await this.#parts.store.save({ v: 1, generations });
    this.#generations = generations;
  }

  #passphraseWrap(master: FernetKey, passphrase: string): Promise<PassphraseWrap> {
    const { clock, cost } = this.#parts;
    return wrapByPassphrase(master, passphrase, { nowMs: clock.now(), cost: cost ?? usualCost });
  }

  #need(): Opened {
    if (!this.#opened) throw locked();
    return this.#opened;
  }

  #newKey(): FernetKey {
    return fernetKey(this.#parts.ids.random(32));
  }
}

function locked(): Failure {
  return new Failure({ kind: 'unavailable', key: 'vault.locked' });
}

function wrongPassphrase(): Failure {
  const key = 'vault.passphrase_wrong';
  return new Failure({ kind: 'user_input', key, fieldErrors: { passphrase: key } });
}
