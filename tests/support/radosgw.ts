// Ceph's S3 gateway in memory: one monitor, one store, one gateway on free ports, ended by their own process ids. An S3 that we did not
// write, of some years ago. Needs the Debian packages radosgw, ceph-mon, ceph-osd and ceph-common.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { answering, ended } from './apacheDav';
import { deadPort } from './loopback';

const run = promisify(execFile);
const PROGRAMS = ['ceph', 'ceph-mon', 'ceph-osd', 'monmaptool', 'radosgw', 'radosgw-admin'].map(
  (it) => `/usr/bin/${it}`,
);

export interface S3Server {
  readonly url: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  close(): Promise<void>;
}

export function radosgwMissing(): string | null {
  return PROGRAMS.every((file) => existsSync(file))
    ? null
    : 'the Debian packages radosgw, ceph-mon, ceph-osd and ceph-common are not installed';
}

/** A user and no bucket yet: whoever tests makes one with a client that we did not write. */
export async function startRadosgw(bucket: string): Promise<S3Server> {
  const work = mkdtempSync(path.join(tmpdir(), 'kontor-ceph-'));
  for (const name of ['mon', 'osd', 'rgw', 'run', 'log']) mkdirSync(path.join(work, name));
  const [monitor, gateway] = [await deadPort(), await deadPort()];
  const [fsid, osd, file] = [randomUUID(), randomUUID(), path.join(work, 'ceph.conf')];
  writeFileSync(file, configuration({ work, fsid, monitor, gateway }));
  const children: ChildProcess[] = [];
  const start = (program: string, ...args: readonly string[]): ChildProcess => {
    const log = openSync(path.join(work, 'log', `${program}.out`), 'a');
    const child = spawn(`/usr/bin/${program}`, ['-c', file, '-f', ...args], { stdio: ['ignore', log, log] });
    children.push(child);
    return child;
  };
  const close = async (): Promise<void> => {
    for (const child of children.toReversed()) await ended(child);
    rmSync(work, { recursive: true, force: true });
  };
  try {
    const map = path.join(work, 'monmap');
    await run('monmaptool', [
      '--create',
      '--clobber',
      '--fsid',
      fsid,
      '--addv',
      'a',
      `[v1:127.0.0.1:${String(monitor)}]`,
      map,
    ]);
    await run('ceph-mon', ['-c', file, '--mkfs', '-i', 'a', '--monmap', map]);
    start('ceph-mon', '-i', 'a');
    await run('ceph', ['-c', file, 'osd', 'new', osd], { timeout: 60_000 });
    await run('ceph-osd', ['-c', file, '-i', '0', '--mkfs', '--osd-uuid', osd]);
    await storeUp(() => start('ceph-osd', '-i', '0'), file);
    const url = `http://127.0.0.1:${String(gateway)}`;
    await answering(url, start('radosgw', '-n', 'client.rgw'));
    const keys = { accessKeyId: 'kontorkey', secretAccessKey: 'kontorsecret' };
    const user = [
      '--uid=kontor',
      '--display-name=Kontor',
      `--access-key=${keys.accessKeyId}`,
      `--secret-key=${keys.secretAccessKey}`,
    ];
    await run('radosgw-admin', ['-c', file, 'user', 'create', ...user], { timeout: 60_000 });
    return { url, bucket, ...keys, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A store that asks before the monitor has told it which cluster this is ends with "wrong fsid": it is started again. */
async function storeUp(start: () => ChildProcess, file: string): Promise<void> {
  let store = start();
  for (let starts = 1; ;) {
    const { stdout } = await run('ceph', ['-c', file, 'osd', 'stat', '--format', 'json'], { timeout: 60_000 });
    if (/"num_up_osds":\s*1/.test(stdout)) return;
    if (store.exitCode === null) continue;
    if (starts >= 5) throw new Error(`the store of Ceph ended with ${String(store.exitCode)}`);
    starts += 1;
    store = start();
  }
}

function configuration(parts: {
  readonly work: string;
  readonly fsid: string;
  readonly monitor: number;
  readonly gateway: number;
}): string {
  const { work, fsid, monitor, gateway } = parts;
  return `[global]
fsid = ${fsid}
mon host = [v1:127.0.0.1:${String(monitor)}]
mon initial members = a
public addr = 127.0.0.1
ms bind msgr2 = false
auth cluster required = none
auth service required = none
auth client required = none
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
mon allow pool size one = true
osd crush chooseleaf type = 0
mon data avail crit = 1
mon data = ${work}/mon
osd data = ${work}/osd
rgw data = ${work}/rgw
run dir = ${work}/run
admin socket = ${work}/run/$name.asok
pid file = ${work}/run/$name.pid
log file = ${work}/log/$name.log
[osd]
osd objectstore = memstore
memstore device bytes = 8589934592
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:${String(gateway)}
`;
}
