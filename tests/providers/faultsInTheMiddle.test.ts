// What may happen in the middle of a big file at the clouds that one signs in to and at S3: each stops with its own words or goes on by
// itself, and the next try ends with one file of the right bytes. Which other faults are tried where: docs/faultsOfDestinations.md.
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../electron/core/providers/sdk/simulatorKit';
import { drive } from '../support/drive';
import { dropbox } from '../support/dropbox';
import { failureOf } from '../support/httpSetUp';
import { nextcloud } from '../support/nextcloud';
import { noise, orderOf } from '../support/nextcloudBench';
import { oneDrive } from '../support/oneDrive';
import { s3, SMALL_PARTS } from '../support/s3';

const MiB = 1 << 20;
type Kind = Fault['kind'];
const named = (name: string): Kind => ({ type: 'named', name });
const status = (code: number): Kind => ({ type: 'status', status: code });

const SIGNED_IN = [
  {
    name: 'Dropbox',
    open: dropbox,
    slice: /append_v2/,
    rate: named('too_many_writes'),
    folder: '/Firma',
    sessionIsEnough: false,
  },
  {
    name: 'Google Drive',
    open: drive,
    slice: /^PUT .*upload/,
    rate: named('too_many_calls'),
    folder: '/Firma',
    sessionIsEnough: false,
  },
  {
    name: 'OneDrive',
    open: oneDrive,
    slice: /^PUT .*session/,
    rate: named('busy_20'),
    folder: '/Apps/Kontor/Firma',
    sessionIsEnough: true,
  },
] as const;

describe.each(SIGNED_IN)('a big file to $name', ({ open, slice, rate, folder, sessionIsEnough }) => {
  const second = (kind: Kind, times = 99): Fault[] => [
    { match: slice, times: 1, kind: named('nothing') },
    { match: slice, times, kind },
  ];
  async function begun() {
    const cloud = await open();
    const content = noise(3 * MiB);
    const order = orderOf(content);
    const expectOne = async (): Promise<void> => {
      cloud.simulator.script([]);
      expect(await cloud.upload(order)).toMatchObject({ verifiedBy: 'checksum' });
      const files = [...cloud.simulator.control.files().values()];
      expect(files.map((bytes) => bytes.equals(content))).toEqual([true]);
      expect(cloud.notes.size).toBe(0);
    };
    return { cloud, order, expectOne };
  }

  it.each([
    ['quota_full', named('quota_full'), 'quota_full'],
    ['413 of a proxy', status(413), 'too_big'],
  ] as const)('stops at %s, and goes on once that is mended', async (_, kind, key) => {
    const { cloud, order, expectOne } = await begun();
    cloud.simulator.script(second(kind));
    expect(await failureOf(cloud.upload(order))).toMatchObject({ kind: 'rejected', key });
    await expectOne();
  });

  it('waits out the limits of the service by itself', async () => {
    const { cloud, order, expectOne } = await begun();
    cloud.simulator.script(second(rate, 1));
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored' });
    await expectOne();
  });

  it('goes on when the token, or the address of the session, is refused', async () => {
    const { cloud, order, expectOne } = await begun();
    cloud.simulator.script(second(named('expired_token'), 1));
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored' });
    await expectOne();
  });

  it('ends at a sign-in that was withdrawn, unless the address of its session needs none', async () => {
    const { cloud, order } = await begun();
    cloud.before(slice, () => cloud.simulator.control.auth.revoke());
    if (sessionIsEnough) expect(await cloud.upload(order)).toMatchObject({ result: 'stored' });
    else expect(await failureOf(cloud.upload(order))).toMatchObject({ kind: 'auth' });
    expect(await failureOf(cloud.upload(orderOf(noise(3 * MiB))))).toMatchObject({ kind: 'auth' });
    expect(cloud.simulator.control.files().size).toBe(sessionIsEnough ? 1 : 0);
  });

  it('finds or makes its folder when somebody renamed it between two tries', async () => {
    const { cloud, order } = await begun();
    cloud.simulator.script(second({ type: 'cut' }));
    expect(await failureOf(cloud.upload(order))).toMatchObject({ kind: 'unavailable' });
    cloud.simulator.script([]);
    cloud.simulator.control.move(folder, `${folder}-stare`);
    const result = await cloud.upload(order);
    expect(result).toMatchObject({ verifiedBy: 'checksum' });
    expect(cloud.simulator.control.files().size).toBe(1);
  });
});

describe.each(['aws', 'minio'] as const)('a big file to S3: %s', (kind) => {
  const PART = /partNumber=2/;
  async function begun() {
    const cloud = await s3({ kind, rules: SMALL_PARTS });
    const content = noise(3 * MiB);
    const order = orderOf(content);
    const expectOne = async (): Promise<void> => {
      cloud.simulator.script([]);
      expect(await cloud.upload(order)).toMatchObject({ result: 'stored' });
      expect([...cloud.control.files().values()].map((bytes) => bytes.equals(content))).toEqual([true]);
      expect(cloud.control.uploads()).toEqual([]);
    };
    return { cloud, order, expectOne };
  }
  const refused = (code: number, word: string): Kind => ({
    type: 'status',
    status: code,
    body: `<Error><Code>${word}</Code><Message>m</Message></Error>`,
  });

  it.each([
    ['InvalidAccessKeyId', 403, 'auth', 'key_unknown'],
    ['ExpiredToken', 400, 'auth', 'token_expired'],
    ['XMinioStorageFull', 507, 'rejected', 'quota_full'],
    ['EntityTooLarge', 413, 'rejected', 'too_big'],
  ] as const)('stops at %s, and one object is there once that is mended', async (word, code, failure, key) => {
    const { cloud, order, expectOne } = await begun();
    cloud.simulator.script([{ match: PART, times: 99, kind: refused(code, word) }]);
    expect(await failureOf(cloud.upload(order))).toMatchObject({ kind: failure, key });
    expect(cloud.control.files().size).toBe(0);
    await expectOne();
  });

  it('that has changed between two tries is another file, and leaves nothing of the first', async () => {
    const { cloud, order, expectOne } = await begun();
    cloud.simulator.script([{ match: PART, times: 99, kind: { type: 'cut' } }]);
    expect(await failureOf(cloud.upload(order))).toMatchObject({ kind: 'unavailable' });
    await expectOne();
  });
});

describe('a file to a Nextcloud', () => {
  it.each([20_000, 3 * MiB])('that changes on this computer is never completed: %i bytes', async (bytes) => {
    const cloud = await nextcloud({ chunking: 'v2', maxChunkBytes: MiB });
    const order = { ...orderOf(noise(bytes)), sha256: '0'.repeat(64) };
    expect(await failureOf(cloud.upload(order))).toMatchObject({ kind: 'rejected', key: 'source_changed' });
    expect(cloud.control.files().size).toBe(0);
  });

  it('finds or makes its folder when somebody deleted it between two tries', async () => {
    const cloud = await nextcloud({ chunking: 'v2', maxChunkBytes: MiB });
    const content = noise(3 * MiB);
    const order = orderOf(content);
    cloud.simulator.script([{ match: /^MOVE/, times: 99, kind: status(500) }]);
    expect(await failureOf(cloud.upload(order))).toMatchObject({ kind: 'unavailable' });
    cloud.simulator.script([]);
    cloud.control.remove('/Firma');
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored' });
    expect([...cloud.control.files().values()].map((file) => file.equals(content))).toEqual([true]);
  });
});
