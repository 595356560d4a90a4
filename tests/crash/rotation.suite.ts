// Another key, whatever place the change is killed at: every sign-in opens, and what could open it yesterday opens nothing.
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { copyStore } from '../../electron/core/db/copyStore';
import { openDatabase } from '../../electron/core/db/openDatabase';
import { companyRepo } from '../../electron/core/db/repositories/company.repo';
import { configTarget } from '../../electron/core/db/target';
import { SEALED_NOTE } from '../../electron/core/services/providerRuntime';
import { openFernet, type FernetKey } from '../../electron/core/vault/fernet';
import type { ConnectionId } from '../../shared/domain/ids';
import { aCompany, aConnection } from '../contract/store.suite';
import { bundleForNode } from '../support/bundleForNode';
import { filesBelow } from '../support/secretForms';
import { dataFolder, newEncryptionKey, removeDataFolder } from '../support/testHost';
import type { RotationOrder } from './rotateChild';
import { openVaultOf, type VaultPlace } from './rotating';

const NOTE = 'export/Subject1/1';
const STEPS = [
  'new key in front',
  'marked',
  'sealed',
  'copies sealed',
  'looked at once more',
  'old key dropped',
  'copies cleaned',
  'store rewritten',
  'ended',
];
/** What the file's store and the copy beside it hold. */
interface Base {
  readonly data: string;
  readonly environmentKeys: string;
  readonly ids: readonly ConnectionId[];
  readonly oldKeys: readonly FernetKey[];
  readonly oldTokens: readonly string[];
}
const valueOf = (id: string, field: string): string => `${field} of ${id}`;

async function prepare(environmentKeys: string): Promise<Base> {
  const data = dataFolder();
  const place = { data, url: null, environmentKeys };
  const opened = await openVaultOf(place);
  const { db, connections, vault, writer } = opened;
  const company = aCompany();
  await companyRepo(db).insert(company);
  const ids: ConnectionId[] = [];
  const oldTokens: string[] = [];
  for (const slug of ['one', 'two', 'three']) {
    const connection = aConnection(company.id, slug);
    const token = async (field: string): Promise<string> => {
      const sealed = await vault.seal(connection.id, field, valueOf(connection.id, field));
      oldTokens.push(sealed);
      return sealed;
    };
    const sealed = [
      { kind: 'credential' as const, field: 'token', token: await token('token') },
      { kind: 'session' as const, field: 'access', token: await token('session.access') },
    ];
    await connections.insert(connection, sealed, company.createdAt);
    await writer.notePut(connection.id, NOTE, SEALED_NOTE + (await token(`note.${NOTE}`)));
    ids.push(connection.id);
  }
  const oldKeys = vault.ring.keys();
  await opened.close();
  mkdirSync(join(data, 'backups'));
  copyFileSync(join(data, 'config.db'), join(data, 'backups', 'config-before-0009-later.db'));
  return { data, environmentKeys, ids, oldKeys, oldTokens };
}

const opensNothing = (keys: readonly FernetKey[], token: string): void => {
  expect(() => openFernet(keys, token)).toThrow('no key opens this token');
};

/** `place` after a finished rotation. */
async function expectRotated(place: VaultPlace, base: Base): Promise<void> {
  const opened = await openVaultOf(place);
  const { vault, connections, writer, meta } = opened;
  expect(vault.view().state).toBe('open');
  if (place.environmentKeys === '') expect(vault.ring.keys()).toHaveLength(1);
  for (const id of base.ids) {
    const sealed = await connections.sealed(id);
    expect(sealed).toHaveLength(2);
    for (const { kind, field, token } of sealed) {
      opensNothing(base.oldKeys, token);
      const name = kind === 'session' ? `session.${field}` : field;
      expect(await vault.open(id, name, token)).toBe(valueOf(id, name));
    }
    const note = ((await writer.noteGet(id, NOTE)) ?? '').slice(SEALED_NOTE.length);
    opensNothing(base.oldKeys, note);
    expect(await vault.open(id, `note.${NOTE}`, note)).toBe(valueOf(id, `note.${NOTE}`));
  }
  expect(await meta.get('key_rotation')).toBeNull();
  const ring = await meta.get('key_ring');
  await opened.close();
  // Copies of this computer open with the ring of today, and hold nothing of yesterday, not even in pages that were given up.
  const copies = [join(place.data, 'backups', 'config-before-0009-later.db'), join(place.data, 'config.db')];
  for (const path of copies) {
    const copy = await openDatabase({ type: 'sqlite', path });
    const rows = await copy.selectFrom('sealed').selectAll().execute();
    expect(rows).toHaveLength(2 * base.ids.length);
    for (const { token } of rows) opensNothing(base.oldKeys, token);
    const kept = await copy.selectFrom('meta').select('value').where('key', '=', 'key_ring').executeTakeFirst();
    if (place.environmentKeys === '') expect(kept?.value).toBe(ring);
    await copy.destroy();
  }
  for (const file of filesBelow(place.data).filter((name) => /config[^/]*\.db/.test(name))) {
    const bytes = readFileSync(file);
    for (const token of base.oldTokens) expect(bytes.includes(token), file).toBe(false);
  }
}

/** `fresh` answers the address of an empty store; null for the file. */
export function rotationSuite(name: string, fresh: () => Promise<string | null>, statements: readonly number[]): void {
  describe(`${name}: the key is changed`, () => {
    let child: string;
    beforeAll(async () => {
      child = await bundleForNode('tests/crash/rotateChild.ts', `rotate-${name}`);
    });
    const run = (order: RotationOrder) =>
      spawnSync(process.execPath, [child, JSON.stringify(order)], { encoding: 'utf8' });

    /** The store as it was before, where it is asked for on a server. */
    const placeOf = async (base: Base, environmentKeys: string): Promise<VaultPlace> => {
      const data = dataFolder();
      cpSync(base.data, data, { recursive: true });
      const url = await fresh();
      if (url !== null) {
        const from = await openDatabase({ type: 'sqlite', path: join(data, 'config.db') });
        const to = await openDatabase(configTarget({ CONFIG_DB_URL: url }, data));
        await copyStore(from, to, () => Promise.resolve());
        await from.destroy();
        await to.destroy();
      }
      return { data, url, environmentKeys };
    };

    it('killed at every step, and at statements: the next start ends it', async () => {
      const base = await prepare('');
      const whole = await placeOf(base, '');
      const { stdout, stderr } = run({ ...whole, kill: null });
      expect(stderr).toBe('');
      expect(stdout.split('\n').filter((step) => step !== '' && step !== 'statement')).toEqual(STEPS);
      await expectRotated(whole, base);
      removeDataFolder(whole.data);
      const kills = [
        ...STEPS.map((step) => ({ step, nth: 1 })),
        ...statements.map((nth) => ({ step: 'statement', nth })),
      ];
      for (const kill of kills) {
        const place = await placeOf(base, '');
        expect(run({ ...place, kill }).signal, `${kill.step} ${String(kill.nth)}`).toBe('SIGKILL');
        const again = await openVaultOf(place);
        expect(again.vault.view().state).toBe('open');
        await again.rotation.finish();
        const isUntouched = again.vault.ring.keys()[0]?.text === base.oldKeys[0]?.text;
        if (isUntouched) {
          expect(kill.step).toBe('statement');
          for (const id of base.ids)
            for (const { field, kind, token } of await again.connections.sealed(id))
              await again.vault.open(id, kind === 'session' ? `session.${field}` : field, token);
          await again.rotation.rotate({});
        }
        await again.close();
        await expectRotated(place, base);
        removeDataFolder(place.data);
      }
      removeDataFolder(base.data);
    }, 300_000);

    it('a key of the environment: the new one first, the change, the old one out', async () => {
      const [old, next] = [newEncryptionKey(), newEncryptionKey()];
      const base = await prepare(old);
      for (const kill of [null, { step: 'sealed', nth: 1 }, { step: 'copies sealed', nth: 1 }]) {
        const place = await placeOf(base, `${next},${old}`);
        expect(run({ ...place, kill }).signal).toBe(kill === null ? null : 'SIGKILL');
        if (kill !== null) {
          const again = await openVaultOf(place);
          await again.rotation.finish();
          await again.close();
        }
        await expectRotated({ ...place, environmentKeys: next }, base);
        removeDataFolder(place.data);
      }
      removeDataFolder(base.data);
    }, 120_000);

    it('what no key opens stays, and is told; a damaged copy is removed', async () => {
      const base = await prepare('');
      const place = await placeOf(base, '');
      const opened = await openVaultOf(place);
      const [id] = base.ids;
      if (id === undefined) throw new Error('no connection');
      const lost = { kind: 'credential' as const, field: 'lost', token: 'gAAAAABnot-a-token' };
      await opened.connections.putSealed(id, lost, '2026-11-02T08:00:00.000Z');
      const damaged = join(place.data, 'backups', 'config-before-0001-start.db');
      writeFileSync(damaged, 'this is no database'.repeat(500));
      expect(await opened.rotation.rotate({})).toMatchObject({ signIns: 3, unreadable: 1 });
      expect(await opened.connections.sealed(id)).toContainEqual(lost);
      expect(existsSync(damaged)).toBe(false);
      await opened.close();
      removeDataFolder(place.data);
      removeDataFolder(base.data);
    }, 60_000);
  });
}
