// The folder in which a connection's work keeps its files while it is under way.
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Files that are worth nothing to another process: one that died leaves them, the next job of the connection sweeps them. */
const SCRATCH = /^scratch-/;

/** A connection has one job at a time, so whatever scratch lies there belongs to nobody. */
export async function openSpool(root: string, connectionId: string): Promise<string> {
  const folder = join(root, connectionId);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const stale = (await readdir(folder)).filter((name) => SCRATCH.test(name));
  await Promise.all(stale.map((name) => rm(join(folder, name), { force: true })));
  return folder;
}

/** With the connection goes what it had under way. */
export async function removeSpool(root: string, connectionId: string): Promise<void> {
  await rm(join(root, connectionId), { recursive: true, force: true });
}
