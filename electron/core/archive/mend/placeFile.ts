// A proven file takes the place of the damaged one.
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder, moveInto, syncFolder } from '../disk';
import { TEMP_SUFFIX } from '../folders';
import { RECORDS } from './proveFile';

/** Where it waits: whatever a kill leaves of it is swept in the next start. */
export const waitingPath = (path: string): string => path + TEMP_SUFFIX;

/**
 * By a rename. Records alone are written into the file that is there: the archive adds lines to it meanwhile, and they must not end in a
 * file that has lost its name. Cut off in the middle it is damaged as before.
 */
export function placeFile(candidate: string, path: string): void {
  if (!path.endsWith(RECORDS) || !existsSync(path)) {
    makeFolder(dirname(path));
    moveInto(candidate, path);
    syncFolder(dirname(path));
    return;
  }
  const bytes = readFileSync(candidate);
  const fd = openSync(path, 'r+');
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done, bytes.length - done, done);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  rmSync(candidate);
}

/** What the archive has added since a backup was made stays behind what comes out of it. */
export function withNewerLines(candidate: string, path: string, committedBytes: number): void {
  const fd = openSync(candidate, 'r+');
  try {
    const { size } = statSync(candidate);
    const rest = existsSync(path) ? readFileSync(path).subarray(size, committedBytes) : Buffer.alloc(0);
    for (let done = 0; done < rest.length;) done += writeSync(fd, rest, done, rest.length - done, size + done);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
