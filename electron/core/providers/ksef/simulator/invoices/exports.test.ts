import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { ExportPackage } from '../../../../../../tests/support/foreignKsef';
import { NOW, published, signedIn } from '../../../../../../tests/support/ksef';
import { openTarGz, openZip } from '../../../../../../tests/support/openArchive';
import { named, type NamedFault } from '../index';

const api = published();
afterAll(() => {
  expect(api?.problems ?? []).toEqual([]);
});

const DAY = 86_400_000;
const range = { dateType: 'PermanentStorage', from: new Date(NOW - 2 * DAY).toISOString() };
const filters = { subjectType: 'Subject2', dateRange: range };
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64');

const many = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ storedAtMs: NOW - DAY + i * 1000, storedMicros: i }));

async function start(knobs: Parameters<typeof signedIn>[0] = {}, faults: readonly NamedFault[] = []) {
  const { client, control, ksef } = await signedIn({ rateLimits: 'off', count: 0, ...knobs }, api);
  ksef.simulator.script(faults.map((fault) => named(/^POST .*\/invoices\/exports$/, fault)));
  const order = async (wish: object = filters, more: object = {}) => {
    const { answer, ...key } = await client.order(wish, more);
    const { referenceNumber } = answer.body as unknown as { referenceNumber: string };
    return { answer, key, referenceNumber };
  };
  /** The finished package of a new order, and its archive. */
  const fetched = async (more: object = {}) => {
    const { key, referenceNumber } = await order(filters, more);
    const { status, package: made } = await client.pollExport(referenceNumber);
    if (!made) throw new Error(`status ${String(status.code)}`);
    return { made, bytes: await client.archive(made, key), key, referenceNumber };
  };
  return { client, control, ksef, order, fetched };
}

interface MetadataFile {
  readonly invoices: readonly { readonly ksefNumber: string; readonly invoiceHash: string }[];
}
const metadataIn = (files: Map<string, Buffer>): MetadataFile =>
  JSON.parse(files.get('_metadata.json')?.toString() ?? '{"invoices":[]}') as MetadataFile;

const codeOf = (answer: { body: unknown }) =>
  (answer.body as { exception: { exceptionDetailList: { exceptionCode: number }[] } }).exception.exceptionDetailList[0]
    ?.exceptionCode;

describe('an export', { timeout: 30_000 }, () => {
  it('gives every document under its number, with metadata that fit, in many small parts', async () => {
    const { control, fetched } = await start({ partSize: 700 });
    const numbers = control.add(many(12));
    const { made, bytes } = await fetched();
    expect(made.parts.length).toBeGreaterThan(5);
    expect(made).toMatchObject({ invoiceCount: 12, isTruncated: false, size: bytes.length });
    const files = openZip(bytes);
    expect([...files.keys()]).toEqual([...numbers.map((number) => `${number}.xml`), '_metadata.json']);
    for (const { ksefNumber, invoiceHash } of metadataIn(files).invoices) {
      const file = files.get(`${ksefNumber}.xml`) ?? Buffer.alloc(0);
      expect(file).toEqual(control.document(ksefNumber));
      expect(sha256(file)).toBe(invoiceHash);
    }
  });

  it('can be a gzipped tar, which a foreign tar opens', async () => {
    const { control, fetched } = await start();
    const numbers = control.add(many(3));
    const { bytes } = await fetched({ compressionType: 'TarGz' });
    const files = openTarGz(bytes);
    expect([...files.keys()]).toEqual([...numbers.map((number) => `${number}.xml`), '_metadata.json']);
    expect(files.get(`${numbers[1] ?? ''}.xml`)).toEqual(control.document(numbers[1] ?? ''));
  });

  it('can hold metadata alone', async () => {
    const { control, fetched } = await start();
    control.add(many(3));
    const files = openZip((await fetched({ onlyMetadata: true })).bytes);
    expect([...files.keys()]).toEqual(['_metadata.json']);
    expect(metadataIn(files).invoices).toHaveLength(3);
  });

  it('is empty without parts when nothing matches', async () => {
    const { fetched } = await start();
    const { made } = await fetched();
    expect(made).toMatchObject({ invoiceCount: 0, size: 0, parts: [], isTruncated: false });
    expect(made.permanentStorageHwmDate).toBeDefined();
  });

  it('stops at its limit with the last date, and goes on from there', async () => {
    const { client, control, order, fetched } = await start({ maxPackageInvoices: 5 });
    const numbers = control.add(many(7));
    const { made } = await fetched();
    expect(made).toMatchObject({ invoiceCount: 5, isTruncated: true });
    expect(made.lastPermanentStorageDate).toMatch(/\.\d{6}\+00:00$/);
    const dateRange = { ...range, from: made.lastPermanentStorageDate };
    const next = await order({ subjectType: 'Subject2', dateRange });
    const rest = await client.pollExport(next.referenceNumber);
    const files = openZip(await client.archive(rest.package as ExportPackage, next.key));
    expect(metadataIn(files).invoices.map((each) => each.ksefNumber)).toEqual(numbers.slice(4));
  });

  it('refuses a key or vector that is none', async () => {
    const { client, order } = await start();
    const { cipher, publicKeyId } = await client.encrypt('SymmetricKeyEncryption', Buffer.alloc(16));
    const body = (encryption: object) => client.call('POST', '/invoices/exports', { encryption, filters });
    const iv = Buffer.alloc(16).toString('base64');
    const short = await body({ encryptedSymmetricKey: cipher, initializationVector: iv, publicKeyId });
    const { referenceNumber } = short.body as unknown as { referenceNumber: string };
    expect((await client.pollExport(referenceNumber)).status.code).toBe(415);
    const hex = Buffer.alloc(16).toString('hex');
    expect(codeOf(await body({ encryptedSymmetricKey: cipher, initializationVector: hex }))).toBe(21405);
    const unknown = Buffer.alloc(32).toString('base64');
    expect(codeOf(await body({ encryptedSymmetricKey: cipher, initializationVector: iv, publicKeyId: unknown }))).toBe(
      21470,
    );
    const { answer } = await order({ ...filters, inne: 1 });
    expect(codeOf(answer)).toBe(21405);
  });

  it('says 420 for a start beyond the high water mark', async () => {
    const { client, order } = await start();
    const dateRange = { ...range, from: new Date(NOW).toISOString(), restrictToPermanentStorageHwmDate: true };
    const { referenceNumber } = await order({ subjectType: 'Subject2', dateRange });
    expect((await client.pollExport(referenceNumber)).status.code).toBe(420);
  });

  it('is allowed ten times at once', async () => {
    const { order, ksef } = await start();
    for (let i = 0; i < 10; i += 1) expect((await order()).answer.status).toBe(201);
    expect(codeOf((await order()).answer)).toBe(21182);
    ksef.clock.advance(60_000);
    expect((await order()).answer.status).toBe(201);
  });

  it('expires: the links, then the package, then the operation', async () => {
    const { client, control, ksef, fetched } = await start();
    control.add(many(1));
    const { made, referenceNumber } = await fetched();
    const [part] = made.parts;
    if (!part) throw new Error('no part');
    const get = (url: string, headers: Record<string, string> = {}) => client.send(new Request(url, { headers }));
    expect((await get(part.url)).status).toBe(200);
    expect((await get(part.url, { authorization: `Bearer ${client.accessToken}` })).status).toBe(400);
    expect((await get(`${part.url}x`)).status).toBe(403);
    expect((await get(part.url.replace('sp=r', 'sp=rw'))).status).toBe(403);
    ksef.clock.advance(14 * 60_000);
    const again = await client.pollExport(referenceNumber);
    expect(again.package?.parts[0]?.url).not.toBe(part.url);
    ksef.clock.advance(47 * 60_000);
    expect((await get(part.url)).status).toBe(403);
    expect((await get(again.package?.parts[0]?.url ?? '')).status).toBe(200);
    const refresh = async () => {
      const { body } = await client.call('POST', '/auth/token/refresh', undefined, client.refreshToken);
      client.accessToken = (body as unknown as { accessToken: { token: string } }).accessToken.token;
    };
    ksef.clock.advance(3 * DAY);
    await refresh();
    expect((await client.pollExport(referenceNumber)).status.code).toBe(210);
    await client.login(control.tokens.demo.token, '5265877635');
    ksef.clock.advance(4 * DAY);
    await client.login(control.tokens.demo.token, '5265877635');
    expect((await client.call('GET', `/invoices/exports/${referenceNumber}`)).status).toBe(410);
    expect(codeOf(await client.call('GET', `/invoices/exports/${referenceNumber.replace('EH', 'EX')}`))).toBe(21175);
  });
});

describe('scripted packages', { timeout: 30_000 }, () => {
  const order = async (fault: NamedFault, count = 4) => {
    const world = await start({}, [fault]);
    const numbers = world.control.add(many(count));
    return { ...world, numbers };
  };

  it('stay at 100, fail or are cancelled', async () => {
    for (const [fault, code] of [
      ['export_failed', 500],
      ['export_cancelled', 550],
      ['export_key_rejected', 415],
    ] as const) {
      const { client, order: start } = await order(fault);
      expect((await client.pollExport((await start()).referenceNumber)).status.code).toBe(code);
    }
    const { client, order: start } = await order('stuck_export');
    const { referenceNumber } = await start();
    for (let i = 0; i < 50; i += 1) {
      const { body } = await client.call('GET', `/invoices/exports/${referenceNumber}`);
      expect(body).toMatchObject({ status: { code: 100 } });
    }
  });

  it('can be truncated', async () => {
    const { fetched } = await order('truncated_package');
    expect((await fetched()).made).toMatchObject({ invoiceCount: 2, isTruncated: true });
  });

  it('can have wrong hashes', async () => {
    for (const [fault, message] of [
      ['wrong_part_hash', 'part differs'],
      ['wrong_plain_hash', 'plain part differs'],
    ] as const) {
      const { fetched } = await order(fault);
      await expect(fetched()).rejects.toThrow(message);
    }
    const { fetched } = await order('wrong_invoice_hash');
    const files = openZip((await fetched()).bytes);
    const [first] = metadataIn(files).invoices;
    expect(sha256(files.get(`${first?.ksefNumber ?? ''}.xml`) ?? Buffer.alloc(0))).not.toBe(first?.invoiceHash);
  });

  it('can be damaged on the way', async () => {
    for (const fault of ['damaged_part', 'short_part'] as const) {
      const { fetched, ksef, control } = await start();
      control.add(many(2));
      ksef.simulator.script([named(/^GET \/storage\//, fault)]);
      await expect(fetched()).rejects.toThrow('part differs');
      await fetched();
    }
    const { fetched } = await order('broken_archive');
    const { bytes } = await fetched();
    expect(() => openZip(bytes)).toThrow();
  });

  it('can hold what must not be unpacked', async () => {
    const slip = openZip((await (await order('zip_slip')).fetched()).bytes);
    expect([...slip.keys()]).toContain('../../wyjscie.xml');
    const tar = await (await order('zip_slip')).fetched({ compressionType: 'TarGz' });
    expect(gunzipSync(tar.bytes).includes('../../wyjscie.xml')).toBe(true);
  });

  it('can hold far more than they weigh', async () => {
    const bomb = (await (await order('zip_bomb')).fetched()).bytes;
    expect(bomb.length).toBeLessThan(200_000);
    expect(Math.max(...[...openZip(bomb).values()].map((file) => file.length))).toBe(50_000_000);
  });

  it('can hold documents that are hard to read, with hashes that fit', async () => {
    for (const [fault, sign] of [
      ['doctype_invoice', /<!DOCTYPE Faktura \[<!ENTITY/],
      ['bom_invoice', /^\ufeff/],
      ['big_invoice_3mb', /Odczyty godzinowe/],
    ] as const) {
      const { fetched, numbers } = await order(fault);
      const files = openZip((await fetched()).bytes);
      const file = files.get(`${numbers[0] ?? ''}.xml`) ?? Buffer.alloc(0);
      expect(file.toString(), fault).toMatch(sign);
      expect(sha256(file)).toBe(metadataIn(files).invoices[0]?.invoiceHash);
    }
  });

  it('can have files and metadata that do not fit together', async () => {
    const missing = openZip((await (await order('missing_invoice')).fetched()).bytes);
    expect([missing.size, metadataIn(missing).invoices.length]).toEqual([4, 4]);
    const foreign = openZip((await (await order('foreign_file')).fetched()).bytes);
    expect([foreign.size, metadataIn(foreign).invoices.length]).toEqual([6, 4]);
    const bare = openZip((await (await order('no_metadata_file')).fetched()).bytes);
    expect(bare.size).toBe(4);
  });

  it('can be over: the links or the package', async () => {
    const { client, control, ksef, fetched } = await start();
    control.add(many(1));
    const { referenceNumber } = await fetched();
    ksef.simulator.script([named(/exports\/[^/]+$/, 'link_expired'), named(/exports\/[^/]+$/, 'export_expired')]);
    const over = await client.pollExport(referenceNumber);
    expect((await client.send(new Request(over.package?.parts[0]?.url ?? ''))).status).toBe(403);
    expect((await client.pollExport(referenceNumber)).status.code).toBe(210);
    const fresh = await client.pollExport(referenceNumber);
    expect((await client.send(new Request(fresh.package?.parts[0]?.url ?? ''))).status).toBe(200);
  });
});
