// A connection to a simulated KSeF over a loopback socket: context, stores and an archive of maps, on the simulator's clock.
import { createDecipheriv, createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { afterEach, expect } from 'vitest';
import { isFailure } from '../../shared/errors';
import type { FieldValues } from '../../shared/forms/fields';
import type { Clock } from '../../electron/core/ports';
import { pullInvoices } from '../../electron/core/providers/ksef/pull';
import { ROLES } from '../../electron/core/providers/ksef/roles';
import type { KsefSimulatorOptions } from '../../electron/core/providers/ksef/simulator/index';
import { packageUnpacker } from '../../electron/core/providers/ksef/unpack';
import type { PackagePage, PullPage } from '../../electron/core/providers/sdk/pages';
import { ksefOnLoopback, type RunningKsef } from './ksef';
import { plainHttp } from './plainHttp';
import { memoryStore, testContext } from './providerContext';

export const NIP = '5265877635';
const running: RunningKsef[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()));
});

export async function bench(knobs: Partial<KsefSimulatorOptions> = {}, settings: FieldValues = {}) {
  const ksef = await ksefOnLoopback({ months: 4, ...knobs });
  running.push(ksef);
  const started = ksef.clock.now();
  const clock: Clock = {
    now: () => ksef.clock.now(),
    monotonic: () => ksef.clock.now() - started,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      ksef.clock.advance(ms);
      await Promise.resolve();
    },
  };
  const http = plainHttp(() => ksef.clock.now());
  const notes = new Map<string, string>();
  const spool = mkdtempSync(path.join(tmpdir(), 'kontor-ksef-'));
  const session = memoryStore();
  const all = { nip: NIP, environment: 'custom', base_url: ksef.url, since: '2026-07-01', ...settings };
  const context = (token = ksef.simulator.control.tokens.demo.token, signal?: AbortSignal) =>
    testContext({
      http,
      clock,
      notes,
      spool,
      session,
      settings: all,
      credentials: { token },
      ...(signal ? { signal } : {}),
    });
  const withCertificate = (
    files: { readonly certificate: string; readonly key?: string; readonly passphrase?: string },
    more: FieldValues = {},
  ) =>
    testContext({
      http,
      clock,
      notes,
      spool,
      session,
      settings: { ...all, sign_in: 'certificate', ...more },
      credentials: {
        certificate_file: files.certificate,
        ...(files.key === undefined ? {} : { key_file: files.key }),
        ...(files.passphrase === undefined ? {} : { key_passphrase: files.passphrase }),
      },
    });
  return { ...ksef, http, clockPort: clock, context, withCertificate, control: ksef.simulator.control };
}
export type Bench = Awaited<ReturnType<typeof bench>>;

/** The failure's parts, or what else happened. */
export const specOf = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work;
  } catch (error) {
    return isFailure(error) ? error.spec : error;
  }
  return 'nothing failed';
};
export const count = (b: Bench, pattern: RegExp) =>
  b.simulator.seen.filter(({ method, url }) => pattern.test(`${method} ${new URL(url).pathname}`)).length;
export const EXPORTS = /^POST .*\/invoices\/exports$/;
export const QUERIES = /^POST .*\/invoices\/query\/metadata$/;

/** What the archive's worker does with a package: decrypt each part by itself, check, join, open. */
async function filesOf(page: PackagePage): Promise<ReadonlyMap<string, Buffer>> {
  const plain = page.parts.map((part) => {
    const sealed = readFileSync(part.path);
    const cipher = page.cipher;
    if (!cipher) throw new Error('no cipher');
    const decipher = createDecipheriv(
      'aes-256-cbc',
      Buffer.from(cipher.key, 'base64'),
      Buffer.from(cipher.iv, 'base64'),
    );
    const bytes = Buffer.concat([decipher.update(sealed), decipher.final()]);
    expect(createHash('sha256').update(bytes).digest('base64')).toBe(part.plainSha256);
    return bytes;
  });
  expect(page.packaging).toBe('tar.gz');
  const files = new Map<string, Buffer>();
  const tar = extract();
  Readable.from(plain).pipe(createGunzip()).pipe(tar);
  for await (const entry of tar) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    files.set(entry.header.name, Buffer.concat(chunks));
  }
  return files;
}

/** Pulls like the sync service: stores each page, then its checkpoint. */
export async function sync(b: Bench, archive: Archive, context = b.context()): Promise<readonly PullPage[]> {
  const pages: PullPage[] = [];
  const request = { checkpoints: new Map(archive.checkpoints), startedAtMs: b.clock.now() };
  for await (const page of pullInvoices(context, request)) {
    pages.push(page);
    if (page.content.kind === 'package') {
      const files = await filesOf(page.content);
      const index = packageUnpacker.readIndex(files.get('_metadata.json') ?? Buffer.alloc(0));
      expect(index.entries.size).toBe(page.expectedCount);
      for (const [name, entry] of index.entries) {
        const bytes = files.get(name) ?? Buffer.alloc(0);
        expect(createHash('sha256').update(bytes).digest('base64')).toBe(entry.sha256);
        archive.invoices.set(entry.naturalKey, { bytes, role: page.checkpoint.stream });
      }
    }
    archive.checkpoints.set(page.checkpoint.stream, page.checkpoint.value);
  }
  return pages;
}
export interface Archive {
  readonly checkpoints: Map<string, string>;
  readonly invoices: Map<string, { readonly bytes: Buffer; readonly role: string }>;
}
export const emptyArchive = (): Archive => ({ checkpoints: new Map(), invoices: new Map() });

export function expectComplete(b: Bench, archive: Archive): void {
  const hwm = b.control.hwm();
  expect(hwm).not.toBe('');
  const expected = new Set(ROLES.flatMap(({ subject }) => b.control.numbers(subject)));
  const missing = [...expected].filter((number) => !archive.invoices.has(number));
  expect(missing).toEqual([]);
  for (const [number, { bytes }] of archive.invoices)
    expect(bytes.equals(b.control.document(number)), number).toBe(true);
}
