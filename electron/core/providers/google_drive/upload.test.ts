// Uploads against the simulated Drive over a loopback socket: ids that are taken first, resuming, and names that need not be unique.
import { writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { drive } from '../../../../tests/support/drive';
import { failureOf } from '../../../../tests/support/httpSetUp';
import { noise, orderOf } from '../../../../tests/support/nextcloudBench';
import { named } from './simulator/index';

const MiB = 1 << 20;
const NAME = '/Firma/Faktury/2026/10/paczka-2026-10.zip';
/** POST with everything, or opening a session. */
const SENT = /POST .*upload\/drive\/v3\/files$/;
const SLICE = /PUT .*upload\/drive\/v3\/files$/;

describe('a file that somebody moved', () => {
  it('is found by its id, unless it was changed on the way', async () => {
    const cloud = await drive();
    const order = orderOf(noise(5000));
    const stored = await cloud.upload(order);
    const remoteId = stored.result === 'stored' ? stored.remoteId : undefined;
    const expected = { path: NAME, bytes: order.bytes, sha256: order.sha256, remoteId };
    expect(await cloud.checkFile(expected)).toBe('same');
    cloud.simulator.control.move(NAME, '/Firma/Faktury/moved.zip');
    expect(await cloud.checkFile(expected)).toEqual({ movedTo: '/Firma/Faktury/moved.zip' });
    expect(await cloud.checkFile({ ...expected, sha256: '00' })).toBe('missing');
    cloud.simulator.control.put(NAME, noise(10));
    expect(await cloud.checkFile(expected)).toEqual({ movedTo: '/Firma/Faktury/moved.zip' });
  });
});

describe('a small file', () => {
  it('goes in one request, compared by MD5, and is found again', async () => {
    const cloud = await drive();
    const content = noise(50_000);
    const order = orderOf(content);
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored', path: NAME, verifiedBy: 'checksum' });
    expect(cloud.simulator.control.files().get(NAME)?.equals(content)).toBe(true);
    expect(await cloud.upload(order)).toMatchObject({ result: 'already_there', verifiedBy: 'checksum' });
    expect(cloud.simulator.control.paths()).toEqual([NAME]);
    expect(cloud.notes.size).toBe(0);
    cloud.forget();
    expect(await cloud.checkFile({ path: NAME, bytes: order.bytes, sha256: order.sha256 })).toBe('same');
    expect(await cloud.checkFile({ path: NAME, bytes: order.bytes, sha256: '00' })).toBe('differs');
    expect(await cloud.checkFile({ path: '/nowhere/x', bytes: 1, sha256: '00' })).toBe('missing');
    // Drive tells a SHA-256: nothing is read back.
    expect(cloud.simulator.seen.filter(({ url }) => url.includes('alt=media'))).toEqual([]);
  });

  it('may be empty, and its name may have any letter', async () => {
    const cloud = await drive();
    const fileName = "zażółć 'gęślą' 日本 😀.pdf";
    const order = orderOf(Buffer.alloc(0), { fileName, mediaType: 'application/pdf' });
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
    expect(await cloud.upload(order)).toMatchObject({ result: 'already_there' });
    expect(cloud.simulator.control.paths()).toEqual([`/Firma/Faktury/2026/10/${fileName}`]);
  });

  it('never replaces or doubles a foreign file that can be seen', async () => {
    const cloud = await drive({ scope: 'drive' });
    const foreign = noise(700);
    cloud.simulator.control.put(NAME, foreign);
    expect(await cloud.upload(orderOf(noise(700)))).toEqual({ result: 'name_taken', path: NAME });
    expect([...cloud.simulator.control.files().values()]).toEqual([foreign]);
  });

  it('is found among several of its name', async () => {
    const cloud = await drive({ scope: 'drive' });
    const order = orderOf(noise(700));
    await cloud.upload(order);
    cloud.simulator.control.put(NAME, noise(700));
    expect(await cloud.upload(order)).toMatchObject({ result: 'already_there' });
    expect(cloud.simulator.control.paths()).toHaveLength(2);
  });

  it('takes one in the bin for none', async () => {
    const cloud = await drive();
    const order = orderOf(noise(700));
    await cloud.upload(order);
    cloud.simulator.control.trash(NAME);
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored' });
  });

  it.each([false, true])('is not made twice when the answer was lost; a search that lags: %s', async (lags) => {
    const cloud = await drive();
    const order = orderOf(noise(9000));
    const lag = lags ? [named(/GET .*\/files$/, 'search_lags', 999)] : [];
    cloud.simulator.script([{ match: SENT, times: 1, kind: { type: 'lose_answer' } }, ...lag]);
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
    expect(cloud.simulator.control.paths()).toEqual([NAME]);
  });

  it('is not made twice when Kontor was killed before the answer, and the search lags', async () => {
    const cloud = await drive();
    const order = orderOf(noise(9000));
    // It ends before it could forget what it noted.
    const forgetting = vi.spyOn(cloud.notes, 'delete').mockReturnValue(true);
    await cloud.upload(order);
    forgetting.mockRestore();
    expect(cloud.notes.size).toBe(1);
    cloud.simulator.script([named(/GET .*\/files$/, 'search_lags', 999)]);
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored' });
    expect(cloud.simulator.control.paths()).toEqual([NAME]);
    expect(cloud.notes.size).toBe(0);
  });

  it('makes no folder twice, though searches lag', async () => {
    const cloud = await drive();
    cloud.simulator.script([named(/GET .*\/files$/, 'search_lags', 999)]);
    await cloud.upload(orderOf(noise(10), { fileName: 'a.zip' }));
    await cloud.upload(orderOf(noise(10), { fileName: 'b.zip' }));
    expect(cloud.simulator.control.paths().toSorted()).toEqual(
      ['a.zip', 'b.zip'].map((name) => `/Firma/Faktury/2026/10/${name}`),
    );
    const made = cloud.simulator.seen.filter(
      ({ method, url }) => method === 'POST' && /com\/drive\/v3\/files/.test(url),
    );
    expect(made).toHaveLength(4);
  });

  it('makes a folder anew that somebody put into the bin', async () => {
    const cloud = await drive();
    await cloud.upload(orderOf(noise(10), { fileName: 'a.zip' }));
    cloud.simulator.control.trash('/Firma/Faktury/2026/10');
    expect(await cloud.upload(orderOf(noise(10), { fileName: 'b.zip' }))).toMatchObject({ result: 'stored' });
  });

  it.each([
    ['a cut', { type: 'cut' }],
    ['502 of a proxy', { type: 'status', status: 502, body: '<html>Bad Gateway</html>' }],
  ] as const)('goes through after %s', async (_, kind) => {
    const cloud = await drive();
    cloud.simulator.script([{ match: SENT, times: 2, kind }]);
    expect(await cloud.upload(orderOf(noise(9000)))).toMatchObject({ result: 'stored' });
    expect(cloud.simulator.control.paths()).toEqual([NAME]);
  });

  it('is taken away again when a byte went wrong, and the next try stores it', async () => {
    const cloud = await drive();
    const order = orderOf(noise(9000));
    cloud.simulator.script([named(SENT, 'wrong_stored_byte')]);
    expect(await failureOf(cloud.upload(order))).toMatchObject({ kind: 'unavailable', key: 'damaged' });
    expect(cloud.simulator.control.paths()).toEqual([]);
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored' });
  });
});

describe('a big file in slices', () => {
  it('arrives whole, compared by MD5', async () => {
    const cloud = await drive();
    const content = noise(5 * MiB + 123);
    expect(await cloud.upload(orderOf(content))).toMatchObject({
      result: 'stored',
      path: NAME,
      verifiedBy: 'checksum',
    });
    expect(cloud.simulator.control.files().get(NAME)?.equals(content)).toBe(true);
    expect(cloud.simulator.seen.filter(({ method }) => method === 'PUT').map(({ status }) => status)).toEqual([
      308, 308, 308, 308, 308, 200,
    ]);
    expect(cloud.notes.size).toBe(0);
  });

  it.each([0, 1, 3, 5])('cut at slice %i: goes on where Drive stands; the address was noted sealed', async (slice) => {
    const cloud = await drive();
    const content = noise(6 * MiB);
    const order = orderOf(content);
    const calm = slice === 0 ? [] : [named(SLICE, 'nothing', slice)];
    cloud.simulator.script([...calm, { match: SLICE, times: 99, kind: { type: 'cut' } }]);
    expect(await failureOf(cloud.upload(order))).toMatchObject({ kind: 'unavailable' });
    expect([...cloud.notes.values()].join()).toContain(cloud.simulator.control.sessions()[0] ?? '?');
    expect([...cloud.sealed]).toEqual([...cloud.notes.keys()]);
    cloud.simulator.script([]);
    const before = cloud.simulator.control.receivedBytes();
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored' });
    expect(cloud.simulator.control.receivedBytes() - before).toBeLessThan((6 - slice) * MiB + 10_000);
    expect(cloud.simulator.control.files().get(NAME)?.equals(content)).toBe(true);
    expect(cloud.simulator.control.paths()).toHaveLength(1);
  });

  it.each([
    ['an answer that was lost', { type: 'lose_answer' }],
    ['a slice of which less was kept', { type: 'named', name: 'less_kept' }],
    ['500', { type: 'status', status: 500 }],
  ] as const)('goes on after %s', async (_, kind) => {
    const cloud = await drive();
    const content = noise(4 * MiB);
    cloud.simulator.script([named(SLICE, 'nothing'), { match: SLICE, times: 1, kind }]);
    expect(await cloud.upload(orderOf(content))).toMatchObject({ result: 'stored' });
    expect(cloud.simulator.control.files().get(NAME)?.equals(content)).toBe(true);
  });

  it('is not sent again when the answer to the last slice was lost', async () => {
    const cloud = await drive();
    cloud.simulator.script([named(SLICE, 'nothing', 2), { match: SLICE, times: 1, kind: { type: 'lose_answer' } }]);
    const before = cloud.simulator.control.receivedBytes();
    expect(await cloud.upload(orderOf(noise(3 * MiB)))).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
    expect(cloud.simulator.control.receivedBytes() - before).toBeLessThan(3 * MiB + 10_000);
    expect(cloud.simulator.control.paths()).toEqual([NAME]);
  });

  it('starts a new session when Drive has forgotten the first', async () => {
    const cloud = await drive();
    cloud.simulator.script([named(SLICE, 'nothing'), named(SLICE, 'session_lost')]);
    expect(await cloud.upload(orderOf(noise(3 * MiB)))).toMatchObject({ result: 'stored' });
    expect(cloud.simulator.control.paths()).toEqual([NAME]);
  });

  it('goes on with a new access token when the old one ends in between', async () => {
    const cloud = await drive();
    cloud.simulator.script([named(SLICE, 'nothing'), named(SLICE, 'expired_token')]);
    expect(await cloud.upload(orderOf(noise(3 * MiB)))).toMatchObject({ result: 'stored' });
    expect(cloud.simulator.control.auth.renewals).toBe(1);
  });

  it('stops before anything is complete when the file changed on this computer', async () => {
    const cloud = await drive();
    const order = orderOf(noise(3 * MiB));
    writeFileSync(order.path, noise(3 * MiB));
    expect(await failureOf(cloud.upload(order))).toMatchObject({ kind: 'rejected', key: 'source_changed' });
    expect(cloud.simulator.control.paths()).toEqual([]);
    expect(cloud.simulator.control.sessions()).toEqual([]);
    expect(cloud.notes.size).toBe(0);
  });

  it('says before the first byte that there is no room', async () => {
    const cloud = await drive({ limitBytes: MiB });
    expect(await failureOf(cloud.upload(orderOf(noise(3 * MiB))))).toMatchObject({
      kind: 'rejected',
      key: 'quota_full',
    });
    expect(cloud.simulator.control.receivedBytes()).toBeLessThan(10_000);
    expect(cloud.simulator.control.sessions()).toEqual([]);
  });

  it('does not send its token to another host', async () => {
    const cloud = await drive();
    cloud.simulator.script([
      {
        match: SENT,
        times: 1,
        kind: { type: 'status', status: 200, headers: { location: 'https://elsewhere.example/' } },
      },
    ]);
    expect(await failureOf(cloud.upload(orderOf(noise(3 * MiB))))).toMatchObject({ key: 'unexpected_answer' });
  });
});
