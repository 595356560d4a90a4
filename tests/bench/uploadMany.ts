// 1,000 files of 20 kB: ours, a bare loop of PUTs over as many connections, and rclone. Arguments: rounds, scale, file for the rows.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nextcloud from '../../electron/core/providers/nextcloud/index';
import { barePuts } from './barePuts';
import { rcloneCopy, rcloneVersion } from './rcloneCopy';
import { median, type BenchRow } from './row';
import { atEachServer, kontorUpload, randomFiles } from './uploads';

const FLAGS = ['--transfers', '16', '--checkers', '16', '--no-traverse'];
const [rounds = '1', scale = '1', file = ''] = process.argv.slice(2);
const count = Math.max(10, Math.round(1_000 * Number(scale)));
const connections = nextcloud.limits.parallel;
const work = mkdtempSync(join(tmpdir(), 'kontor-bench-many-'));
const rows: BenchRow[] = [];

try {
  const files = randomFiles(work, count, 20_000);
  const version = await rcloneVersion();
  await atEachServer(async (place) => {
    const [ours, bare, rclone, verified]: [number[], number[], number[], number[]] = [[], [], [], []];
    // Once for nothing, both: compilers and caches.
    await kontorUpload(place, '/warm', files.slice(0, 100));
    await barePuts(place.server, 'warm-bare', files.slice(0, 100), connections);
    for (let round = 0; round < Number(rounds); round += 1) {
      bare.push(await barePuts(place.server, `bare${String(round)}`, files, connections));
      ours.push(await kontorUpload(place, `/kontor${String(round)}`, files));
      const { copyMs, verifiedMs } = await rcloneCopy(place.server, work, `rclone${String(round)}`, FLAGS);
      rclone.push(copyMs);
      verified.push(verifiedMs);
    }
    const perSecond = (times: readonly number[]): number => (count / median(times)) * 1_000;
    const row = (beside: string, times: readonly number[], budget: number, note: string): void => {
      const [value, reference] = [perSecond(ours), perSecond(times)];
      rows.push({
        name: `upload of ${String(count)} files of 20 kB to ${place.name}, beside ${beside}`,
        value,
        reference,
        ratio: value / reference,
        budget,
        unit: 'files/s',
        ok: value / reference >= budget,
        budgetText: `at least ${String(budget)}x`,
        note,
      });
    };
    const tuned = `${version} ${FLAGS.join(' ')}`;
    row('rclone', rclone, 10, `ours read back and compared byte for byte; ${tuned}, which compares sizes`);
    row('rclone, compared', verified, 10, `both compared byte for byte; ${tuned}, then rclone check --download`);
    row('bare PUTs', bare, 0.6, `${String(connections)} connections each; the bare loop verifies nothing`);
  });
  writeFileSync(file, JSON.stringify(rows));
} finally {
  rmSync(work, { recursive: true, force: true });
}
