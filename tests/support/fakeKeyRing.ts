// A key ring's surroundings, of which everything can be made to fail.
import { randomBytes } from 'node:crypto';
import type { SecretBox } from '../../electron/core/ports';
import { openKeyRing } from '../../electron/core/vault/keyRing';
import type { KeyRing } from '../../electron/core/vault/ringTypes';
import type { StoredKeyRing } from '../../electron/core/vault/storedKeyRing';
import { isFailure } from '../../shared/errors';

const clock = { now: () => 1_760_000_000_000 };
const ids = { random: (bytes: number) => randomBytes(bytes) };
/** The usual cost takes half a second; what is tested here does not depend on it. */
const cost = { n: 1024, r: 8, p: 1 };

/** A keychain of which everything can be made to fail. */
export function fakeKeychain(backend: string) {
  const items = new Map<string, string>();
  const box = { backend, isAvailable: backend !== 'basic_text' && backend !== 'none', isLocked: false };
  const secretBox: SecretBox = {
    isAvailable: () => Promise.resolve(box.isAvailable),
    backend: () => Promise.resolve(box.backend),
    seal(plain) {
      if (box.isLocked) return Promise.reject(new Error('locked'));
      const name = randomBytes(8).toString('hex');
      items.set(name, plain);
      return Promise.resolve(Buffer.from(`${box.backend}:${name}`));
    },
    open(sealed) {
      const plain = items.get(Buffer.from(sealed).toString().split(':')[1] ?? '');
      if (box.isLocked || plain === undefined) return Promise.reject(new Error('locked or not mine'));
      return Promise.resolve(plain);
    },
  };
  return { box, secretBox };
}

export function fakeStore(initial: unknown = null) {
  const saved: unknown[] = initial === null ? [] : [initial];
  const last = () => saved.at(-1) as StoredKeyRing | undefined;
  const store = {
    /** Somebody else has changed it. */
    isTaken: false,
    saved,
    last,
    load: () => Promise.resolve(saved.length === 0 ? null : (JSON.parse(JSON.stringify(last())) as unknown)),
    save(ring: StoredKeyRing) {
      if (!store.isTaken) saved.push(ring);
      return Promise.resolve(!store.isTaken);
    },
  };
  return store;
}

export const start = (
  store: ReturnType<typeof fakeStore>,
  secretBox: SecretBox,
  environmentKeys?: string,
  isShared = false,
) => openKeyRing({ store, secretBox, clock, ids, cost, environmentKeys, isShared });
export const texts = (ring: KeyRing) => ring.keys().map((key) => key.text);
export const failureKey = async (work: () => unknown) => {
  try {
    await work();
  } catch (problem) {
    return isFailure(problem) ? problem.spec.key : String(problem);
  }
  return 'nothing failed';
};
