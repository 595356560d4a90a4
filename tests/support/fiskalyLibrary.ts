// Compiles the stand-in for the vendor's library, under the vendor's own name. Null, noted once, where there is no compiler or no FFI.
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface StandIn {
  readonly folder: string;
  readonly file: string;
  counts(): {
    allocations: number;
    frees: number;
    badFrees: number;
    mostRunning: number;
    held: number;
    impatient: number;
  };
  /** Lets one call end that is held. */
  release(): void;
}

interface Koffi {
  load(file: string): { func(definition: string): () => number };
}

export function buildStandIn(): StandIn | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return skipped('only built for Linux x64');
  const folder = mkdtempSync(path.join(tmpdir(), 'kontor-fiskaly-'));
  const file = path.join(folder, 'com.fiskaly.client-linux-amd64-v1.2.200.so');
  let koffi: Koffi;
  try {
    koffi = createRequire(path.resolve('package.json'))('koffi') as Koffi;
    const source = path.resolve('tests/support/fiskalyLibrary.c');
    execFileSync(
      'cc',
      ['-std=c11', '-D_POSIX_C_SOURCE=200809L', '-Wall', '-Werror', '-O1', '-shared', '-fPIC', '-o', file, source],
      { stdio: 'pipe' },
    );
  } catch (error) {
    return skipped(error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'not built');
  }
  const count = (name: string): number => koffi.load(file).func(`long stub_${name}()`)();
  return {
    folder,
    file,
    counts: () => ({
      allocations: count('allocations'),
      frees: count('frees'),
      badFrees: count('bad_frees'),
      mostRunning: count('most_running'),
      held: count('held'),
      impatient: count('impatient'),
    }),
    release: () => void count('release'),
  };
}

function skipped(why: string): null {
  process.stderr.write(`NOTE: skipping the shared library of fiskaly: ${why}.\n`);
  return null;
}
