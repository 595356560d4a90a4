// Big files to the simulated S3 over loopback sockets: what arrives, what is resumed, what is left behind.
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../../../tests/support/httpSetUp';
import { noise, orderOf } from '../../../../../tests/support/nextcloudBench';
import { s3 } from '../../../../../tests/support/s3';
import { named, type NamedFault } from './simulator/index';

const NAME = '/Firma/Faktury/2026/10/paczka-2026-10.zip';
const MiB = 1 << 20;
const OPEN = /^POST .*\?uploads=$/;
const PART = /^PUT .*partNumber=/;
const JOIN = /^POST .*uploadId=/;
const kinds = ['aws', 'minio', 'older'] as const;

describe.each(kinds)('a big file in parts, server of kind %s', (kind) => {
  it('arrives whole, compared by the hash of the hashes', async () => {
    const cloud = await s3({ kind });
    const content = noise(5 * MiB + 123);
    const order = orderOf(content);
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored', path: NAME, verifiedBy: 'checksum' });
    expect(cloud.control.files().get(NAME)?.equals(content)).toBe(true);
    expect(cloud.calls('PUT')).toHaveLength(6);
    expect(cloud.calls('GET')).toEqual([]);
    expect(cloud.notes.size).toBe(0);
    expect(cloud.control.uploads()).toEqual([]);
    expect(await cloud.upload(order)).toMatchObject({ result: 'already_there', verifiedBy: 'checksum' });
    expect(await cloud.checkFile({ ...order, path: NAME })).toBe('same');
  });

  it('goes on after a kill with the missing parts only', async () => {
    const cloud = await s3({ kind, pageSize: 2 });
    const content = noise(6 * MiB);
    const order = orderOf(content);
    cloud.simulator.script([{ match: /partNumber=[56]&/, times: 99, kind: { type: 'cut' } }]);
    expect(await failureOf(cloud.upload(order))).toMatchObject({ kind: 'unavailable' });
    expect([...cloud.notes.values()]).toEqual([expect.stringContaining('"state":"open"')]);
    cloud.simulator.script([]);
    cloud.forget();
    const before = cloud.control.receivedBytes();
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
    expect(cloud.calls('PUT').length).toBeLessThanOrEqual(2);
    expect(cloud.control.receivedBytes() - before).toBeLessThan(2 * MiB + 10_000);
    expect(cloud.control.files().get(NAME)?.equals(content)).toBe(true);
    expect(cloud.control.uploads()).toEqual([]);
  });

  it('sends a part again whose bytes are not ours', async () => {
    const cloud = await s3({ kind });
    const order = orderOf(noise(4 * MiB));
    cloud.simulator.script([{ match: JOIN, times: 99, kind: { type: 'status', status: 403 } }]);
    await failureOf(cloud.upload(order));
    cloud.simulator.script([]);
    // Somebody with the same upload id.
    cloud.control.replacePart(2, noise(MiB));
    cloud.forget();
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
    expect(cloud.calls('PUT')).toHaveLength(1);
  });

  it.each(['lose_answer', 'truncate'] as const)(
    'finds the object when the last answer was spoilt: %s',
    async (type) => {
      const cloud = await s3({ kind });
      cloud.simulator.script([{ match: JOIN, times: 1, kind: type === 'truncate' ? { type, bytes: 40 } : { type } }]);
      expect(await cloud.upload(orderOf(noise(3 * MiB)))).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
      expect(cloud.calls('PUT')).toHaveLength(3);
      expect(cloud.control.uploads()).toEqual([]);
    },
  );

  it.each([
    ['late_error', 3],
    ['done_504', 3],
    ['lost_part', 6],
    ['upload_gone', 6],
  ] as const)('comes to its end after %s', async (fault: NamedFault, puts) => {
    const cloud = await s3({ kind });
    cloud.simulator.script([named(JOIN, fault)]);
    const content = noise(3 * MiB);
    expect(await cloud.upload(orderOf(content))).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
    expect(cloud.control.files().get(NAME)?.equals(content)).toBe(true);
    expect(cloud.calls('PUT')).toHaveLength(puts);
    expect(cloud.control.uploads()).toEqual([]);
    expect(cloud.notes.size).toBe(0);
  });

  it('leaves no second upload behind when the answer with its id was lost', async () => {
    const cloud = await s3({ kind });
    cloud.simulator.script([{ match: OPEN, times: 1, kind: { type: 'lose_answer' } }]);
    expect(await cloud.upload(orderOf(noise(3 * MiB)))).toMatchObject({ result: 'stored' });
    expect(cloud.control.uploads()).toEqual([]);
  });

  it('ends the upload of which it never heard, and not one that was there before', async () => {
    const cloud = await s3({ kind });
    const order = orderOf(noise(3 * MiB));
    cloud.simulator.script([{ match: OPEN, times: 1, kind: { type: 'lose_answer' } }]);
    await cloud.upload({ ...order, fileName: 'inny.zip' });
    cloud.simulator.script([{ match: OPEN, times: 99, kind: { type: 'lose_answer' } }]);
    await failureOf(cloud.upload(order));
    expect(cloud.control.uploads().length).toBeGreaterThan(0);
    cloud.simulator.script([]);
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored' });
    expect(cloud.control.uploads()).toEqual([]);
  });

  it('does not overwrite an object that appeared meanwhile', async () => {
    const cloud = await s3({ kind });
    const order = orderOf(noise(3 * MiB));
    cloud.simulator.script([{ match: JOIN, times: 99, kind: { type: 'status', status: 403 } }]);
    await failureOf(cloud.upload(order));
    cloud.simulator.script([]);
    const foreign = noise(100);
    cloud.control.put(NAME, foreign);
    expect(await cloud.upload(order)).toEqual({ result: 'name_taken', path: NAME });
    expect(cloud.control.files().get(NAME)?.equals(foreign)).toBe(true);
    expect(cloud.control.uploads()).toEqual([]);
    expect(cloud.notes.size).toBe(0);
  });

  it('notices a byte that went wrong in a part', async () => {
    const cloud = await s3({ kind, isEncrypted: true });
    cloud.simulator.script([named(PART, 'wrong_stored_byte')]);
    const outcome = cloud.upload(orderOf(noise(3 * MiB)));
    // What checks nothing but the bytes as they arrive is found out by reading back.
    if (kind === 'older') expect(await failureOf(outcome)).toMatchObject({ key: 'damaged' });
    else expect(await outcome).toMatchObject({ result: 'stored' });
  });

  it('that changes on this computer is never completed', async () => {
    const cloud = await s3({ kind });
    const order = orderOf(noise(3 * MiB));
    writeFileSync(order.path, noise(3 * MiB));
    expect(await failureOf(cloud.upload(order))).toMatchObject({ kind: 'rejected', key: 'source_changed' });
    expect(cloud.control.files().size).toBe(0);
    expect(cloud.control.uploads()).toEqual([]);
    expect(cloud.notes.size).toBe(0);
  });

  it('arrives after a part was refused for its hash, and after a pause that was asked for', async () => {
    const cloud = await s3({ kind });
    const body = '<Error><Code>BadDigest</Code><Message>m</Message></Error>';
    cloud.simulator.script([
      { match: PART, times: 1, kind: { type: 'status', status: 400, body } },
      named(PART, 'slow_down', 2),
      { match: PART, times: 1, kind: { type: 'lose_answer' } },
    ]);
    expect(await cloud.upload(orderOf(noise(4 * MiB)))).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
  });
});

it('parts that are too small for the service end in words, not in a loop', async () => {
  const cloud = await s3({ minPartBytes: 5 * MiB });
  expect(await failureOf(cloud.upload(orderOf(noise(3 * MiB))))).toMatchObject({ key: 'session_lost' });
  expect(cloud.control.uploads()).toEqual([]);
});
