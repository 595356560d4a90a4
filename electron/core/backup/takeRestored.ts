// A restore becomes the profile in the next start, before anything is opened: by renames, each of which may be the last before a kill.
import { closeSync, existsSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { moveInto, removeQuietly, syncFolder } from '../archive/disk';
import type { Paths } from '../ports';

export const restoreFolder = ({ data }: Pick<Paths, 'data'>): string => join(data, 'restore');
const READY = 'ready';
const CONFIG = 'config.db';
/** With what SQLite puts beside a database. */
const ENDS = ['', '-wal', '-shm'];

/** From here on the next start takes it. */
export function markRestored(paths: Pick<Paths, 'data'>): void {
  const folder = restoreFolder(paths);
  syncFolder(folder);
  const fd = openSync(join(folder, READY), 'w', 0o600);
  fsyncSync(fd);
  closeSync(fd);
  syncFolder(folder);
}

/** What was there before (an empty profile) is kept beside it, never deleted. */
export function takeRestored(paths: Pick<Paths, 'data' | 'archive'>): void {
  const folder = restoreFolder(paths);
  if (!existsSync(folder)) return;
  if (!existsSync(join(folder, READY))) {
    // Cut off before it was whole.
    removeQuietly(folder);
    return;
  }
  const aside = asideOf(folder, paths.data);
  const config = join(paths.data, CONFIG);
  if (existsSync(join(folder, 'archive'))) {
    if (existsSync(paths.archive)) moveInto(paths.archive, `${paths.archive}${aside}`);
    moveInto(join(folder, 'archive'), paths.archive);
  }
  if (existsSync(join(folder, CONFIG))) {
    for (const end of ENDS) if (existsSync(config + end)) moveInto(config + end, `${config}${aside}${end}`);
    moveInto(join(folder, CONFIG), config);
  }
  syncFolder(paths.data);
  removeQuietly(folder);
}

/** A name that nothing has yet, the same after a kill. */
function asideOf(folder: string, data: string): string {
  const taken = new Set(readdirSync(data));
  const isHalf = !existsSync(join(folder, 'archive'));
  for (let nth = 1; ; nth += 1) {
    const aside = `.before-restore-${String(nth)}`;
    const names = isHalf ? [CONFIG + aside] : [`archive${aside}`, CONFIG + aside];
    if (!names.some((name) => taken.has(name))) return aside;
  }
}
