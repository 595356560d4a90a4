// The folder for what was fetched or built. Outside node_modules, so that `npm ci` keeps it.

import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runNpm, runQuietly } from './run.mjs';
import { say } from './say.mjs';

export function toolchainFolder() {
  if (process.env.KONTOR_TOOLCHAIN) return path.resolve(process.env.KONTOR_TOOLCHAIN);
  return process.getuid?.() === 0 ? '/var/cache/kontor' : path.join(homedir(), '.cache', 'kontor');
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause.code === 'EPERM';
  }
}

function sweepLeftovers(folder) {
  for (const name of readdirSync(folder)) {
    const pid = /\.unfinished-(\d+)$/.exec(name)?.[1];
    if (pid && !isRunning(Number(pid))) rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}

/**
 * A finished entry of the cache, made once. `make` fills a folder beside it, and a rename publishes it whole:
 * a run killed half way leaves nothing that looks finished, and the next run starts over.
 */
export async function cached(name, make) {
  const folder = toolchainFolder();
  const entry = path.join(folder, name);
  if (existsSync(entry)) return entry;
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  sweepLeftovers(folder);
  const unfinished = `${entry}.unfinished-${process.pid}`;
  mkdirSync(unfinished, { mode: 0o755 });
  try {
    await make(unfinished);
    renameSync(unfinished, entry);
  } catch (cause) {
    if (!existsSync(entry)) throw cause; // else another run was quicker, and its entry is as good
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return entry;
}

async function integrityOf(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}

/** Fetches one pinned npm package and unpacks it into `folder`/package. */
export async function fetchPackage(pin, folder, { only = [] } = {}) {
  say(`fetching ${pin.name} ${pin.version}${pin.megabytes ? ` (${pin.megabytes} MB, once)` : ''}`);
  await runNpm(['pack', `${pin.name}@${pin.version}`, '--pack-destination', folder, '--silent'], { cwd: folder });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  const found = await integrityOf(path.join(folder, tarball));
  if (found !== pin.integrity) {
    throw new Error(`${pin.name} ${pin.version} is not the package that was pinned: ${found}`);
  }
  await runQuietly('tar', ['-xzf', tarball, ...only], { cwd: folder });
  rmSync(path.join(folder, tarball));
  return path.join(folder, 'package');
}
