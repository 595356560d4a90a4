// A whole backup of an archive, and one more state when nothing is new. The reference: tar of the same folder through openssl's AES-256,
// into a file of the same disk. Arguments: rounds, scale, file for the rows, archive folder, how many invoices it holds.
import { spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeBackup, type BackupDone } from '../../electron/core/backup/makeBackup';
import { fernetKey } from '../../electron/core/vault/fernet';
import { usualCost, wrapByPassphrase } from '../../electron/core/vault/passphraseWrap';
import { median, ratioOf, type BenchRow } from './row';

const [rounds = '5', , file = '', archive = '', invoices = '0'] = process.argv.slice(2);
const folder = mkdtempSync(join(dirname(archive), 'bench-backup-'));
const passphrase = 'heron lantern gravel sixpence';
const never = new AbortController().signal;
const id = randomUUID();
const target = join(folder, 'firm.kontor-backup');
let mostMemory = 0;
let key = '';

async function ours(isNew: boolean): Promise<{ readonly ms: number; readonly done: BackupDone }> {
  const places = { archive, file: target, spool: folder, memory: join(folder, 'memory') };
  const order = { ...places, isNew, id, passphrase, config: '{}', at: '2026-11-22T20:00:00.000Z', version: '1' };
  const known = isNew ? {} : { key };
  const start = performance.now();
  const watch = (): void => void (mostMemory = Math.max(mostMemory, process.memoryUsage().rss));
  const done = await makeBackup({ ...order, ...known }, watch, never);
  key = done.key;
  return { ms: performance.now() - start, done };
}

async function wrappingMs(): Promise<number> {
  const start = performance.now();
  await wrapByPassphrase(fernetKey(randomBytes(32)), passphrase, { nowMs: 0, cost: usualCost });
  return performance.now() - start;
}

function reference(): number {
  const out = join(folder, 'reference');
  const start = performance.now();
  const command = 'tar -cf - -C "$1" . | openssl enc -aes-256-ctr -pbkdf2 -pass pass:heron -out "$2"';
  const { status, stderr } = spawnSync('sh', ['-c', command, 'sh', archive, out], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const fd = openSync(out, 'r+');
  fsyncSync(fd);
  closeSync(fd);
  return performance.now() - start;
}

try {
  const idle = process.memoryUsage().rss;
  const [whole, again, beside, wraps]: [number[], number[], number[], number[]] = [[], [], [], []];
  let added = 0;
  for (let round = 0; round < Number(rounds); round += 1) {
    beside.push(reference());
    whole.push((await ours(true)).ms);
    const next = await ours(false);
    again.push(next.ms);
    wraps.push(await wrappingMs());
    added = next.done.newBytes;
  }
  const mib = (bytes: number): string => (bytes / 1024 / 1024).toFixed(0);
  const [value, next, other] = [median(whole), median(again), median(beside)];
  const count = Number(invoices).toLocaleString('en');
  const rows: BenchRow[] = [
    {
      name: `backup of ${count} invoices`,
      value,
      reference: other,
      ...ratioOf(value, other),
      budget: 2,
      budgetText: 'at most 2x',
      unit: 'ms',
      ok: value <= 2 * other,
      note: `${mib(statSync(target).size)} MB, ${mib(mostMemory - idle)} MB of memory above idle, wrapping the key by the passphrase alone takes ${median(wraps).toFixed(0)} ms, beside the writing; reference: tar of the same folder (its index too) through openssl, fsynced`,
    },
    {
      name: `backup of ${count} invoices once more, nothing new`,
      value: next,
      reference: value,
      ...ratioOf(next, value),
      budget: 1,
      budgetText: 'less than the whole one',
      unit: 'ms',
      ok: next <= value,
      note: `${mib(added)} MB were added; with the key that the keychain keeps; reference: the whole one`,
    },
  ];
  writeFileSync(file, JSON.stringify(rows));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
