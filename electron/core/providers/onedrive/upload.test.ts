// Uploads against the simulated OneDrive over a loopback socket: slices of 320 KiB, what a slice that is there already says, locks and pauses.
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../../tests/support/httpSetUp';
import { noise, orderOf } from '../../../../tests/support/nextcloudBench';
import { oneDrive, SLICE_BYTES } from '../../../../tests/support/oneDrive';
import { named } from './simulator/index';

const NAME = '/Firma/Faktury/2026/10/paczka-2026-10.zip';
const WHOLE = /PUT .*content$/;
const SLICE = /PUT .*\/upload\//;

describe('a file that somebody moved', () => {
  it('is found by its id, unless it was changed on the way', async () => {
    const cloud = await oneDrive();
    const order = orderOf(noise(5000));
    const stored = await cloud.upload(order);
    const remoteId = stored.result === 'stored' ? stored.remoteId : undefined;
    const expected = { path: NAME, bytes: order.bytes, sha256: order.sha256, remoteId };
    expect(await cloud.checkFile(expected)).toBe('same');
    cloud.simulator.control.move(`/Apps/Kontor${NAME}`, '/Apps/Kontor/Firma/2026/moved.zip');
    expect(await cloud.checkFile(expected)).toEqual({ movedTo: '/Apps/Kontor/Firma/2026/moved.zip' });
    expect(await cloud.checkFile({ ...expected, sha256: '00' })).toBe('missing');
    cloud.simulator.control.put(`/Apps/Kontor${NAME}`, noise(10));
    expect(await cloud.checkFile(expected)).toEqual({ movedTo: '/Apps/Kontor/Firma/2026/moved.zip' });
  });
});

describe('a small file', () => {
  it('goes in one request, compared by quickXorHash, and is found again', async () => {
    const cloud = await oneDrive();
    const content = noise(50_000);
    const order = orderOf(content);
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored', path: NAME, verifiedBy: 'checksum' });
    expect(cloud.simulator.control.files().get(NAME)?.equals(content)).toBe(true);
    expect(await cloud.upload(order)).toMatchObject({ result: 'already_there', verifiedBy: 'checksum' });
    expect(cloud.calls(/content$/)).toEqual(['content 201']);
    expect(await cloud.checkFile({ path: NAME, bytes: order.bytes, sha256: order.sha256 })).toBe('same');
    expect(await cloud.checkFile({ path: NAME, bytes: order.bytes, sha256: '00' })).toBe('differs');
    expect(await cloud.checkFile({ path: `${NAME}x`, bytes: 1, sha256: '00' })).toBe('missing');
  });

  it('may be empty, and its name may have any letter', async () => {
    const cloud = await oneDrive();
    const fileName = 'zażółć „gęślą” 日本 😀 100% #1.pdf';
    expect(await cloud.upload(orderOf(Buffer.alloc(0), { fileName }))).toMatchObject({ result: 'stored' });
    expect([...cloud.simulator.control.files().keys()]).toEqual([
      '/Firma/Faktury/2026/10/zażółć „gęślą” 日本 😀 100_ _1.pdf',
    ]);
  });

  it('never replaces a foreign file, whatever the case of its name', async () => {
    const cloud = await oneDrive({}, { access: 'all' });
    const foreign = noise(700);
    cloud.simulator.control.put('/firma/FAKTURY/2026/10/Paczka-2026-10.ZIP', foreign);
    expect(await cloud.upload(orderOf(noise(700)))).toEqual({ result: 'name_taken', path: NAME });
    expect([...cloud.simulator.control.files().values()]).toEqual([foreign]);
    expect(cloud.calls(/content$/)).toEqual([]);
  });

  it('waits for a hash that comes later', async () => {
    const cloud = await oneDrive();
    cloud.simulator.script([named(WHOLE, 'hash_later')]);
    expect(await cloud.upload(orderOf(noise(9000)))).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
  });

  it('is not sent twice when the answer was lost', async () => {
    const cloud = await oneDrive();
    cloud.simulator.script([{ match: WHOLE, times: 1, kind: { type: 'lose_answer' } }]);
    expect(await cloud.upload(orderOf(noise(9000)))).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
    expect(cloud.calls(/content$/)).toHaveLength(1);
  });

  it.each([
    ['a cut', { type: 'cut' }],
    ['a lock', { type: 'named', name: 'locked' }],
    ['a busy service', { type: 'named', name: 'busy_20' }],
  ] as const)('goes through after %s', async (_, kind) => {
    const cloud = await oneDrive();
    cloud.simulator.script([{ match: WHOLE, times: 2, kind }]);
    expect(await cloud.upload(orderOf(noise(9000)))).toMatchObject({ result: 'stored' });
    expect(cloud.calls(/content$/)).toHaveLength(3);
  });

  it('is taken away again when a byte went wrong, and the next try stores it', async () => {
    const cloud = await oneDrive();
    const order = orderOf(noise(9000));
    cloud.simulator.script([named(WHOLE, 'wrong_stored_byte')]);
    expect(await failureOf(cloud.upload(order))).toMatchObject({ kind: 'unavailable', key: 'damaged' });
    expect(cloud.simulator.control.files().size).toBe(0);
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored' });
  });

  it('stays, with a word in the log, when the service writes into an office file', async () => {
    const cloud = await oneDrive();
    cloud.simulator.script([named(WHOLE, 'rewritten')]);
    const order = orderOf(noise(9000), { fileName: 'zestawienie.xlsx' });
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored', verifiedBy: 'size' });
    expect(cloud.logged).toContain('log.rewritten');
    expect(cloud.simulator.control.files().size).toBe(1);
  });

  it('that the service wrote into is not told as changed at the next check, unless it is another file', async () => {
    const cloud = await oneDrive();
    cloud.simulator.script([named(WHOLE, 'rewritten')]);
    const { bytes, sha256, ...order } = orderOf(noise(9000), { fileName: 'zestawienie.xlsx' });
    const stored = await cloud.upload({ ...order, bytes, sha256 });
    if (stored.result !== 'stored') throw new Error(stored.result);
    const { path, verifiedBy, remoteId } = stored;
    const expected = { path, bytes, sha256, verifiedBy };
    expect(await cloud.checkFile({ ...expected, remoteId })).toBe('same');
    expect(await cloud.checkFile({ ...expected, remoteId: 'another' })).toBe('differs');
    expect(await cloud.checkFile({ ...expected, remoteId, verifiedBy: 'checksum' })).toBe('differs');
  });

  it('is left for the next run when the service wants minutes', async () => {
    const cloud = await oneDrive();
    cloud.simulator.script([named(WHOLE, 'throttled_300', 9)]);
    expect(await failureOf(cloud.upload(orderOf(noise(9000))))).toMatchObject({
      kind: 'rate_limited',
      params: { retryAfterSeconds: 300 },
    });
  });
});

describe('a big file in slices', () => {
  it('arrives whole, compared by quickXorHash; no token goes to the address of the session', async () => {
    const cloud = await oneDrive();
    const content = noise(3 * SLICE_BYTES + 123);
    expect(await cloud.upload(orderOf(content))).toMatchObject({
      result: 'stored',
      path: NAME,
      verifiedBy: 'checksum',
    });
    expect(cloud.simulator.control.files().get(NAME)?.equals(content)).toBe(true);
    const sent = cloud.simulator.seen.filter(({ method, url }) => method === 'PUT' && url.includes('/upload/'));
    expect(sent.map(({ status }) => status)).toEqual([202, 202, 202, 201]);
    expect(cloud.notes.size).toBe(0);
    expect(cloud.simulator.control.sessions()).toEqual([]);
  });

  it.each([0, 1, 3])('cut at slice %i: goes on where OneDrive stands; the address was noted sealed', async (slice) => {
    const cloud = await oneDrive();
    const content = noise(4 * SLICE_BYTES);
    const order = orderOf(content);
    const calm = slice === 0 ? [] : [named(SLICE, 'nothing', slice)];
    cloud.simulator.script([...calm, { match: SLICE, times: 99, kind: { type: 'cut' } }]);
    expect(await failureOf(cloud.upload(order))).toMatchObject({ kind: 'unavailable' });
    expect([...cloud.notes.values()].join()).toContain(cloud.simulator.control.sessions()[0] ?? '?');
    expect([...cloud.sealed]).toEqual([...cloud.notes.keys()]);
    cloud.simulator.script([]);
    const before = cloud.simulator.control.receivedBytes();
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored' });
    expect(cloud.simulator.control.receivedBytes() - before).toBeLessThan((4 - slice) * SLICE_BYTES + 10_000);
    expect(cloud.simulator.control.files().get(NAME)?.equals(content)).toBe(true);
  });

  it.each([
    ['an answer that was lost', { type: 'lose_answer' }],
    ['a slice that is there already', { type: 'named', name: 'taken_already' }],
    ['503 with a pause', { type: 'named', name: 'busy_20' }],
  ] as const)('goes on after %s', async (_, kind) => {
    const cloud = await oneDrive();
    const content = noise(3 * SLICE_BYTES);
    cloud.simulator.script([named(SLICE, 'nothing'), { match: SLICE, times: 1, kind }]);
    expect(await cloud.upload(orderOf(content))).toMatchObject({ result: 'stored' });
    expect(cloud.simulator.control.files().get(NAME)?.equals(content)).toBe(true);
  });

  it('is not sent again when the answer to the last slice was lost', async () => {
    const cloud = await oneDrive();
    cloud.simulator.script([named(SLICE, 'nothing', 2), { match: SLICE, times: 1, kind: { type: 'lose_answer' } }]);
    const before = cloud.simulator.control.receivedBytes();
    expect(await cloud.upload(orderOf(noise(3 * SLICE_BYTES)))).toMatchObject({ result: 'stored' });
    expect(cloud.simulator.control.receivedBytes() - before).toBeLessThan(3 * SLICE_BYTES + 10_000);
    expect(cloud.simulator.control.files().size).toBe(1);
  });

  it('starts a new session when OneDrive has forgotten the first, also after a day', async () => {
    const cloud = await oneDrive();
    const order = orderOf(noise(3 * SLICE_BYTES));
    cloud.simulator.script([named(SLICE, 'nothing'), named(SLICE, 'session_lost')]);
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored' });
    const later = orderOf(noise(2 * SLICE_BYTES), { fileName: 'b.zip' });
    cloud.simulator.script([{ match: SLICE, times: 99, kind: { type: 'cut' } }]);
    await failureOf(cloud.upload(later));
    cloud.simulator.script([]);
    await cloud.clock.advance(25 * 3_600_000);
    expect(await cloud.upload(later)).toMatchObject({ result: 'stored' });
    expect(cloud.simulator.control.files().size).toBe(2);
  });

  it('does not overwrite a file that appeared meanwhile', async () => {
    const cloud = await oneDrive({}, { access: 'all' });
    const order = orderOf(noise(2 * SLICE_BYTES));
    cloud.simulator.script([{ match: SLICE, times: 99, kind: { type: 'cut' } }]);
    await failureOf(cloud.upload(order));
    const foreign = noise(100);
    cloud.simulator.script([]);
    cloud.simulator.control.put(NAME, foreign);
    expect(await cloud.upload(order)).toEqual({ result: 'name_taken', path: NAME });
    expect([...cloud.simulator.control.files().values()]).toEqual([foreign]);
    expect(cloud.simulator.control.sessions()).toEqual([]);
  });

  it('finds one that appeared before the last slice', async () => {
    const cloud = await oneDrive({}, { access: 'all' });
    const foreign = noise(100);
    cloud.before(SLICE, () => {
      cloud.simulator.control.put(NAME, foreign);
    });
    expect(await cloud.upload(orderOf(noise(2 * SLICE_BYTES)))).toEqual({ result: 'name_taken', path: NAME });
    expect(cloud.calls(/\/upload\//).at(1)).toMatch(/ 409$/);
    expect([...cloud.simulator.control.files().values()]).toEqual([foreign]);
  });

  it('stops before anything is complete when the file changed on this computer', async () => {
    const cloud = await oneDrive();
    const order = orderOf(noise(2 * SLICE_BYTES));
    writeFileSync(order.path, noise(2 * SLICE_BYTES));
    expect(await failureOf(cloud.upload(order))).toMatchObject({ kind: 'rejected', key: 'source_changed' });
    expect(cloud.simulator.control.files().size).toBe(0);
    expect(cloud.simulator.control.sessions()).toEqual([]);
  });

  it('says before the first byte that there is no room', async () => {
    const cloud = await oneDrive({ totalBytes: SLICE_BYTES });
    expect(await failureOf(cloud.upload(orderOf(noise(2 * SLICE_BYTES))))).toMatchObject({ key: 'quota_full' });
    expect(cloud.simulator.control.receivedBytes()).toBeLessThan(10_000);
    expect(cloud.simulator.control.sessions()).toEqual([]);
  });
});
