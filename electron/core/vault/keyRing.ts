// Which keys seal and open credentials, and where they come from: the environment, else the OS keychain, else a passphrase.
import { Failure } from '../../../shared/errors';
import { type FernetKey, fernetKey } from './fernet';
import { parseKeyList } from './generateKey';
import { Keychain } from './keychain';
import { openByPassphrase, type PassphraseWrap, usualCost, wrapByPassphrase } from './passphraseWrap';
import {
  isRingChanged,
  type KeyRing,
  type KeyRingParts,
  type KeyRingStatus,
  locked,
  type NewKeyOrder,
  ringChanged,
  wrongPassphrase,
} from './ringTypes';
import { type Generation, openRing, sealRing, StoredKeyRing } from './storedKeyRing';

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
  /** Rings of earlier generations that open here. */
  readonly #openedEarlier = new Set<string>();
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
    // The keychain may be another PC's: the passphrase is what all have in common.
    if (this.#parts.isShared === true)
      return { ...common, state: 'locked', protectedBy: 'passphrase', problem: 'vault.not_joined' };
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
      if (!isFirstStart || this.#fromEnvironment || !this.#keychain.isUsable) return;
      await this.#begin(null).catch((error: unknown) => {
        // Another PC was first; what it made is what counts.
        if (!isRingChanged(error)) throw error;
      });
    });
  }

  refresh(): Promise<KeyRingStatus> {
    return this.#inTurn(() => this.#load());
  }

  unlock(passphrase: string): Promise<KeyRingStatus> {
    return this.#inTurn(async () => {
      await this.#load();
      const generation = this.#generations[0];
      if (this.#opened) return;
      const master = generation?.passphrase ? await openByPassphrase(generation.passphrase, passphrase) : null;
      const keys = master && generation ? openRing(master, generation.ring) : null;
      if (!generation || !master || !keys) throw wrongPassphrase();
      this.#opened = { master, keys, by: 'passphrase' };
      // The keychain of today gets a wrap of its own in front of the old ones, so that the next start asks nothing.
      const wrap = await this.#keychain.wrap(master);
      if (!wrap) return;
      await this.#replaceNewest({ ...generation, keychains: [wrap, ...generation.keychains] }).catch(
        (error: unknown) => {
          // Another PC has joined in this moment: the next start asks once more.
          if (!isRingChanged(error)) throw error;
        },
      );
    });
  }

  choosePassphrase(passphrase: string): Promise<KeyRingStatus> {
    return this.#inTurn(async () => {
      await this.#load();
      const generation = this.#generations[0];
      if (this.#isUnreadable) throw locked();
      // Starting over would shut out those whose keys it is.
      if (!this.#opened && generation && this.#parts.isShared === true) throw locked();
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

  async rotate(order: NewKeyOrder = {}): Promise<void> {
    await this.#inTurn(async () => {
      if (this.#fromEnvironment) return;
      await this.#load();
      const { master, keys: before } = this.#need();
      const wrap = this.#generations[0]?.passphrase ?? null;
      const known = order.passphrase === undefined || !wrap ? null : await openByPassphrase(wrap, order.passphrase);
      if (wrap && known?.text !== master.text) throw wrongPassphrase();
      const passphrase = order.next ?? order.passphrase ?? null;
      const keys = [this.#newKey(), ...before, ...this.#older];
      const closed = this.#generations.slice(1).filter(({ ring }) => !this.#openedEarlier.has(ring));
      await this.#putInFront(keys, passphrase, closed);
    });
  }

  async forgetOldKeys(areSomeLeft = false): Promise<void> {
    await this.#inTurn(async () => {
      if (this.#fromEnvironment) return;
      await this.#load();
      const { master, keys, by } = this.#need();
      const [generation, ...others] = this.#generations;
      if (!generation) throw locked();
      const left = keys.slice(0, 1);
      const ring = sealRing(master, left, this.#parts.clock.now());
      await this.#save([{ ...generation, ring }, ...(areSomeLeft ? others : [])]);
      this.#opened = { master, keys: left, by };
      this.#older = [];
    });
  }

  hasOldKeys(): boolean {
    return !this.#fromEnvironment && (this.#opened?.keys.length ?? 0) > 1;
  }

  async #inTurn(work: () => Promise<void>): Promise<KeyRingStatus> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    await turn;
    return this.status();
  }

  /** What is stored now. Keys that were open stay so for reading: what they have sealed here can still be sealed again. */
  async #load(): Promise<void> {
    const found = await this.#parts.store.load();
    if (found === null) return;
    const parsed = StoredKeyRing.safeParse(found);
    // Damaged or from a newer Kontor: the app starts, and what lies there is never written over.
    this.#isUnreadable = !parsed.success;
    if (!parsed.success || JSON.stringify(parsed.data.generations) === JSON.stringify(this.#generations)) return;
    this.#generations = parsed.data.generations;
    const before = this.#opened;
    if (!before) return;
    const [newest] = this.#generations;
    const keys = newest ? openRing(before.master, newest.ring) : null;
    this.#opened = keys && { ...before, keys };
    this.#older = without(keys ?? [], [...before.keys, ...this.#older]);
    if (!keys) await this.#openByKeychain();
  }

  async #openByKeychain(): Promise<void> {
    const older: FernetKey[] = [...this.#older];
    for (const [index, generation] of this.#generations.entries()) {
      const master = await this.#keychain.open(generation.keychains);
      const keys = master && openRing(master, generation.ring);
      if (!master || !keys) continue;
      if (index === 0) this.#opened = { master, keys, by: 'keychain' };
      else {
        older.push(...keys);
        this.#openedEarlier.add(generation.ring);
      }
    }
    this.#older = without(this.#opened?.keys ?? [], older);
  }

  /** A ring of its own in front of what may be there. */
  async #begin(passphrase: string | null): Promise<void> {
    if (passphrase !== null || this.#keychain.isUsable)
      await this.#putInFront([this.#newKey()], passphrase, this.#generations);
  }

  /** Under a new master key. Nothing is saved before the keychain has shown that it gives the key back. */
  async #putInFront(
    keys: readonly FernetKey[],
    passphrase: string | null,
    behind: readonly Generation[],
  ): Promise<void> {
    const master = this.#newKey();
    const wrap = await this.#keychain.wrap(master);
    const isKept = wrap !== null && (await this.#keychain.open([wrap]))?.text === master.text;
    if (!isKept && passphrase === null) {
      if (this.#opened) throw new Failure({ kind: 'unavailable', key: 'vault.keychain_locked' });
      return;
    }
    const generation: Generation = {
      ring: sealRing(master, keys, this.#parts.clock.now()),
      keychains: isKept ? [wrap] : [],
      passphrase: passphrase === null ? null : await this.#passphraseWrap(master, passphrase),
    };
    await this.#save([generation, ...behind]);
    this.#opened = { master, keys, by: isKept ? 'keychain' : 'passphrase' };
    this.#older = without(keys, this.#older);
  }

  #replaceNewest(generation: Generation): Promise<void> {
    return this.#save([generation, ...this.#generations.slice(1)]);
  }

  async #save(generations: Generation[]): Promise<void> {
    if (!(await this.#parts.store.save({ v: 1, generations }))) {
      await this.#load();
      throw ringChanged();
    }
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

/** Each key once. */
function without(known: readonly FernetKey[], keys: readonly FernetKey[]): readonly FernetKey[] {
  const texts = new Set(known.map(({ text }) => text));
  return keys.filter(({ text }) => !texts.has(text) && texts.add(text));
}
