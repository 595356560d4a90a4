// One file of 512 MiB: ours and rclone. Arguments: rounds, scale, file for the rows.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rcloneCopy, rcloneVersion } from './rcloneCopy';
import { median, type BenchRow } from './row';
import { atEachServer, kontorUpload, randomFiles } from './uploads';

const FLAGS = ['--transfers', '1', '--buffer-size', '64M', '--no-traverse', '--no-check-dest'];
const CHECK_FLAGS_IGNORED = '--no-traverse and --no-check-dest do nothing for a check';
const [rounds = '1', scale = '1', file = ''] = process.argv.slice(2);
const mebibytes = Math.max(8, Math.round(512 * Number(scale)));
const work = mkdtempSync(join(tmpdir(), 'kontor-bench-big-'));
const rows: BenchRow[] = [];

try {
  const files = randomFiles(work, 1, mebibytes << 20);
  const version = await rcloneVersion();
  await atEachServer(async (place) => {
    const [ours, rclone, verified]: [number[], number[], number[]] = [[], [], []];
    const clear = (): void => {
      for (const name of readdirSync(place.server.root)) rmSync(join(place.server.root, name), { recursive: true });
    };
    for (let round = 0; round < Number(rounds); round += 1) {
      // Another folder each round: rclone goes on showing for minutes what was taken away behind its back.
      ours.push(await kontorUpload(place, `/kontor${String(round)}`, files));
      clear();
      const { copyMs, verifiedMs } = await rcloneCopy(place.server, work, `rclone${String(round)}`, FLAGS);
      rclone.push(copyMs);
      verified.push(verifiedMs);
      clear();
    }
    const speed = (times: readonly number[]): number => mebibytes / (median(times) / 1_000);
    const row = (beside: string, times: readonly number[], note: string): void => {
      const [value, reference] = [speed(ours), speed(times)];
      rows.push({
        name: `upload of one file of ${String(mebibytes)} MiB to ${place.name}, beside ${beside}`,
        value,
        reference,
        ratio: value / reference,
        budget: 1.2,
        unit: 'MiB/s',
        ok: value / reference >= 1.2,
        budgetText: 'at least 1.2x',
        note,
      });
    };
    const tuned = `${version} ${FLAGS.join(' ')}`;
    row(
      'rclone, compared',
      verified,
      `both read back and compared byte for byte; ${tuned}, then rclone check --download (${CHECK_FLAGS_IGNORED})`,
    );
    row('rclone', rclone, `ours read back and compared; ${tuned}, which compares sizes`);
  });
  writeFileSync(file, JSON.stringify(rows));
} finally {
  rmSync(work, { recursive: true, force: true });
}
