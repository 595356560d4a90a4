// A thousand echoes through the fiskaly client, in this process and through a shared library, beside bare JSON of the same messages; and the
// log messages of an export, verified on their thread, beside bare calls of the same curves. Arguments: rounds, scale, file for the rows,
// the thread's bundle, the library (empty: not measured).
import { createHash, createPrivateKey, generateKeyPairSync, sign, webcrypto } from 'node:crypto';
import { createWriteStream, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Worker } from 'node:worker_threads';
import { brainpoolP384r1 } from '@noble/curves/misc.js';
import { pack } from 'tar-stream';
import { workerChecker } from '../../electron/core/fiscal/workerChecker';
import { libraryTransport } from '../../electron/core/providers/fiskaly/client/library';
import {
  element,
  integer,
  objectId,
  octets,
  sequence,
  text,
} from '../../electron/core/providers/fiskaly/simulator/der';
import { fiskalyClient } from '../support/fiskalyClient';
import { removeFolder, temporaryFolder } from '../support/testArchive';
import { median, ratioOf, type BenchRow } from './row';

const [rounds = '5', scale = '1', file = '', worker = '', library = ''] = process.argv.slice(2);
const ECHOES = Math.max(10, Math.round(1000 * Number(scale)));
const MESSAGES = Math.max(100, Math.round(10_000 * Number(scale)));
/** A long order of a restaurant, again and again until the file is 2 GiB. */
const LONG = 100_000;
const LARGE = Math.max(100, Math.round(((2 * 1024 ** 3) / LONG) * Number(scale)));

const requests = Array.from({ length: ECHOES }, (_, id) =>
  JSON.stringify({
    jsonrpc: '2.0',
    method: 'echo',
    params: {
      text: 'Grüße, łódź, 🧾 and a NUL: \u0000',
      amounts: [11.9, 5.35],
      lines: Array(10).fill('3;"Kaffee ""groß""";2.80'),
    },
    id,
  }),
);

async function timed(work: () => Promise<void> | void): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function echoed(invoke: (request: string) => Promise<string>): Promise<void> {
  for (const request of requests) if (!(await invoke(request)).includes('result')) throw new Error('no echo');
}
function bareJson(): void {
  for (const request of requests) JSON.stringify(JSON.parse(request));
}

interface Curve {
  readonly name: string;
  readonly raw: Buffer;
  readonly hash: string;
  readonly algorithm: string;
  readonly sign: (message: Buffer) => Buffer;
  /** Verifies one after another with nothing but the curve's own library. */
  readonly bare: (signed: readonly Signed[]) => Promise<void>;
}
interface Signed {
  readonly message: Buffer;
  readonly signature: Buffer;
}

function p256(): Curve {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const raw = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  const key = createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' }));
  return {
    name: 'P-256',
    raw,
    hash: 'SHA-256',
    algorithm: '0.4.0.127.0.7.1.1.4.1.3',
    sign: (message) => sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' }),
    bare: async (signed) => {
      const curve = { name: 'ECDSA', namedCurve: 'P-256' };
      const imported = await webcrypto.subtle.importKey('raw', raw, curve, false, ['verify']);
      for (const { message, signature } of signed)
        if (!(await webcrypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, imported, signature, message)))
          throw new Error('not valid');
    },
  };
}

function brainpool(): Curve {
  const secret = createHash('sha384').update('bench').digest();
  secret[0] = 1;
  const raw = Buffer.from(brainpoolP384r1.getPublicKey(secret, false));
  const digest = (message: Buffer): Buffer => createHash('sha384').update(message).digest();
  const options = { prehash: false, lowS: false };
  return {
    name: 'brainpoolP384r1',
    raw,
    hash: 'SHA-384',
    algorithm: '0.4.0.127.0.7.1.1.4.1.4',
    sign: (message) => Buffer.from(brainpoolP384r1.sign(digest(message), secret, options)),
    bare: (signed) => {
      for (const { message, signature } of signed)
        if (!brainpoolP384r1.verify(signature, digest(message), raw, options)) throw new Error('not valid');
      return Promise.resolve();
    },
  };
}

/** A hundred messages, again and again: signing takes longer than verifying is measured. */
function messagesOf(curve: Curve, count = MESSAGES, words = 'logOut'): readonly Signed[] {
  const serial = createHash('sha256').update(curve.raw).digest();
  const made = Array.from({ length: 100 }, (_, counter): Signed => {
    const message = Buffer.concat([
      integer(2),
      objectId('0.4.0.127.0.7.3.7.1.2'),
      text(0x80, words),
      octets(serial),
      sequence(objectId(curve.algorithm)),
      integer(counter + 1),
      integer(1_773_480_451),
    ]);
    return { message, signature: curve.sign(message) };
  });
  return Array.from({ length: count }, (_, index) => made[index % made.length] as Signed);
}

function certificateOf({ raw }: Curve): Buffer {
  const name = sequence();
  const key = sequence(sequence(objectId('1.2.840.10045.2.1')), element(0x03, Buffer.alloc(1), raw));
  const content = sequence(element(0xa0, integer(2)), integer(1), sequence(), name, sequence(), name, key);
  return sequence(content, sequence(), element(0x03, Buffer.alloc(1)));
}

async function writeExport(path: string, curve: Curve, signed: readonly Signed[]): Promise<void> {
  const tar = pack();
  const written = pipeline(tar, createWriteStream(path));
  tar.entry({ name: 'TSE_X509.cer' }, certificateOf(curve));
  for (const [index, { message, signature }] of signed.entries()) {
    const [name, bytes] = [`Sig-${String(index)}_Log-Sys.log`, sequence(message, octets(signature))];
    // As a stream: entries that are handed over whole are kept until somebody reads them.
    await new Promise<unknown>((done) => tar.entry({ name, size: bytes.length }, done).end(bytes));
  }
  tar.finalize();
  await written;
}

const rows: BenchRow[] = [];
const add = (name: string, ours: readonly number[], references: readonly number[], note: string): void => {
  const [value, reference] = [median(ours), median(references)];
  const ratio = ratioOf(value, reference);
  rows.push({ name, value, reference, ...ratio, budget: 0, unit: 'ms', ok: true, budgetText: 'none: told', note });
};

const client = fiskalyClient();
const ways: readonly (readonly [string, (request: string) => Promise<string>])[] = [
  ['in this process', (request) => client.client.invoke(request)],
  ...(library === '' ? [] : [['through a shared library', (await libraryTransport(library)).invoke] as const]),
];
for (const [name, invoke] of ways) {
  const [ours, references]: [number[], number[]] = [[], []];
  for (let round = 0; round < Number(rounds); round += 1) {
    references.push(await timed(bareJson));
    ours.push(await timed(() => echoed(invoke)));
  }
  const note = 'one after another; reference: JSON.parse and JSON.stringify of the same messages';
  add(`${ECHOES.toLocaleString('en')} echoes ${name}`, ours, references, note);
}

for (const make of [p256, brainpool]) {
  const curve = make();
  const signed = messagesOf(curve);
  const folder = temporaryFolder();
  const path = join(folder, 'export.tar');
  await writeExport(path, curve, signed);
  const [ours, references]: [number[], number[]] = [[], []];
  try {
    // A minute each with brainpool: one round says enough.
    for (let round = 0; round < (make === brainpool ? 1 : Number(rounds)); round += 1) {
      references.push(await timed(() => curve.bare(signed)));
      const checker = workerChecker({ startWorker: () => new Worker(worker) });
      ours.push(
        await timed(async () => {
          const found = await checker.check('fiskaly', path, () => undefined, new AbortController().signal);
          if (found.records !== MESSAGES || found.findings.length > 0) throw new Error(JSON.stringify(found));
        }),
      );
      await checker.close();
    }
  } finally {
    removeFolder(folder);
  }
  const note =
    'the thread starts, reads the TAR, its messages and their numbers as well; reference: verify of the same bytes, one after another';
  add(`${MESSAGES.toLocaleString('en')} log messages verified, ${curve.name}`, ours, references, note);
}

/** The most that the whole process took while the thread read the file, above what it took before. */
async function memoryOfLarge(): Promise<BenchRow> {
  const curve = p256();
  const folder = temporaryFolder();
  const path = join(folder, 'large.tar');
  try {
    await writeExport(path, curve, messagesOf(curve, LARGE, 'x'.repeat(LONG)));
    const checker = workerChecker({ startWorker: () => new Worker(worker) });
    const before = process.memoryUsage.rss();
    let most = before;
    const looking = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
    const found = await checker.check('fiskaly', path, () => undefined, new AbortController().signal);
    clearInterval(looking);
    await checker.close();
    if (found.records !== LARGE || found.findings.length > 0) throw new Error(JSON.stringify(found));
    const [value, budget] = [(most - before) / 1024 ** 2, 150];
    const gib = (statSync(path).size / 1024 ** 3).toFixed(1);
    const was = String(Math.round(before / 1024 ** 2));
    const note = `resident memory of the process, looked at every 20 ms, above the ${was} MB before the thread started`;
    return { name: `memory for an export of ${gib} GiB`, value, budget, unit: 'MB', ok: value <= budget, note };
  } finally {
    removeFolder(folder);
  }
}
rows.push(await memoryOfLarge());
writeFileSync(file, JSON.stringify(rows));
