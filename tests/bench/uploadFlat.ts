// Memory while one file of 2 GiB goes out, beside one of 64 MiB: a file is never held, however big. Arguments: rounds, scale, file for the rows.
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalFile } from './barePuts';
import { median, type BenchRow } from './row';
import { atEachServer, kontorUpload } from './uploads';

const [rounds = '1', scale = '1', file = ''] = process.argv.slice(2);
const MiB = 1 << 20;
const SMALL = 64;
const BUDGET_MB = 32;
const mebibytes = Math.max(2 * SMALL, Math.round(2048 * Number(scale)));
const work = mkdtempSync(join(tmpdir(), 'kontor-bench-flat-'));
const rows: BenchRow[] = [];

/** Written in small pieces: what makes the file must not be in the figure. */
function fileOf(size: number): LocalFile {
  const name = `plik-${String(size)}.bin`;
  const path = join(work, name);
  const [hash, handle] = [createHash('sha256'), openSync(path, 'w')];
  for (let at = 0; at < size; at += 1) {
    const piece = randomBytes(MiB);
    hash.update(piece);
    writeSync(handle, piece);
  }
  closeSync(handle);
  return { name, path, bytes: size * MiB, sha256: hash.digest('hex') };
}

/** The highest resident size, in MB, while this is done. */
async function peakOf(act: () => Promise<unknown>): Promise<number> {
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 10);
  await act();
  clearInterval(timer);
  look();
  return peak / 1e6;
}

try {
  const [small, big] = [fileOf(SMALL), fileOf(mebibytes)];
  await atEachServer(async (place) => {
    const clear = (): void => {
      for (const name of readdirSync(place.server.root)) rmSync(join(place.server.root, name), { recursive: true });
    };
    const [ours, beside]: [number[], number[]] = [[], []];
    for (let round = 0; round < Number(rounds); round += 1) {
      beside.push(await peakOf(() => kontorUpload(place, `/mala${String(round)}`, [small])));
      clear();
      ours.push(await peakOf(() => kontorUpload(place, `/duza${String(round)}`, [big])));
      clear();
    }
    const [value, reference] = [median(ours), median(beside)];
    rows.push({
      name: `memory while one file of ${String(mebibytes)} MiB goes to ${place.name}`,
      value,
      reference,
      budget: reference + BUDGET_MB,
      budgetText: `a file of ${String(SMALL)} MiB + ${String(BUDGET_MB)} MB`,
      unit: 'MB',
      ok: value <= reference + BUDGET_MB,
      note: 'highest resident size of the process; sent, read back and compared',
    });
  });
  writeFileSync(file, JSON.stringify(rows));
} finally {
  rmSync(work, { recursive: true, force: true });
}
