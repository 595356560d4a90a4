// Another key on the servers that several PCs share, and what the others see of it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFailure } from '../../shared/errors';
import { rotationSuite } from '../crash/rotation.suite';
import { openVaultOf, type VaultPlace } from '../crash/rotating';
import { engines } from '../support/databases/engines';
import type { DatabaseServer } from '../support/databases/types';
import { dataFolder, removeDataFolder } from '../support/testHost';

const [OLD, NEW] = ['correct horse battery', 'heron lantern gravel'];
const ID = 'a-connection';

async function keyOf(work: () => Promise<unknown>): Promise<string> {
  const error: unknown = await work().then(
    () => null,
    (caught: unknown) => caught,
  );
  return isFailure(error) ? error.spec.key : String(error);
}

for (const { name, missing, start } of engines) {
  describe.skipIf(missing !== null)(name, () => {
    let server: DatabaseServer;
    beforeAll(async () => {
      server = await start();
    }, 60_000);
    afterAll(() => server.close());
    rotationSuite(name, async () => (await server.fresh()).url, [2, 6, 12, 18]);

    it('another PC joins with the passphrase, and is shut out by a new one', async () => {
      const { url } = await server.fresh();
      const folders = [dataFolder(), dataFolder()];
      const place = (index: number): VaultPlace => ({ data: folders[index] ?? '', url, environmentKeys: '' });
      const mine = await openVaultOf(place(0), { computer: 'mine' });
      const token = await mine.vault.seal(ID, 'token', 'secret');
      // Nothing is chosen yet that both could know, and nobody starts over what is not his.
      const early = await openVaultOf(place(1), { computer: 'other' });
      expect(early.vault.view()).toMatchObject({ state: 'locked', problem: { key: 'vault.not_joined' } });
      expect(await keyOf(() => early.vault.choosePassphrase('a start of its own'))).toBe('vault.locked');
      await mine.vault.choosePassphrase(OLD);
      await early.vault.unlock(OLD);
      expect(await early.vault.open(ID, 'token', token)).toBe('secret');
      await early.close();

      // The next start asks nothing.
      const other = await openVaultOf(place(1), { computer: 'other' });
      const theirs = await other.vault.seal(ID, 'token', 'theirs');
      expect(await mine.vault.open(ID, 'token', theirs)).toBe('theirs');

      await mine.rotation.rotate({ passphrase: OLD, next: NEW });
      const fresh = await mine.vault.seal(ID, 'token', 'after');
      // It works on what it knows until it meets what it cannot open.
      expect(await keyOf(() => other.vault.open(ID, 'token', fresh))).toBe('vault.locked');
      expect(other.vault.view().problem?.key).toBe('vault.not_joined');
      expect(await keyOf(() => other.vault.seal(ID, 'token', 'x'))).toBe('vault.locked');
      expect(await keyOf(() => other.vault.unlock(OLD))).toBe('vault.passphrase_wrong');
      await other.close();
      const again = await openVaultOf(place(1), { computer: 'other' });
      expect(again.vault.view().state).toBe('locked');
      await again.vault.unlock(NEW);
      expect(await again.vault.open(ID, 'token', fresh)).toBe('after');
      await again.close();
      await mine.close();
      folders.forEach(removeDataFolder);
    }, 60_000);

    it('two PCs change the key at once: one does it, the other is told', async () => {
      const { url } = await server.fresh();
      const folders = [dataFolder(), dataFolder()];
      const place = (index: number): VaultPlace => ({ data: folders[index] ?? '', url, environmentKeys: '' });
      const mine = await openVaultOf(place(0), { computer: 'mine' });
      await mine.vault.choosePassphrase(OLD);
      const other = await openVaultOf(place(1), { computer: 'other' });
      await other.vault.unlock(OLD);
      const outcomes = await Promise.all(
        [mine, other].map(({ rotation }) => keyOf(() => rotation.rotate({ passphrase: OLD }))),
      );
      expect(outcomes.filter((key) => key === 'null')).toHaveLength(1);
      const after = await openVaultOf(place(0), { computer: 'third' });
      await after.vault.unlock(OLD);
      expect(after.vault.ring.keys()).toHaveLength(1);
      for (const opened of [mine, other, after]) await opened.close();
      folders.forEach(removeDataFolder);
    }, 60_000);
  });
}
