// Which Electron runs the windows: an override, the official one, its installer, or the test runtime.

import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { toolchainFolder } from './cache.mjs';
import { runQuietly } from './run.mjs';
import { Unprepared, say } from './say.mjs';
import { hasTestRuntime, prepareTestRuntime } from './testRuntime.mjs';

const insideDist =
  {
    darwin: 'Electron.app/Contents/MacOS/Electron',
    win32: 'electron.exe',
  }[process.platform] ?? 'electron';

const dayMs = 24 * 60 * 60 * 1000;

function at(dist, kind) {
  const executable = path.join(dist, insideDist);
  if (!existsSync(executable)) return null;
  const versionFile = path.join(dist, 'version');
  const version = existsSync(versionFile)
    ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '')
    : 'of unknown version';
  return { dist, executable, version, kind };
}

/** The installer downloads from outside the package registry. Where that is blocked, asking once a day is enough. */
async function runInstaller(root) {
  const { version } = JSON.parse(readFileSync(path.join(root, 'node_modules/electron/package.json'), 'utf8'));
  const refused = path.join(toolchainFolder(), `electron-${version}-out-of-reach`);
  const hasFallback = process.platform === 'linux' && process.arch === 'x64';
  const age = Date.now() - (statSync(refused, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  if (hasFallback && age < dayMs && hasTestRuntime()) return;
  say(`Electron ${version}: trying its installer`);
  try {
    const timeoutMs = hasFallback ? 120_000 : 900_000;
    const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: '' };
    await runQuietly(process.execPath, [path.join(root, 'node_modules/electron/install.js')], { timeoutMs, env });
  } catch (cause) {
    mkdirSync(path.dirname(refused), { recursive: true });
    writeFileSync(refused, String(cause.message));
  }
}

export async function findElectron(root) {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const found = at(path.resolve(override), 'override');
    if (!found)
      throw new Unprepared(`ELECTRON_OVERRIDE_DIST_PATH is ${override}, and there is no ${insideDist} in it.`);
    say(`Electron ${found.version} from ELECTRON_OVERRIDE_DIST_PATH`);
    return found;
  }
  const officialDist = path.join(root, 'node_modules/electron/dist');
  let official = at(officialDist, 'official');
  if (!official) {
    await runInstaller(root);
    official = at(officialDist, 'official');
  }
  if (official) {
    say(`Electron ${official.version}, the official one`);
    return official;
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Unprepared('Electron could not be downloaded. Check the network, then run: npx install-electron');
  }
  const runtime = at(await prepareTestRuntime(root), 'test-runtime');
  say(
    `Electron ${runtime.version}, the test runtime: the official one is out of reach; nothing built with it is shipped`,
  );
  return runtime;
}
