// better-sqlite3's prebuild needs Node-API 10 (Electron 35). For an older Electron the binding is built once, outside node_modules.

import { cpSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { cached } from './cache.mjs';
import { ensureDebianPackages } from './debian.mjs';
import { pinnedNode } from './node.mjs';
import { runQuietly } from './run.mjs';
import { Unprepared, say } from './say.mjs';

const recipe = 1;

// Node-API 10's calls exist in the older Electron, as experimental ones.
const plainDefine = "'NAPI_VERSION=10'";
const experimentalDefines =
  "'NAPI_EXPERIMENTAL', 'NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT', 'NODE_API_EXPERIMENTAL_NO_WARNING'";

const probe = `
  const Database = require(process.env.KONTOR_PROBE_PACKAGE);
  const nativeBinding = process.env.KONTOR_PROBE_BINDING || null;
  if (new Database(':memory:', { nativeBinding }).prepare('select 7 as n').get().n !== 7) process.exit(1);
`;

async function loads(electron, packageFolder, binding = '') {
  const env = {
    ...process.env,
    ELECTRON_RUN_AS_NODE: '1',
    KONTOR_PROBE_PACKAGE: packageFolder,
    KONTOR_PROBE_BINDING: binding,
  };
  try {
    await runQuietly(electron.executable, ['-e', probe], { env, timeoutMs: 30_000 });
    return true;
  } catch {
    return false;
  }
}

/** Tells an Electron that is too old for the prebuild from one that does not run at all. */
async function assertStarts(electron) {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  await runQuietly(electron.executable, ['-e', ''], { env, timeoutMs: 30_000 }).catch((cause) => {
    throw new Unprepared(`Electron ${electron.version} does not start here: ${cause.message}`);
  });
}

async function build(root, packageFolder, folder) {
  const source = path.join(folder, 'source');
  cpSync(packageFolder, source, { recursive: true, dereference: true });
  const gyp = path.join(source, 'binding.gyp');
  const text = readFileSync(gyp, 'utf8');
  if (!text.includes(plainDefine)) throw new Error(`binding.gyp has no ${plainDefine}: the recipe no longer fits`);
  writeFileSync(gyp, text.replace(plainDefine, experimentalDefines));
  const modules = path.join(root, 'node_modules');
  const env = { ...process.env, NODE_PATH: modules, npm_config_nodedir: await pinnedNode() };
  const nodeGyp = path.join(modules, 'node-gyp/bin/node-gyp.js');
  const args = [nodeGyp, 'rebuild', '--release', '--force_build=1', `--nodedir=${env.npm_config_nodedir}`, '-j', '2'];
  await runQuietly(process.execPath, args, { cwd: source, env });
  renameSync(path.join(source, 'build/Release/better_sqlite3.node'), path.join(folder, 'better_sqlite3.node'));
  rmSync(source, { recursive: true });
}

/** What was found out about one Electron is kept, so that a second run need not start it. */
async function prebuildLoads(electron, packageFolder, version) {
  const { size, mtimeMs } = statSync(electron.executable);
  const key = createHash('sha256')
    .update(JSON.stringify([electron.executable, size, mtimeMs, version]))
    .digest('hex');
  const entry = await cached(`sqlite-probe-${key.slice(0, 16)}`, async (folder) => {
    const answer = await loads(electron, packageFolder);
    if (!answer) await assertStarts(electron);
    writeFileSync(path.join(folder, 'loads'), String(answer));
  });
  return readFileSync(path.join(entry, 'loads'), 'utf8') === 'true';
}

/** The path of the binding to pass as `nativeBinding`, or null when the package's own prebuild will do. */
export async function findSqliteBinding(root, electron) {
  const packageFolder = path.join(root, 'node_modules/better-sqlite3');
  const { version } = JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8'));
  if (await prebuildLoads(electron, packageFolder, version)) {
    say(`SQLite: better-sqlite3 ${version}, its own prebuild`);
    return null;
  }
  const name = `better-sqlite3-${version}-for-older-electron-${recipe}`;
  const entry = await cached(name, async (folder) => {
    if (!(await ensureDebianPackages(['compiler'])))
      throw new Unprepared('the SQLite binding needs a compiler (see above)');
    say(`SQLite: building better-sqlite3 ${version} for Electron ${electron.version} (about a minute, once)`);
    await build(root, packageFolder, folder);
    if (!(await loads(electron, packageFolder, path.join(folder, 'better_sqlite3.node')))) {
      throw new Error(`the SQLite binding was built, but Electron ${electron.version} does not load it`);
    }
  });
  const binding = path.join(entry, 'better_sqlite3.node');
  if (!existsSync(binding)) throw new Error(`no SQLite binding at ${binding}`);
  say(`SQLite: better-sqlite3 ${version}, built for Electron ${electron.version}`);
  return binding;
}
