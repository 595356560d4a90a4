// What an app and all its processes take, from the kernel's books (Linux).
import { readFileSync } from 'node:fs';
import { globSync } from 'node:fs';

/** The process and everything that it started. */
function family(pid: number): number[] {
  const parents = globSync('/proc/[0-9]*/stat').flatMap((file) => {
    const stat = read(file);
    // `pid (name) state ppid …`: the name may hold anything, brackets too.
    const match = /^(\d+) .*\) \S (\d+) /s.exec(stat);
    return match ? [{ pid: Number(match[1]), parent: Number(match[2]) }] : [];
  });
  const found = [pid];
  for (const one of found) found.push(...parents.filter(({ parent }) => parent === one).map((child) => child.pid));
  return found;
}

/** Empty when the process has ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Proportional set size: what is shared between processes counts once. Megabytes. */
export function memoryOf(pid: number): number {
  const kilobytes = family(pid).map((one) =>
    Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${String(one)}/smaps_rollup`))?.[1] ?? 0),
  );
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024;
}

const TICKS_PER_SECOND = 100;

/** Seconds of processor time so far. */
export function processorSecondsOf(pid: number): number {
  const ticks = family(pid).map((one) => {
    const fields = read(`/proc/${String(one)}/stat`)
      .replace(/^.*\) /s, '')
      .split(' ');
    return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  });
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS_PER_SECOND;
}

/** Bytes that were sent to the disk so far. */
export function writtenBytesOf(pid: number): number {
  const bytes = family(pid).map((one) =>
    Number(/^write_bytes: (\d+)/m.exec(read(`/proc/${String(one)}/io`))?.[1] ?? 0),
  );
  return bytes.reduce((sum, each) => sum + each, 0);
}
