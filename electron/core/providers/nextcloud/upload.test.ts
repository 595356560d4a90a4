// Uploads against the simulated Nextcloud over a loopback socket: ways, resuming, conflicts, and what happens when an answer is lost.
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../../tests/support/httpSetUp';
import { nextcloud } from '../../../../tests/support/nextcloud';
import { noise, orderOf } from '../../../../tests/support/nextcloudBench';
import { named } from './simulator/index';

const MiB = 1 << 20;
const NAME = '/Firma/Faktury/2026/10/paczka-2026-10.zip';
const TARGET = /PUT .*\/files\/.*\.zip$/;
const JOIN = /MOVE .*\/uploads\//;

describe('a small file', () => {
  it('goes in one request, checked by the hash of the answer, and is found again', async () => {
    const cloud = await nextcloud();
    const content = noise(50_000);
    const order = orderOf(content);
    const result = await cloud.upload(order);
    expect(result).toMatchObject({ result: 'stored', path: NAME, verifiedBy: 'checksum' });
    expect(cloud.control.files().get(NAME)?.equals(content)).toBe(true);
    expect(cloud.calls('PUT')).toEqual(['paczka-2026-10.zip 201']);
    expect(await cloud.upload(order)).toMatchObject({ result: 'already_there', verifiedBy: 'checksum' });
    expect(cloud.calls('PUT')).toHaveLength(1);
  });

  it('is read back where the server knows no hashes', async () => {
    const cloud = await nextcloud({ hashes: false });
    expect(await cloud.upload(orderOf(noise(5000)))).toMatchObject({ result: 'stored', verifiedBy: 'read_back' });
    expect(cloud.spooled()).toEqual([]);
  });

  it('never replaces a foreign file, of another or of the same size', async () => {
    const cloud = await nextcloud();
    const foreign = noise(700);
    cloud.control.put(NAME, foreign);
    expect(await cloud.upload(orderOf(noise(700)))).toEqual({ result: 'name_taken', path: NAME });
    expect(await cloud.upload(orderOf(noise(701)))).toEqual({ result: 'name_taken', path: NAME });
    expect(cloud.control.files().get(NAME)?.equals(foreign)).toBe(true);
    expect(cloud.calls('PUT')).toEqual([]);
  });

  it('is not sent twice when the answer was lost', async () => {
    const cloud = await nextcloud();
    cloud.simulator.script([{ match: TARGET, times: 1, kind: { type: 'lose_answer' } }]);
    expect(await cloud.upload(orderOf(noise(9000)))).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
    expect(cloud.calls('PUT')).toHaveLength(1);
  });

  it.each([
    ['a cut', { type: 'cut' }],
    ['502 of a proxy', { type: 'status', status: 502, body: '<html>Bad Gateway</html>' }],
    ['a lock', { type: 'named', name: 'lock_423' }],
  ] as const)('goes through after %s', async (_, kind) => {
    const cloud = await nextcloud();
    cloud.simulator.script([{ match: TARGET, times: 2, kind }]);
    expect(await cloud.upload(orderOf(noise(9000)))).toMatchObject({ result: 'stored' });
    expect(cloud.calls('PUT')).toHaveLength(3);
  });

  it('is taken away again when a byte went wrong, and the next try stores it', async () => {
    const cloud = await nextcloud();
    const order = orderOf(noise(9000));
    cloud.simulator.script([named(TARGET, 'wrong_stored_byte')]);
    expect(await failureOf(cloud.upload(order))).toMatchObject({ kind: 'unavailable', key: 'damaged' });
    expect(cloud.control.files().size).toBe(0);
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored' });
  });

  it('goes in parts when a proxy refuses the whole, and the next one starts with parts of that size', async () => {
    const cloud = await nextcloud({ bodyLimit: 3 * MiB });
    const content = noise(7 * MiB);
    expect(await cloud.upload(orderOf(content))).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
    expect(cloud.control.files().get(NAME)?.equals(content)).toBe(true);
    expect(cloud.control.sessions()).toEqual([]);
    cloud.forget();
    await cloud.upload(orderOf(noise(7 * MiB), { fileName: 'b.zip' }));
    expect(cloud.calls('PUT').filter((it) => it.endsWith('413'))).toEqual(['b.zip 413']);
  });
});

describe('refusals', () => {
  it.each([
    ['quota_full', 'rejected', 'quota_full'],
    ['maintenance', 'unavailable', 'maintenance'],
    ['html_page', 'unavailable', 'html_instead'],
    ['redirect', 'unavailable', 'net.redirect'],
    ['too_many_requests', 'rate_limited', 'net.rate_limited'],
  ] as const)('%s', async (fault, kind, key) => {
    const cloud = await nextcloud();
    cloud.simulator.script([named(TARGET, fault, 9)]);
    expect(await failureOf(cloud.upload(orderOf(noise(900))))).toMatchObject({ kind, key });
  });
  it('a folder that may only be read', async () => {
    const cloud = await nextcloud({ readOnly: ['/Firma'] });
    cloud.control.put('/Firma/stare.txt', noise(1));
    expect(await failureOf(cloud.upload(orderOf(noise(900))))).toMatchObject({
      kind: 'permission',
      key: 'no_permission',
      params: { path: '/Firma/Faktury' },
    });
  });
  it('a password that was taken back', async () => {
    const cloud = await nextcloud();
    cloud.control.revoke();
    expect(await failureOf(cloud.upload(orderOf(noise(900))))).toMatchObject({ kind: 'auth', key: 'login_refused' });
    expect(cloud.simulator.seen.filter((it) => it.status === 401)).toHaveLength(1);
  });
  it('names that the server forbids are changed, the same way each time', async () => {
    const cloud = await nextcloud();
    const order = orderOf(noise(10), { fileName: 'a/b\\c:d?.part', folders: ['2026', 'x.. '] });
    const result = await cloud.upload(order);
    expect(result).toMatchObject({ result: 'stored', path: '/Firma/Faktury/2026/x/a_b_c_d_.part_' });
    expect(await cloud.upload(order)).toMatchObject({ result: 'already_there' });
  });
});

describe.each(['v1', 'v2'] as const)('a big file in parts, server of kind %s', (chunking) => {
  const knobs = { chunking, maxChunkBytes: MiB, maxParallel: 3 };

  it('arrives whole, compared by the sum that the server computes', async () => {
    const cloud = await nextcloud({ ...knobs, subPath: '/chmura' });
    const content = noise(5 * MiB + 123);
    expect(await cloud.upload(orderOf(content))).toMatchObject({
      result: 'stored',
      path: NAME,
      verifiedBy: 'checksum',
    });
    expect(cloud.control.files().get(NAME)?.equals(content)).toBe(true);
    expect(cloud.calls('PUT').toSorted()).toEqual([1, 2, 3, 4, 5, 6].map((n) => `0000${String(n)} 201`));
    expect(cloud.notes.size).toBe(0);
    expect(cloud.control.sessions()).toEqual([]);
  });

  it('goes on after a kill with the missing parts only', async () => {
    const cloud = await nextcloud(knobs);
    const content = noise(6 * MiB);
    const order = orderOf(content);
    cloud.simulator.script([{ match: /PUT .*\/0000[56]$/, times: 99, kind: { type: 'cut' } }]);
    expect(await failureOf(cloud.upload(order))).toMatchObject({ kind: 'unavailable' });
    expect([...cloud.notes.values()]).toEqual([expect.stringContaining(cloud.control.sessions()[0] ?? '?')]);
    cloud.simulator.script([]);
    cloud.forget();
    const before = cloud.control.receivedBytes();
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored' });
    const parts = cloud.calls('PUT');
    expect(parts.length).toBeLessThanOrEqual(2);
    expect(cloud.control.receivedBytes() - before).toBeLessThan(2 * MiB + 10_000);
    expect(cloud.control.files().get(NAME)?.equals(content)).toBe(true);
  });

  it('sends nothing again when only the answer to the MOVE was lost', async () => {
    const cloud = await nextcloud(knobs);
    const order = orderOf(noise(3 * MiB));
    cloud.simulator.script([{ match: JOIN, times: 1, kind: { type: 'lose_answer' } }]);
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
    expect(cloud.calls('MOVE')).toHaveLength(1);
    expect(cloud.calls('PUT')).toHaveLength(3);
  });

  it('waits for a join that a proxy gave up on: 504, 423, then the file', async () => {
    const cloud = await nextcloud(knobs);
    cloud.simulator.script([named(JOIN, 'move_504_then_423')]);
    expect(await cloud.upload(orderOf(noise(3 * MiB)))).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
    expect(cloud.calls('MOVE')).toEqual(['.file 504', '.file 423', '.file 423']);
    // The first look after the join finds the file.
    expect(cloud.clock.slept).toEqual([5000, 10_000, 20_000]);
    expect(cloud.calls('PUT')).toHaveLength(3);
  });

  it('joins again when the first join came to nothing', async () => {
    const cloud = await nextcloud(knobs);
    cloud.simulator.script([named(JOIN, 'move_504_and_nothing')]);
    expect(await cloud.upload(orderOf(noise(2 * MiB)))).toMatchObject({ result: 'stored' });
    expect(cloud.calls('MOVE')).toEqual(['.file 504', '.file 201']);
  });

  it('starts a new session when the server has forgotten the first', async () => {
    const cloud = await nextcloud(knobs);
    cloud.simulator.script([named(/PUT .*\/00002$/, 'chunk_expired')]);
    expect(await cloud.upload(orderOf(noise(3 * MiB)))).toMatchObject({ result: 'stored' });
    expect(cloud.control.sessions()).toEqual([]);
  });

  it('believes the one part that was refused, not those that went well', async () => {
    const cloud = await nextcloud(knobs);
    cloud.simulator.script([named(/PUT .*\/00001$/, 'small_limit_413')]);
    expect(await cloud.upload(orderOf(noise(3 * MiB)))).toMatchObject({ result: 'stored' });
    expect(cloud.calls('MOVE')).toEqual(['.file 201']);
    expect(cloud.control.sessions()).toEqual([]);
  });

  it('does not overwrite a file that appeared meanwhile', async () => {
    const cloud = await nextcloud(knobs);
    const order = orderOf(noise(3 * MiB));
    cloud.simulator.script([{ match: JOIN, times: 99, kind: { type: 'status', status: 403 } }]);
    await failureOf(cloud.upload(order));
    cloud.simulator.script([]);
    const foreign = noise(100);
    cloud.control.put(NAME, foreign);
    expect(await cloud.upload(order)).toEqual({ result: 'name_taken', path: NAME });
    expect(cloud.control.files().get(NAME)?.equals(foreign)).toBe(true);
    expect(cloud.control.sessions()).toEqual([]);
    expect(cloud.notes.size).toBe(0);
  });

  it('notices a byte that went wrong while joining', async () => {
    const cloud = await nextcloud(knobs);
    cloud.simulator.script([named(JOIN, 'wrong_stored_byte')]);
    expect(await failureOf(cloud.upload(orderOf(noise(2 * MiB))))).toMatchObject({ key: 'damaged' });
    expect(cloud.control.files().size).toBe(0);
  });

  it('stops when there is no room', async () => {
    const cloud = await nextcloud({ ...knobs, quotaBytes: MiB });
    expect(await failureOf(cloud.upload(orderOf(noise(3 * MiB))))).toMatchObject({
      kind: 'rejected',
      key: 'quota_full',
    });
  });
});

describe('a server without parts', () => {
  it('takes a big file in one request', async () => {
    const cloud = await nextcloud({ chunking: 'none', maxChunkBytes: MiB });
    expect(await cloud.upload(orderOf(noise(3 * MiB)))).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
    expect(cloud.calls('PUT')).toHaveLength(1);
  });
});
