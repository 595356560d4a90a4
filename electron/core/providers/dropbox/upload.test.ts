// Uploads against the simulated Dropbox over a loopback socket: ways, resuming, conflicts, and what happens when an answer is lost.
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dropbox } from '../../../../tests/support/dropbox';
import { failureOf } from '../../../../tests/support/httpSetUp';
import { noise, orderOf } from '../../../../tests/support/nextcloudBench';
import { named } from './simulator/index';

const MiB = 1 << 20;
const NAME = '/Firma/Faktury/2026/10/paczka-2026-10.zip';
const WHOLE = /files\/upload$/;
const APPEND = /append_v2$/;
const FINISH = /upload_session\/finish$/;

describe('a file that somebody moved', () => {
  it('is found by its id, unless it was changed on the way', async () => {
    const cloud = await dropbox();
    const order = orderOf(noise(5000));
    const stored = await cloud.upload(order);
    const remoteId = stored.result === 'stored' ? stored.remoteId : undefined;
    const expected = { path: NAME, bytes: order.bytes, sha256: order.sha256, remoteId };
    expect(await cloud.checkFile(expected)).toBe('same');
    cloud.simulator.control.move(NAME, '/Firma/2026/moved.zip');
    expect(await cloud.checkFile(expected)).toEqual({ movedTo: '/Firma/2026/moved.zip' });
    expect(await cloud.checkFile({ ...expected, sha256: '00' })).toBe('missing');
    cloud.simulator.control.put(NAME, noise(10));
    expect(await cloud.checkFile(expected)).toEqual({ movedTo: '/Firma/2026/moved.zip' });
  });
});

describe('a small file', () => {
  it('goes in one request, compared by the hash of the service, and is found again', async () => {
    const cloud = await dropbox();
    const content = noise(50_000);
    const order = orderOf(content);
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored', path: NAME, verifiedBy: 'checksum' });
    expect(cloud.simulator.control.files().get(NAME)?.equals(content)).toBe(true);
    expect(cloud.calls(/upload/)).toEqual(['upload 200']);
    expect(await cloud.upload(order)).toMatchObject({ result: 'already_there', verifiedBy: 'checksum' });
    expect(cloud.calls(/upload/)).toEqual(['upload 200']);
    expect(await cloud.checkFile({ path: NAME, bytes: order.bytes, sha256: order.sha256 })).toBe('same');
    expect(await cloud.checkFile({ path: NAME, bytes: order.bytes, sha256: '00' })).toBe('differs');
    expect(await cloud.checkFile({ path: `${NAME}x`, bytes: 1, sha256: '00' })).toBe('missing');
  });

  it('may be empty, and its name may have any letter', async () => {
    const cloud = await dropbox();
    const order = orderOf(Buffer.alloc(0), { fileName: 'zażółć „gęślą” 日本 😀.pdf' });
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
    expect([...cloud.simulator.control.files().keys()]).toEqual(['/Firma/Faktury/2026/10/zażółć „gęślą” 日本 😀.pdf']);
  });

  it('never replaces a foreign file, whatever the case of its name', async () => {
    const cloud = await dropbox();
    const foreign = noise(700);
    cloud.simulator.control.put('/firma/FAKTURY/2026/10/Paczka-2026-10.ZIP', foreign);
    expect(await cloud.upload(orderOf(noise(700)))).toEqual({ result: 'name_taken', path: NAME });
    expect(await cloud.upload(orderOf(noise(701)))).toEqual({ result: 'name_taken', path: NAME });
    expect([...cloud.simulator.control.files().values()]).toEqual([foreign]);
    expect(cloud.calls(/upload/)).toEqual([]);
  });

  it('is not sent twice when the answer was lost', async () => {
    const cloud = await dropbox();
    cloud.simulator.script([{ match: WHOLE, times: 1, kind: { type: 'lose_answer' } }]);
    expect(await cloud.upload(orderOf(noise(9000)))).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
    expect(cloud.calls(WHOLE)).toHaveLength(1);
  });

  it.each([
    ['a cut', { type: 'cut' }],
    ['502 of a proxy', { type: 'status', status: 502, body: '<html>Bad Gateway</html>' }],
    ['another write at the same moment', { type: 'named', name: 'too_many_writes' }],
  ] as const)('goes through after %s', async (_, kind) => {
    const cloud = await dropbox();
    cloud.simulator.script([{ match: WHOLE, times: 2, kind }]);
    expect(await cloud.upload(orderOf(noise(9000)))).toMatchObject({ result: 'stored' });
    expect(cloud.calls(WHOLE)).toHaveLength(3);
  });

  it('is taken away again when a byte went wrong, and the next try stores it', async () => {
    const cloud = await dropbox();
    const order = orderOf(noise(9000));
    cloud.simulator.script([named(WHOLE, 'wrong_stored_byte')]);
    expect(await failureOf(cloud.upload(order))).toMatchObject({ kind: 'unavailable', key: 'damaged' });
    expect(cloud.simulator.control.files().size).toBe(0);
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored' });
  });

  it('goes on with a new access token when the old one ends in between', async () => {
    const cloud = await dropbox();
    cloud.simulator.script([named(WHOLE, 'expired_token')]);
    expect(await cloud.upload(orderOf(noise(9000)))).toMatchObject({ result: 'stored' });
    expect(cloud.calls(WHOLE)).toEqual(['upload 401', 'upload 200']);
  });
});

describe('refusals', () => {
  it.each([
    ['quota_full', 'rejected', 'quota_full'],
    ['html_page', 'unavailable', 'net.html'],
    ['too_many_requests', 'rate_limited', 'net.rate_limited'],
  ] as const)('%s', async (fault, kind, key) => {
    const cloud = await dropbox();
    cloud.simulator.script([named(WHOLE, fault, 9)]);
    expect(await failureOf(cloud.upload(orderOf(noise(900))))).toMatchObject({ kind, key });
  });
});

describe('a big file in slices', () => {
  it('arrives whole, compared by the hash of the service', async () => {
    const cloud = await dropbox();
    const content = noise(5 * MiB + 123);
    expect(await cloud.upload(orderOf(content))).toMatchObject({
      result: 'stored',
      path: NAME,
      verifiedBy: 'checksum',
    });
    expect(cloud.simulator.control.files().get(NAME)?.equals(content)).toBe(true);
    expect(cloud.calls(APPEND)).toEqual(Array(6).fill('append_v2 200'));
    expect(cloud.notes.size).toBe(0);
    expect(cloud.simulator.control.sessions()).toEqual([]);
  });

  it('goes on after a kill where the service stands; the session was noted, sealed, before the first byte', async () => {
    const cloud = await dropbox();
    const content = noise(6 * MiB);
    const order = orderOf(content);
    cloud.simulator.script([{ match: APPEND, times: 99, kind: { type: 'cut' } }]);
    expect(await failureOf(cloud.upload(order))).toMatchObject({ kind: 'unavailable' });
    expect([...cloud.notes.values()]).toEqual([expect.stringContaining(cloud.simulator.control.sessions()[0] ?? '?')]);
    expect([...cloud.sealed]).toEqual([...cloud.notes.keys()]);
    cloud.simulator.script([]);
    const before = cloud.simulator.control.receivedBytes();
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored' });
    expect(cloud.simulator.control.receivedBytes() - before).toBeLessThan(6 * MiB + 10_000);
    expect(cloud.simulator.control.files().get(NAME)?.equals(content)).toBe(true);
  });

  it.each([0, 1, 3, 5])('cut at slice %i: sends what is missing and nothing else', async (slice) => {
    const cloud = await dropbox();
    const content = noise(6 * MiB);
    const order = orderOf(content);
    const calm = slice === 0 ? [] : [named(APPEND, 'nothing', slice)];
    cloud.simulator.script([...calm, { match: APPEND, times: 99, kind: { type: 'cut' } }]);
    expect(await failureOf(cloud.upload(order))).toMatchObject({ kind: 'unavailable' });
    cloud.simulator.script([]);
    const before = cloud.simulator.control.receivedBytes();
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored' });
    expect(cloud.simulator.control.receivedBytes() - before).toBeLessThan((6 - slice) * MiB + 10_000);
    expect(cloud.simulator.control.files().get(NAME)?.equals(content)).toBe(true);
  });

  it.each([
    ['after which all of it was taken', { type: 'lose_answer' }],
    ['after which half of it was taken', { type: 'named', name: 'half_taken' }],
  ] as const)('goes on after an answer that was lost, %s', async (_, kind) => {
    const cloud = await dropbox();
    const content = noise(4 * MiB);
    cloud.simulator.script([{ match: APPEND, times: 1, kind }]);
    expect(await cloud.upload(orderOf(content))).toMatchObject({ result: 'stored' });
    expect(cloud.simulator.control.files().get(NAME)?.equals(content)).toBe(true);
    expect(cloud.calls(APPEND)).toContain('append_v2 409');
  });

  it.each([
    ['lost', { type: 'lose_answer' }],
    ['that of a busy account', { type: 'named', name: 'too_many_writes' }],
    ['502 of a proxy', { type: 'status', status: 502 }],
  ] as const)('sends nothing again when the answer to the finish was %s', async (_, kind) => {
    const cloud = await dropbox();
    cloud.simulator.script([{ match: FINISH, times: 1, kind }]);
    const before = cloud.simulator.control.receivedBytes();
    expect(await cloud.upload(orderOf(noise(3 * MiB)))).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
    expect(cloud.simulator.control.receivedBytes() - before).toBeLessThan(3 * MiB + 10_000);
    expect(cloud.simulator.control.files().size).toBe(1);
    expect(cloud.notes.size).toBe(0);
  });

  it('starts a new session when the service has forgotten the first', async () => {
    const cloud = await dropbox();
    const content = noise(3 * MiB);
    cloud.simulator.script([named(APPEND, 'nothing'), named(APPEND, 'session_lost')]);
    expect(await cloud.upload(orderOf(content))).toMatchObject({ result: 'stored' });
    expect(cloud.simulator.control.files().get(NAME)?.equals(content)).toBe(true);
  });

  it('does the same when seven days have passed', async () => {
    const cloud = await dropbox();
    const order = orderOf(noise(3 * MiB));
    cloud.simulator.script([{ match: FINISH, times: 99, kind: { type: 'cut' } }]);
    await failureOf(cloud.upload(order));
    cloud.simulator.script([]);
    await cloud.clock.advance(8 * 86_400_000);
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored' });
    expect(cloud.simulator.control.files().size).toBe(1);
  });

  it('does not overwrite a file that appeared meanwhile', async () => {
    const cloud = await dropbox();
    const order = orderOf(noise(3 * MiB));
    cloud.simulator.script([{ match: FINISH, times: 99, kind: { type: 'status', status: 403 } }]);
    expect(await failureOf(cloud.upload(order))).toMatchObject({ kind: 'permission' });
    cloud.simulator.script([]);
    const foreign = noise(100);
    cloud.simulator.control.put(NAME, foreign);
    expect(await cloud.upload(order)).toEqual({ result: 'name_taken', path: NAME });
    expect(cloud.simulator.control.files().get(NAME)?.equals(foreign)).toBe(true);
    expect(cloud.notes.size).toBe(0);
  });

  it('finds one that appeared between the last byte and the finish', async () => {
    const cloud = await dropbox();
    const foreign = noise(100);
    cloud.before(FINISH, () => {
      cloud.simulator.control.put(NAME, foreign);
    });
    expect(await cloud.upload(orderOf(noise(2 * MiB)))).toEqual({ result: 'name_taken', path: NAME });
    expect(cloud.calls(FINISH)).toEqual(['finish 409']);
    expect([...cloud.simulator.control.files().values()]).toEqual([foreign]);
  });

  it('stops before anything is complete when the file changed on this computer', async () => {
    const cloud = await dropbox();
    const order = orderOf(noise(3 * MiB));
    writeFileSync(order.path, noise(3 * MiB));
    expect(await failureOf(cloud.upload(order))).toMatchObject({ kind: 'rejected', key: 'source_changed' });
    expect(cloud.simulator.control.files().size).toBe(0);
    expect(cloud.notes.size).toBe(0);
  });

  it('notices a byte that went wrong at the service', async () => {
    const cloud = await dropbox();
    cloud.simulator.script([named(FINISH, 'wrong_stored_byte')]);
    expect(await failureOf(cloud.upload(orderOf(noise(2 * MiB))))).toMatchObject({ key: 'damaged' });
    expect(cloud.simulator.control.files().size).toBe(0);
  });

  it('says before the first byte that there is no room', async () => {
    const cloud = await dropbox({ allocatedBytes: MiB });
    expect(await failureOf(cloud.upload(orderOf(noise(3 * MiB))))).toMatchObject({
      kind: 'rejected',
      key: 'quota_full',
    });
    expect(cloud.simulator.control.receivedBytes()).toBeLessThan(10_000);
    expect(cloud.simulator.control.sessions()).toEqual([]);
  });

  it('waits as long as the service asks, and goes on with the same session', async () => {
    const cloud = await dropbox();
    const order = orderOf(noise(3 * MiB));
    cloud.simulator.script([named(APPEND, 'nothing'), named(APPEND, 'too_many_requests')]);
    expect(await failureOf(cloud.upload(order))).toMatchObject({
      kind: 'rate_limited',
      params: { retryAfterSeconds: 7 },
    });
    await cloud.clock.advance(8000);
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored' });
    expect(cloud.calls(/start$/)).toHaveLength(1);
  });
});
