// A disk of its own for one folder of the app, small enough to be full.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

export interface TinyDisk {
  grow(kilobytes: number): void;
  unmount(): void;
}

/** Null where nobody may mount one. */
export function tinyDisk(path: string, kilobytes: number): TinyDisk | null {
  if (process.platform !== 'linux') return null;
  mkdirSync(path, { recursive: true, mode: 0o700 });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${String(kilobytes)}k,mode=700`, 'tmpfs', path], {
      stdio: 'ignore',
    });
  } catch {
    return null;
  }
  return {
    grow: (kilobytes) => {
      execFileSync('mount', ['-o', `remount,size=${String(kilobytes)}k`, path], { stdio: 'ignore' });
    },
    unmount: () => {
      execFileSync('umount', ['--lazy', path], { stdio: 'ignore' });
    },
  };
}
