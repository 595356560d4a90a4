// Other keys in the place of those in force.
import { describe, expect, it } from 'vitest';
import { failureKey, fakeKeychain, fakeStore, start, texts } from '../../../tests/support/fakeKeyRing';
import type { SecretBox } from '../ports';
import type { StoredKeyRing } from './storedKeyRing';

describe('rotation', () => {
  const PASSPHRASE = 'correct horse battery';
  /** What a thief of yesterday has: the stored ring as it was, and what opened it. */
  const thief = (yesterday: StoredKeyRing, live: StoredKeyRing | undefined, secretBox: SecretBox) => {
    const mixed = { v: 1, generations: [...(live?.generations ?? [])] };
    return Promise.all([start(fakeStore(mixed), secretBox), start(fakeStore(yesterday), secretBox)]);
  };

  it('makes all keys anew; old ones open until they are forgotten, and the passphrase in force is asked for', async () => {
    const [store, keychain] = [fakeStore(), fakeKeychain('gnome_libsecret')];
    const ring = await start(store, keychain.secretBox);
    await ring.choosePassphrase(PASSPHRASE);
    const before = store.last()?.generations[0];
    const [old] = texts(ring);
    expect(await failureKey(() => ring.rotate())).toBe('vault.passphrase_wrong');
    expect(await failureKey(() => ring.rotate({ passphrase: 'another one' }))).toBe('vault.passphrase_wrong');
    expect(ring.hasOldKeys()).toBe(false);
    await ring.rotate({ passphrase: PASSPHRASE });
    expect(ring.hasOldKeys()).toBe(true);
    expect(texts(ring).length).toBe(2);
    expect(texts(ring)[1]).toBe(old);
    const after = store.last()?.generations;
    expect(after).toHaveLength(1);
    expect(after?.[0]?.keychains).not.toEqual(before?.keychains);
    expect(after?.[0]?.passphrase?.salt).not.toBe(before?.passphrase?.salt);
    expect(texts(await start(store, keychain.secretBox))).toEqual(texts(ring));
    await ring.forgetOldKeys();
    expect(texts(ring).includes(old ?? '')).toBe(false);
    keychain.box.isLocked = true;
    const later = await start(store, keychain.secretBox);
    await later.unlock(PASSPHRASE);
    expect(texts(later)).toEqual(texts(ring));
  });

  it('a new passphrase shuts out who knows only the old one', async () => {
    const [store, here, there] = [fakeStore(), fakeKeychain('gnome_libsecret'), fakeKeychain('gnome_libsecret')];
    const ring = await start(store, here.secretBox);
    await ring.choosePassphrase(PASSPHRASE);
    const other = await start(store, there.secretBox, undefined, true);
    expect(other.status()).toMatchObject({ state: 'locked', problem: 'vault.not_joined', hasPassphrase: true });
    expect(await failureKey(() => other.choosePassphrase('a start of its own'))).toBe('vault.locked');
    await other.unlock(PASSPHRASE);
    expect((await start(store, there.secretBox, undefined, true)).status().state).toBe('open');
    const [old] = texts(other);
    await ring.rotate({ passphrase: PASSPHRASE, next: 'heron lantern gravel' });
    await ring.forgetOldKeys();
    expect((await other.refresh()).state).toBe('locked');
    expect(await failureKey(() => other.unlock(PASSPHRASE))).toBe('vault.passphrase_wrong');
    // What it has sealed beside its jobs can still be sealed again once it is let in.
    await other.unlock('heron lantern gravel');
    expect(texts(other)).toEqual([...texts(ring), old]);
    expect(texts(await start(store, there.secretBox, undefined, true))).toEqual(texts(ring));
  });

  it('yesterday opens nothing of today, whatever of it was taken', async () => {
    const [store, keychain] = [fakeStore(), fakeKeychain('gnome_libsecret')];
    const ring = await start(store, keychain.secretBox);
    await ring.choosePassphrase(PASSPHRASE);
    const yesterday = JSON.parse(JSON.stringify(store.last())) as StoredKeyRing;
    await ring.rotate({ passphrase: PASSPHRASE, next: 'heron lantern gravel' });
    await ring.forgetOldKeys();
    const stolen = fakeKeychain('gnome_libsecret');
    const [live, old] = await thief(yesterday, store.last(), stolen.secretBox);
    expect(await failureKey(() => live.unlock(PASSPHRASE))).toBe('vault.passphrase_wrong');
    await old.unlock(PASSPHRASE);
    expect(texts(old).filter((key) => texts(ring).includes(key))).toEqual([]);
  });

  it('a keychain that does not give back what it was given, and no passphrase: nothing is changed', async () => {
    const [store, keychain] = [fakeStore(), fakeKeychain('gnome_libsecret')];
    const ring = await start(store, keychain.secretBox);
    const saves = store.saved.length;
    keychain.box.isLocked = true;
    expect(await failureKey(() => ring.rotate())).toBe('vault.keychain_locked');
    expect(store.saved.length).toBe(saves);
  });

  it('another PC was first: nothing of it is written over', async () => {
    const [store, keychain] = [fakeStore(), fakeKeychain('gnome_libsecret')];
    const ring = await start(store, keychain.secretBox);
    store.isTaken = true;
    expect(await failureKey(() => ring.rotate())).toBe('vault.ring_changed');
    expect(store.saved.length).toBe(1);
  });

  it('a generation that nothing opens stays only while something it has sealed is left', async () => {
    for (const areSomeLeft of [true, false]) {
      const [store, old, other] = [fakeStore(), fakeKeychain('gnome_libsecret'), fakeKeychain('kwallet6')];
      await start(store, old.secretBox);
      const ring = await start(store, other.secretBox);
      await ring.choosePassphrase('a new passphrase');
      await ring.rotate({ passphrase: 'a new passphrase' });
      expect(store.last()?.generations).toHaveLength(2);
      await ring.forgetOldKeys(areSomeLeft);
      expect(store.last()?.generations).toHaveLength(areSomeLeft ? 2 : 1);
    }
  });
});
