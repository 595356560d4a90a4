import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrations } from '../db/migrations/index';
import { openDatabase } from '../db/openDatabase';
import { configText, restoreConfig } from './configRows';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kontor-config-'))));
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const cost = { n: 1024, r: 8, p: 1 };
const path = () => join(folder, 'restored.db');
const restored = (text: string) =>
  restoreConfig({
    text,
    path: path(),
    passphrase: 'heron lantern gravel sixpence',
    random: (bytes) => new Uint8Array(bytes),
    nowMs: 0,
    cost,
  });

async function kept(file: string): Promise<Record<string, unknown>> {
  const db = await openDatabase({ type: 'sqlite', path: file });
  const text = await configText(db, () => Promise.resolve([]));
  await db.destroy();
  return JSON.parse(text) as Record<string, unknown>;
}

it('of a later Kontor is not restored, and nothing is made of it', async () => {
  const config = await kept(join(folder, 'config.db'));
  for (const later of [
    { ...config, schema: '9999_tomorrow' },
    { ...config, v: 2, rows: 'elsewhere' },
  ])
    await expect(restored(JSON.stringify(later))).rejects.toMatchObject({ spec: { key: 'backup.newer' } });
  expect(existsSync(path())).toBe(false);
});

it('of an older one goes through the steps that came since', async () => {
  const [first = '', ...since] = Object.keys(migrations);
  expect(since.length).toBeGreaterThan(0);
  const row = { key: 'said', value: '"then"' };
  await restored(JSON.stringify({ v: 1, schema: first, tables: { meta: [row] }, keys: [] }));
  expect(await kept(path())).toMatchObject({ schema: since.at(-1), tables: { meta: [row] } });
});
