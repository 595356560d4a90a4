// To Ceph's S3 gateway in memory: one file of 512 MiB and 1,000 files of 20 kB, ours and rclone, each compared by the hashes of the
// service. Arguments: rounds, scale, file for the rows.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import minio from '../../electron/core/providers/minio/index';
import { Signer } from '../../electron/core/providers/sdk/s3/sign';
import type { ForeignClient } from '../support/rcloneDav';
import { radosgwMissing, startRadosgw, type S3Server } from '../support/radosgw';
import { rcloneForS3 } from '../support/rcloneS3';
import type { LocalFile } from './barePuts';
import { openDestination } from './destination';
import { rcloneVersion } from './rcloneCopy';
import { median, type BenchRow } from './row';
import { kontorUpload, randomFiles } from './uploads';

const BIG_FLAGS = [
  '--s3-upload-cutoff',
  '16M',
  '--s3-chunk-size',
  '16M',
  '--s3-upload-concurrency',
  '4',
  '--s3-no-check-bucket',
];
const MANY_FLAGS = ['--transfers', '16', '--checkers', '16', '--no-traverse', '--s3-no-check-bucket'];
const [rounds = '1', scale = '1', file = ''] = process.argv.slice(2);
const missing = radosgwMissing();
if (missing !== null) throw new Error(missing);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The least that brings files to an S3: signed PUTs over so many kept connections, nothing looked at but the status. */
async function barePuts(
  server: S3Server,
  folder: string,
  files: readonly LocalFile[],
  connections: number,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const signer = new Signer(server);
  const queue = files.values();
  const worker = async (): Promise<void> => {
    for (const { name, path } of queue) {
      const body = readFileSync(path);
      const url = `${server.url}/${server.bucket}/${folder}/${name}`;
      const payload = createHash('sha256').update(body).digest('hex');
      const headers = signer.sign({ method: 'PUT', url, headers: {}, payload }, 'us-east-1', Date.now());
      await new Promise<void>((resolve, reject) => {
        const outgoing = request(
          url,
          { method: 'PUT', agent, headers: { ...headers, 'content-length': body.length } },
          (answer) => {
            answer.resume();
            answer.on('end', resolve);
            if (answer.statusCode !== 200) reject(new Error(`PUT: ${String(answer.statusCode)}`));
          },
        );
        outgoing.on('error', reject);
        outgoing.end(body);
      });
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  agent.destroy();
}

const rows: BenchRow[] = [];
const work = mkdtempSync(join(tmpdir(), 'kontor-bench-s3-'));
const server = await startRadosgw('bench');
const { rclone }: ForeignClient = rcloneForS3(server);
await rclone('mkdir', `remote:${server.bucket}`);
const data = join(work, 'data');
mkdirSync(data);
const ours = await openDestination(data, {
  manifest: minio,
  settings: { endpoint_url: server.url, access_key_id: server.accessKeyId, bucket: server.bucket },
  credentials: { secret_access_key: server.secretAccessKey },
});
const purge = (): Promise<string> =>
  rclone('delete', `remote:${server.bucket}`, '--transfers', '16', '--checkers', '16');

interface Shape {
  readonly name: string;
  readonly count: number;
  readonly bytes: number;
  readonly flags: readonly string[];
  readonly budget: number;
  readonly unit: string;
  readonly amount: number;
  readonly isBare: boolean;
}

async function measure(shape: Shape): Promise<void> {
  const folder = join(work, String(shape.count));
  const files = randomFiles(folder, shape.count, shape.bytes);
  const times = { ours: [] as number[], rclone: [] as number[], bare: [] as number[] };
  const { parallel } = minio.limits;
  for (let round = 0; round < Number(rounds); round += 1) {
    times.ours.push(await kontorUpload({ ours }, '/kontor', files));
    await purge();
    times.rclone.push(await timed(() => rclone('copy', folder, `remote:${server.bucket}/rclone`, ...shape.flags)));
    await purge();
    if (!shape.isBare) continue;
    times.bare.push(await timed(() => barePuts(server, 'bare', files, parallel)));
    await purge();
  }
  const speed = (all: readonly number[]): number => (shape.amount / median(all)) * 1_000;
  const row = (beside: string, all: readonly number[], budget: number, note: string): void => {
    const [value, reference] = [speed(times.ours), speed(all)];
    const ratio = value / reference;
    const name = `upload of ${shape.name} to Ceph's S3 gateway, beside ${beside}`;
    rows.push({
      name,
      value,
      reference,
      ratio,
      budget,
      unit: shape.unit,
      ok: ratio >= budget,
      budgetText: `at least ${String(budget)}x`,
      note,
    });
  };
  const tuned = `both compared by MD5 that the service tells; ${await rcloneVersion()} ${shape.flags.join(' ')}`;
  row('rclone', times.rclone, shape.budget, tuned);
  if (shape.isBare)
    row('bare PUTs', times.bare, 0.6, `${String(parallel)} connections each; the bare loop verifies nothing`);
  rmSync(folder, { recursive: true, force: true });
}

try {
  const mebibytes = Math.max(32, Math.round(512 * Number(scale)));
  const count = Math.max(10, Math.round(1_000 * Number(scale)));
  await measure({
    name: `one file of ${String(mebibytes)} MiB`,
    count: 1,
    bytes: mebibytes << 20,
    flags: BIG_FLAGS,
    budget: 1.2,
    unit: 'MiB/s',
    amount: mebibytes,
    isBare: false,
  });
  await measure({
    name: `${String(count)} files of 20 kB`,
    count,
    bytes: 20_000,
    flags: MANY_FLAGS,
    budget: 10,
    unit: 'files/s',
    amount: count,
    isBare: true,
  });
  writeFileSync(file, JSON.stringify(rows));
} finally {
  await ours.close();
  await server.close();
  rmSync(work, { recursive: true, force: true });
}
