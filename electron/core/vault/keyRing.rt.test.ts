import { describe, expect, it } from 'vitest';
import { failureKey, fakeKeychain, fakeStore, start, texts } from '../../../tests/support/fakeKeyRing';
import { isFailure } from '../../../shared/errors';
import type { SecretBox } from '../ports';
import { generateKey } from './generateKey';

describe('with a keychain', () => {
  it('the first start makes a key, the next one finds it and asks nothing', async () => {
    const [store, keychain] = [fakeStore(), fakeKeychain('gnome_libsecret')];
    const first = await start(store, keychain.secretBox);
    expect(first.status()).toEqual({
      state: 'open',
      protectedBy: 'keychain',
      backend: 'gnome_libsecret',
      hasPassphrase: false,
      problem: null,
    });
    const second = await start(store, keychain.secretBox);
    expect(texts(second)).toEqual(texts(first));
    expect(JSON.stringify(store.saved)).not.toContain(texts(first)[0]);
  });

  it('locked: starts, says so, writes nothing, and opens once it is unlocked', async () => {
    const [store, keychain] = [fakeStore(), fakeKeychain('gnome_libsecret')];
    const before = texts(await start(store, keychain.secretBox));
    const saves = store.saved.length;
    keychain.box.isLocked = true;
    const ring = await start(store, keychain.secretBox);
    expect(ring.status().state).toBe('locked');
    expect(ring.status().problem).toBe('vault.keychain_locked');
    expect(await failureKey(() => ring.keys())).toBe('vault.locked');
    expect(store.saved.length).toBe(saves);
    keychain.box.isLocked = false;
    expect((await ring.retry()).state).toBe('open');
    expect(texts(ring)).toEqual(before);
  });

  it('changed: the passphrase opens, the new keychain gets its own wrap and the old one stays', async () => {
    const [store, old, other] = [fakeStore(), fakeKeychain('gnome_libsecret'), fakeKeychain('kwallet6')];
    const first = await start(store, old.secretBox);
    await first.choosePassphrase('correct horse battery');
    const oldWrap = store.last()?.generations[0]?.keychains[0];
    const ring = await start(store, other.secretBox);
    expect(ring.status()).toMatchObject({ state: 'locked', problem: 'vault.keychain_changed', hasPassphrase: true });
    expect(await failureKey(() => ring.unlock('wrong'))).toBe('vault.passphrase_wrong');
    expect(await failureKey(() => ring.choosePassphrase('another passphrase'))).toBe('vault.locked');
    expect((await ring.unlock('correct horse battery')).state).toBe('open');
    expect(texts(ring)).toEqual(texts(first));
    expect(store.last()?.generations[0]?.keychains.map((wrap) => wrap.backend)).toEqual([
      'kwallet6',
      'gnome_libsecret',
    ]);
    expect(store.last()?.generations[0]?.keychains[1]).toEqual(oldWrap);
    for (const keychain of [old, other]) expect((await start(store, keychain.secretBox)).status().state).toBe('open');
  });

  it('reset, and no passphrase was ever chosen: a fresh start keeps the old ring, which opens again if it comes back', async () => {
    const [store, old, other] = [fakeStore(), fakeKeychain('gnome_libsecret'), fakeKeychain('gnome_libsecret')];
    const lost = texts(await start(store, old.secretBox));
    const ring = await start(store, other.secretBox);
    expect(ring.status()).toMatchObject({ state: 'locked', hasPassphrase: false, problem: 'vault.keychain_locked' });
    expect((await ring.choosePassphrase('a new passphrase')).state).toBe('open');
    expect(texts(ring)).not.toEqual(lost);
    expect(store.last()?.generations.length).toBe(2);
    const back = await start(store, old.secretBox);
    expect(back.status().state).toBe('locked');
    await back.unlock('a new passphrase');
    expect(texts(back)).toEqual([...texts(ring), ...lost]);
  });

  it('a keychain that fails in every call stops nothing', async () => {
    const broken: SecretBox = {
      isAvailable: () => Promise.reject(new Error('D-Bus')),
      backend: () => Promise.reject(new Error('D-Bus')),
      seal: () => Promise.reject(new Error('D-Bus')),
      open: () => Promise.reject(new Error('D-Bus')),
    };
    expect((await start(fakeStore(), broken)).status()).toMatchObject({ state: 'new', backend: 'none' });
  });
});

describe('without a keychain', () => {
  it('basic_text is none: a passphrase must be chosen, and every start asks for it', async () => {
    const [store, keychain] = [fakeStore(), fakeKeychain('basic_text')];
    keychain.box.isAvailable = true;
    const first = await start(store, keychain.secretBox);
    expect(first.status()).toMatchObject({ state: 'new', protectedBy: 'none', backend: 'basic_text' });
    expect(store.saved.length).toBe(0);
    await first.choosePassphrase('zażółć gęślą');
    expect(first.status()).toMatchObject({ state: 'open', protectedBy: 'passphrase' });
    const second = await start(store, keychain.secretBox);
    expect(second.status()).toMatchObject({ state: 'locked', problem: 'vault.passphrase_needed' });
    // The same words with combining marks, as macOS types them.
    await second.unlock('zażółć gęślą'.normalize('NFD'));
    expect(texts(second)).toEqual(texts(first));
  });

  it('two clicks choose one passphrase and make one ring', async () => {
    const store = fakeStore();
    const ring = await start(store, fakeKeychain('none').secretBox);
    await Promise.all([ring.choosePassphrase('first click'), ring.choosePassphrase('second click')]);
    expect(store.last()?.generations.length).toBe(1);
    const again = await start(store, fakeKeychain('none').secretBox);
    await again.unlock('second click');
    expect(texts(again)).toEqual(texts(ring));
  });

  it('a damaged or newer record is never written over', async () => {
    for (const found of [{ v: 2, generations: [] }, 'rubbish', { v: 1, generations: [] }]) {
      const store = fakeStore(found);
      const ring = await start(store, fakeKeychain('gnome_libsecret').secretBox);
      expect(ring.status()).toMatchObject({ state: 'locked', problem: 'vault.ring_unreadable' });
      expect(await failureKey(() => ring.choosePassphrase('a passphrase'))).toBe('vault.locked');
      expect(store.saved.length).toBe(1);
    }
  });
});

describe('CONFIG_ENCRYPTION_KEY', () => {
  it('comes first, seals with its newest key, opens with all, and keeps nothing', async () => {
    const [newest, older] = [generateKey(), generateKey()];
    const store = fakeStore();
    const ring = await start(store, fakeKeychain('gnome_libsecret').secretBox, ` ${newest} ,${older},`);
    expect(ring.status()).toMatchObject({ state: 'open', protectedBy: 'environment' });
    expect(texts(ring)).toEqual([newest, older]);
    expect(store.saved.length).toBe(0);
  });

  it('given later, still opens what the keychain ring sealed', async () => {
    const [store, keychain] = [fakeStore(), fakeKeychain('gnome_libsecret')];
    const own = texts(await start(store, keychain.secretBox));
    const key = generateKey();
    expect(texts(await start(store, keychain.secretBox, key))).toEqual([key, ...own]);
  });

  it('malformed: stops, names the position, never the content', async () => {
    const bad = `${generateKey().slice(0, 30)}!`;
    for (const [list, position] of [
      [bad, 1],
      [`${generateKey()},${bad}`, 2],
      [`${generateKey()},,${generateKey()}`, 2],
    ] as const) {
      const problem = await start(fakeStore(), fakeKeychain('none').secretBox, list).catch((cause: unknown) => cause);
      if (!isFailure(problem)) throw new Error('expected a failure');
      expect(problem.spec.key).toBe('vault.key_malformed');
      expect(problem.spec.params?.['position']).toBe(position);
      expect(JSON.stringify(problem.spec) + problem.message).not.toContain(bad.slice(0, 8));
    }
  });
});
