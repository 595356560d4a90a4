// The first thing every command runs: prepares what the task needs, then starts it.
// Plain JavaScript with nothing installed, since a fresh machine may have no more than Node 20 and npm.

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDebianPackages } from './toolchain/debian.mjs';
import { installDependencies } from './toolchain/dependencies.mjs';
import { findElectron } from './toolchain/electron.mjs';
import { findNode } from './toolchain/node.mjs';
import { runThrough } from './toolchain/run.mjs';
import { Unprepared, say } from './toolchain/say.mjs';
import { findSqliteBinding } from './toolchain/sqliteBinding.mjs';
import { tasks } from './tasks.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

async function restartUnder(node) {
  const env = { ...process.env, KONTOR_NODE: node };
  return runThrough(node, process.argv.slice(1), { env });
}

/** What every child process may count on. */
function environment(electron, binding) {
  const env = { ...process.env, PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH}` };
  if (!electron) return env;
  env.ELECTRON_OVERRIDE_DIST_PATH = electron.dist;
  env.KONTOR_ELECTRON = electron.executable;
  env.KONTOR_ELECTRON_KIND = electron.kind;
  delete env.KONTOR_SQLITE_BINDING;
  if (binding) env.KONTOR_SQLITE_BINDING = binding;
  return env;
}

async function prepare(task) {
  await installDependencies(root);
  if (!task.electron) return environment();
  await ensureDebianPackages([
    'window',
    ...(task.servers ? ['tests'] : []),
    ...(task.storage ? ['storage'] : []),
    ...(task.databases ? ['databases'] : []),
  ]);
  const electron = await findElectron(root);
  return environment(electron, await findSqliteBinding(root, electron));
}

async function main() {
  const [name, ...options] = process.argv.slice(2);
  const task = tasks[name];
  if (!task) throw new Unprepared(`there is no task ${name ?? ''}. There are: ${Object.keys(tasks).join(', ')}`);
  const node = await findNode();
  if (node) return restartUnder(node);
  const env = await prepare(task);
  if (!task.script) return 0;
  return runThrough(process.execPath, [path.join(root, task.script), ...(task.args ?? []), ...options], {
    cwd: root,
    env,
  });
}

try {
  process.exitCode = await main();
} catch (cause) {
  say(cause instanceof Unprepared ? cause.message : (cause.stack ?? String(cause)));
  process.exitCode = 1;
}
