import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { extractFile, listPackage, statFile } from '@electron/asar';
import { FuseState, getCurrentFuseWire } from '@electron/fuses';
import { describe, expect, it } from 'vitest';
import { releaseFuses } from '../../build/releaseFuses';
import { packedAsar, packedExecutable, packedFolder } from './packedApp';

const root = path.resolve(import.meta.dirname, '../..');
const mebibyte = 1024 * 1024;

function isFile(name: string): boolean {
  return !('files' in statFile(packedAsar, name));
}

const names = listPackage(packedAsar, { isPack: false })
  .map((name) => name.replace(/^\//, ''))
  .filter(isFile);

const isUnpacked = (name: string) => name.endsWith('.node');
const packedTexts = names
  .filter((name) => /\.(c?js|json|html|css)$/.test(name))
  .map((name) => [name, extractFile(packedAsar, name).toString()] as const);

/** Names of the packed files whose text matches: the text itself stays out of the report. */
const filesWith = (pattern: RegExp) => packedTexts.filter(([, text]) => pattern.test(text)).map(([name]) => name);

describe('the packed app', () => {
  it('has every fuse as a release wants it', async () => {
    const wire = await getCurrentFuseWire(packedExecutable);
    const { version, ...fuses } = releaseFuses;
    expect(wire.version).toBe(version);
    for (const [fuse, isOn] of Object.entries(fuses)) {
      expect([fuse, Reflect.get(wire, fuse)]).toEqual([fuse, isOn ? FuseState.ENABLE : FuseState.DISABLE]);
    }
  });

  it('holds the bundles, the packages with a native part, and nothing else', () => {
    const expected = [
      /^package\.json$/,
      /^dist\/main\/([\w.-]+|chunks\/[\w.-]+)\.cjs$/,
      /^dist\/preload\/preload\.cjs$/,
      /^dist\/panel\/(panel\.html|assets\/[\w.-]+\.(js|css|woff2))$/,
      /^dist\/renderer\/(index\.html|assets\/[\w.-]+\.(js|css|woff2|svg|png))$/,
      /^node_modules\/better-sqlite3\/(package\.json|LICENSE|lib\/[\w/-]+\.js)$/,
      /^node_modules\/better-sqlite3\/prebuilds\/linux-x64\.node$/,
      /^node_modules\/koffi\/(package\.json|LICENSE\.txt|index\.cjs|src\/koffi\/(index|src\/static)\.cjs)$/,
      /^node_modules\/@koromix\/koffi-linux-x64\/(package\.json|index\.js|linux_x64\/koffi\.node)$/,
    ];
    expect(names.filter((name) => !expected.some((pattern) => pattern.test(name)))).toEqual([]);
    expect(names.filter(isUnpacked)).toHaveLength(2);
  });

  it('keeps everything but the native parts inside the archive', () => {
    const files = readdirSync(`${packedAsar}.unpacked`, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files.map((entry) => entry.name).toSorted()).toEqual(['koffi.node', 'linux-x64.node']);
    expect(existsSync(path.join(packedFolder, 'resources/default_app.asar'))).toBe(false);
  });

  it('holds no database, no key and no file of a profile', () => {
    const found = readdirSync(packedFolder, { recursive: true, encoding: 'utf8' });
    expect(found.filter((name) => /\.(sqlite3?|db|db-wal|pem|key|p12|pfx|env|log)$/i.test(name))).toEqual([]);
    expect(filesWith(/-----BEGIN [A-Z ]*PRIVATE KEY-----\s*(\\n)?[A-Za-z0-9+/]{40}/)).toEqual([]);
  });

  it('holds nothing of the tests, and no path of the machine it was built on', () => {
    expect(filesWith(/node:test|from ['"]vitest['"]|require\(['"](vitest|playwright|fast-check)/)).toEqual([]);
    expect(packedTexts.filter(([, text]) => text.includes(root)).map(([name]) => name)).toEqual([]);
  });

  it('brings the licences of its parts along', () => {
    const text = readFileSync(path.join(packedFolder, 'licences.txt'), 'utf8');
    for (const part of ['react', 'zod', 'better-sqlite3', '@fontsource-variable/inter'])
      expect(text).toMatch(new RegExp(`^${part} [\\d.]+ \\(`, 'm'));
  });

  it('stays small', () => {
    expect(statSync(packedAsar).size).toBeLessThan(16 * mebibyte);
    expect(statSync(`${packedAsar}.unpacked/node_modules/better-sqlite3/prebuilds/linux-x64.node`).size).toBeLessThan(
      4 * mebibyte,
    );
  });

  it.runIf(process.platform === 'linux')('answers nobody who asks it to be a plain Node', () => {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    const ask = () =>
      execFileSync(packedExecutable, ['-p', '6 * 7'], { env, encoding: 'utf8', timeout: 10_000, stdio: 'pipe' });
    expect(ask).toThrow();
  });
});
