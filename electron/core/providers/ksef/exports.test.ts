// Exports that hang, lapse, lie or survive a restart.
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { START_MS, problem } from '../../../../tests/support/ksefScript';
import {
  EXPORTS,
  HOUR,
  PART,
  PART_BYTES,
  QUERY,
  STATUS,
  bench,
  done,
  ordersOf,
  sales,
  sha,
  specOf,
} from '../../../../tests/support/ksefPull';

describe('an export', () => {
  const running = { json: { status: { code: 100, description: 'running' } } };

  it('is remembered, sealed, before it is waited for', async () => {
    const b = bench();
    const context = b.context();
    const remembered: unknown[] = [];
    b.script[STATUS] = () => {
      const [name = ''] = [...b.notes.keys()];
      remembered.push([context.sealed.has(name), JSON.parse(b.notes.get(name) ?? '{}')]);
      return { json: { status: { code: 550, description: 'x' } } };
    };
    expect(await specOf(sales(b, undefined, context))).toMatchObject({ kind: 'unavailable', key: 'ksef_failed' });
    expect(remembered).toMatchObject([
      [true, { reference: '20261112-EH-1', from: '2026-09-30T22:00:00Z' }],
      [true, { reference: '20261112-EH-2', from: '2026-09-30T22:00:00Z' }],
    ]);
  });

  it('goes on after a restart instead of being started again, and asks what came since', async () => {
    const b = bench();
    const abort = new AbortController();
    b.script[STATUS] = () => {
      abort.abort(new Error('killed'));
      return running;
    };
    await expect(sales(b, undefined, b.context(abort.signal))).rejects.toThrow('killed');
    b.clock.jump(HOUR / 2);
    b.script[STATUS] = b.ready();
    const pages = await sales(b);
    expect(b.http.countOf(EXPORTS)).toBe(1);
    expect(pages.map((page) => page.content.kind)).toEqual(['package', 'items']);
    // One for what came since, one for the purchases.
    expect(b.http.countOf(QUERY)).toBe(2);
  });

  it('is not forgotten while its page is not committed', async () => {
    const b = bench();
    await sales(b);
    const again = await sales(b);
    expect(b.http.countOf(EXPORTS)).toBe(1);
    expect(again[0]?.content.kind).toBe('package');
  });

  it('is forgotten with its files once its checkpoint is committed', async () => {
    const b = bench();
    await sales(b);
    expect([b.notes.size, readdirSync(b.spool).length]).toEqual([1, 1]);
    await sales(b, done());
    expect([b.notes.size, readdirSync(b.spool).length]).toEqual([0, 0]);
  });

  it('does not fetch a part again that lies there whole, but one that was changed', async () => {
    const b = bench();
    await sales(b);
    await sales(b);
    expect(b.http.countOf(PART)).toBe(1);
    const [name] = readdirSync(b.spool);
    writeFileSync(
      path.join(b.spool, name ?? ''),
      PART_BYTES.map((byte) => byte ^ 1),
    );
    await sales(b);
    expect(b.http.countOf(PART)).toBe(2);
  });

  it('is given up after an hour, looked at once more, and taken when it is ready after all', async () => {
    const b = bench({ [STATUS]: running });
    const spec = await specOf(sales(b));
    expect(spec).toMatchObject({ kind: 'unavailable', key: 'export_stuck', params: { reference: '20261112-EH-1' } });
    expect(b.clock.now() - START_MS).toBeGreaterThanOrEqual(HOUR);
    expect(b.http.countOf(STATUS)).toBeLessThan(260);
    b.script[STATUS] = b.ready();
    const pages = await sales(b);
    expect(b.http.countOf(EXPORTS)).toBe(1);
    expect(pages[0]?.content.kind).toBe('package');
  });

  it('that hangs is not followed by ever more of them', async () => {
    const b = bench({ [STATUS]: running });
    for (let run = 0; run < 5; run += 1) expect(await specOf(sales(b))).toMatchObject({ key: 'export_stuck' });
    expect(b.http.countOf(EXPORTS)).toBe(3);
  });

  it.each([
    ['expired', { json: { status: { code: 210, description: 'x' } } }],
    ['410', { status: 410, json: { title: 'Gone', status: 410 } }],
    ['unknown', problem(21175)],
    ['key not opened', { json: { status: { code: 415, description: 'x' } } }],
    ['cancelled', { json: { status: { code: 550, description: 'x' } } }],
  ])('is started anew once: %s', async (_, answer) => {
    const b = bench();
    b.script[STATUS] = [answer, b.ready()];
    expect((await sales(b)).length).toBe(1);
    expect(b.http.countOf(EXPORTS)).toBe(2);
    expect(await specOf(sales(bench({ [STATUS]: answer })))).toMatchObject({ kind: 'unavailable' });
  });

  it('encrypts again when the key was withdrawn', async () => {
    const b = bench();
    b.script[EXPORTS] = [problem(21470), { status: 201, json: { referenceNumber: 'r' } }];
    await sales(b);
    expect(b.http.countOf('GET /v2/security/public-key-certificates')).toBe(2);
  });

  it('waits its turn when too many are running', async () => {
    const spec = await specOf(sales(bench({ [EXPORTS]: problem(21182) })));
    expect(spec).toMatchObject({ kind: 'rate_limited', key: 'too_many_exports', retryAt: '2026-11-12T10:15:00.000Z' });
  });

  it('asked as Zip says so, and a server that made something else is believed', async () => {
    const zip = bench({}, { settings: { archive_format: 'Zip' } });
    await sales(zip);
    expect(ordersOf(zip)[0]?.compressionType).toBe('Zip');
    const b = bench();
    b.script[STATUS] = b.ready({ compressionType: 'Zip' });
    expect((await sales(b))[0]?.content).toMatchObject({ packaging: 'zip' });
    const named = bench();
    named.script[STATUS] = named.ready({ parts: [named.part(PART_BYTES, 1, '20250925-EH-1-001.zip.aes')] });
    expect((await sales(named))[0]?.content).toMatchObject({ packaging: 'zip' });
  });
});

describe('the parts', () => {
  it('come in order, whatever the order of the list', async () => {
    const b = bench();
    const other = Buffer.from('second part');
    b.script[STATUS] = b.ready({ parts: [b.part(other, 2), b.part(PART_BYTES, 1)] });
    b.script[PART] = (request) => ({ bytes: request.url.includes('/storage/2') ? other : PART_BYTES });
    const [page] = await sales(b);
    if (page?.content.kind !== 'package') throw new Error('no package');
    expect(page.content.parts.map((part) => part.bytes)).toEqual([PART_BYTES.length, other.length]);
  });

  it.each([
    ['a lapsed link', { status: 403 }],
    ['other bytes', { bytes: Buffer.from('encrypted bytes of a qart') }],
    ['fewer bytes', { bytes: PART_BYTES.subarray(3) }],
    ['more bytes', { bytes: Buffer.concat([PART_BYTES, PART_BYTES]) }],
    ['a page of the wall', { bytes: Buffer.from('<html>'), headers: { 'content-type': 'text/html' } }],
    ['another hash in the header', { bytes: PART_BYTES, headers: { 'x-ms-meta-hash': sha(Buffer.from('x')) } }],
  ])('%s: asked again with fresh links, never more than three times', async (_, answer) => {
    const b = bench();
    b.script[PART] = [answer, { bytes: PART_BYTES }];
    expect((await sales(b)).length).toBe(1);
    expect(b.http.countOf(STATUS)).toBe(2);
    const stubborn = bench({ [PART]: answer });
    expect(await specOf(sales(stubborn))).toMatchObject({ kind: 'unavailable' });
    expect(stubborn.http.countOf(PART)).toBe(3);
    expect(stubborn.http.countOf(EXPORTS)).toBe(1);
  });

  it('are never fetched from a foreign host', async () => {
    const b = bench();
    b.script[STATUS] = b.ready({ parts: [{ ...b.part(PART_BYTES), url: 'https://evil.example/part' }] });
    expect(await specOf(sales(b))).toMatchObject({ kind: 'rejected', key: 'foreign_host' });
    expect(b.http.asked.some((request) => request.url.includes('evil'))).toBe(false);
  });
});
