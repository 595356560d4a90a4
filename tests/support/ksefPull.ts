// A pull against a scripted KSeF, and what a test wants to know of it.
import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { isFailure } from '../../shared/errors';
import type { FieldValues } from '../../shared/forms/fields';
import { readPosition, type Position } from '../../electron/core/providers/ksef/checkpoint';
import { pullInvoices } from '../../electron/core/providers/ksef/pull';
import type { PullPage } from '../../electron/core/providers/sdk/pages';
import { NIP, START_MS, TOKEN, signInScript, tokenInfo } from './ksefScript';
import { jumpingClock, testContext } from './providerContext';
import { scriptedHttp, type Handler, type Script } from './scriptedHttp';

export const EXPORTS = 'POST /v2/invoices/exports';
export const STATUS = 'GET /v2/invoices/exports/*';
export const QUERY = 'POST /v2/invoices/query/metadata';
export const PART = 'GET /storage/*';
export const HWM = '2026-11-12T09:59:00.123456+00:00';
export const HOUR = 3_600_000;

export const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64');
export const PART_BYTES = Buffer.from('encrypted bytes of a part');
const Order = z.object({
  encryption: z.object({
    encryptedSymmetricKey: z.string(),
    initializationVector: z.string(),
    publicKeyId: z.string(),
  }),
  compressionType: z.string(),
  onlyMetadata: z.boolean(),
  filters: z.object({ subjectType: z.string(), dateRange: z.record(z.string(), z.unknown()) }),
});

let serial = 20_000;

export function bench(change: Script = {}, more: { settings?: FieldValues } = {}) {
  serial += 1;
  const origin = `http://127.0.0.1:${String(serial)}`;
  const clock = jumpingClock(START_MS);
  let started = 0;
  const part = (bytes: Uint8Array, ordinal = 1, name = 'x.tar.gz.aes') => ({
    ordinalNumber: ordinal,
    partName: name,
    method: 'GET',
    url: `${origin}/storage/${String(ordinal)}?sig=1`,
    partSize: 10,
    partHash: sha(Buffer.from('plain')),
    encryptedPartSize: bytes.length,
    encryptedPartHash: sha(bytes),
    expirationDate: HWM,
  });
  const ready = (more: Record<string, unknown> = {}): Handler => ({
    json: {
      status: { code: 200, description: 'ok' },
      package: {
        invoiceCount: 3,
        size: 1,
        isTruncated: false,
        permanentStorageHwmDate: HWM,
        parts: [part(PART_BYTES)],
        ...more,
      },
    },
  });
  const script: Script = {
    [EXPORTS]: () => {
      started += 1;
      return { status: 201, json: { referenceNumber: `20261112-EH-${String(started)}` } };
    },
    [STATUS]: ready(),
    [QUERY]: metadata([]),
    [PART]: { bytes: PART_BYTES },
    ...signInScript(() => clock.now()),
    'POST /v2/auth/token/refresh': () => ({ json: { accessToken: tokenInfo('fresh', clock.now() + 900_000) } }),
    ...change,
  };
  const http = scriptedHttp(script);
  const notes = new Map<string, string>();
  const spool = mkdtempSync(path.join(tmpdir(), 'kontor-ksef-pull-'));
  const settings = { nip: NIP, environment: 'custom', base_url: origin, since: '2026-10-01', ...more.settings };
  const context = (signal?: AbortSignal) =>
    testContext({ http, clock, settings, credentials: { token: TOKEN }, notes, spool, ...(signal ? { signal } : {}) });
  return { clock, http, script, notes, spool, context, ready, part };
}

export function metadata(dates: readonly string[], more: Record<string, unknown> = {}): Handler {
  const invoices = dates.map((permanentStorageDate, index) => ({
    ksefNumber: `n${String(index)}`,
    permanentStorageDate,
  }));
  return { json: { hasMore: false, isTruncated: false, permanentStorageHwmDate: HWM, invoices, ...more } };
}

export type Bench = ReturnType<typeof bench>;
export type Checkpoints = Record<string, Position | undefined>;

export async function pull(b: Bench, checkpoints: Checkpoints = {}, context = b.context()) {
  const texts = Object.entries(checkpoints).flatMap(([stream, at]) =>
    at ? [[stream, JSON.stringify(at)] as const] : [],
  );
  const pages: PullPage[] = [];
  for await (const page of pullInvoices(context, { checkpoints: new Map(texts), startedAtMs: b.clock.now() }))
    pages.push(page);
  return pages;
}
export const positionOf = (page: PullPage | undefined) => readPosition(page?.checkpoint.value);
export const ordersOf = (b: Bench) => b.http.bodiesOf(EXPORTS).map((body) => Order.parse(body));
export const salesOrdersOf = (b: Bench) => ordersOf(b).filter((order) => order.filters.subjectType === 'Subject1');
export const done = (checkedAtMs = START_MS): Position => ({ v: 1, at: HWM, reached: 'hwm', checkedAtMs });
/** Purchases are due in every run; with this they are quiet and only the pages of sales are looked at. */
export const others: Checkpoints = { Subject2: done(), Subject3: done(), SubjectAuthorized: done() };
export const sales = async (b: Bench, position?: Position, context = b.context()) =>
  (await pull(b, { ...others, Subject1: position }, context)).filter((page) => page.checkpoint.stream === 'Subject1');
export const specOf = async (work: Promise<unknown>) => {
  try {
    await work;
  } catch (error) {
    return isFailure(error) ? error.spec : error;
  }
  return 'nothing failed';
};
