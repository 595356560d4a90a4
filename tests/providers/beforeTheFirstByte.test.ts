// Before the first byte of a file leaves: the folder, the right to write and known limits of size; the failure names which it was.
import { describe, expect, it } from 'vitest';
import { dropboxKind } from '../../electron/core/providers/dropbox/kind';
import { driveKind } from '../../electron/core/providers/google_drive/kind';
import { oneDriveKind } from '../../electron/core/providers/onedrive/kind';
import { uploadFileBy } from '../../electron/core/providers/sdk/s3/upload';
import { uploadTo } from '../../electron/core/providers/sdk/cloud/upload';
import { whatWasMissing } from '../../renderer/features/runs/uploadNeeds';
import { drive } from '../support/drive';
import { dropbox } from '../support/dropbox';
import { failureOf } from '../support/httpSetUp';
import { nextcloud } from '../support/nextcloud';
import { noise, orderOf } from '../support/nextcloudBench';
import { oneDrive } from '../support/oneDrive';
import { s3, SMALL_PARTS } from '../support/s3';

const MiB = 1 << 20;
/** Questions, and what makes folders: no file. */
const A_FEW = 10_000;
const big = () => orderOf(noise(3 * MiB));
const small = () => orderOf(noise(20_000));

const CLOUDS = [
  { name: 'Dropbox', kind: dropboxKind, open: () => dropbox() },
  { name: 'Google Drive', kind: driveKind, open: () => drive() },
  { name: 'OneDrive', kind: oneDriveKind, open: () => oneDrive() },
] as const;

describe('the size', () => {
  it.each(CLOUDS)('of a file that $name does not take', async ({ kind, open }) => {
    const cloud = await open();
    const limited = { ...kind, wholeUpTo: MiB, longestFile: 2 * MiB };
    const { key } = await failureOf(uploadTo(limited)(cloud.context(), big()));
    expect(key).toBe('too_big');
    expect(whatWasMissing(`provider.x.${key}`)).toBe('size');
    expect(cloud.simulator.control.receivedBytes()).toBeLessThan(A_FEW);
  });

  it.each(['aws', 'minio'] as const)('of a file that S3 does not take: %s', async (kind) => {
    const cloud = await s3({ kind, rules: { ...SMALL_PARTS, longest: 2 * MiB } });
    const { key } = await failureOf(cloud.upload(big()));
    expect(key).toBe('too_long');
    expect(whatWasMissing(`provider.x.${key}`)).toBe('size');
    expect(cloud.simulator.seen).toEqual([]);
  });

  it('and the room at a Nextcloud, also for a small file', async () => {
    const cloud = await nextcloud({ quotaBytes: 10_000 });
    const { key } = await failureOf(cloud.upload(small()));
    expect(key).toBe('quota_full');
    expect(whatWasMissing(`provider.x.${key}`)).toBe('size');
    expect(cloud.calls('PUT')).toEqual([]);
  });
});

describe('the right to write', () => {
  it('at a Nextcloud, for a small file and a big one', async () => {
    const cloud = await nextcloud({ readOnly: ['/Firma'] });
    cloud.control.put('/Firma/Faktury/2026/10/stare.txt', noise(1));
    for (const order of [small(), orderOf(noise(30 * MiB))]) {
      const { key } = await failureOf(cloud.upload(order));
      expect(key).toBe('no_permission');
      expect(whatWasMissing(`provider.x.${key}`)).toBe('right');
    }
    expect(cloud.calls('PUT')).toEqual([]);
  });

  it('one look serves all files of a folder', async () => {
    const cloud = await nextcloud();
    await cloud.upload(small());
    const asked = cloud.calls('PROPFIND', /2026\/10\/?$/);
    expect(asked).toHaveLength(1);
  });

  it.each(['aws', 'minio'] as const)('in a bucket of S3, for a big file and a small one: %s', async (kind) => {
    const cloud = await s3({ kind, withoutRights: ['s3:PutObject'] });
    for (const order of [big(), small()]) {
      const { key } = await failureOf(cloud.upload(order));
      expect(key).toBe('no_permission');
      expect(whatWasMissing(`provider.x.${key}`)).toBe('right');
    }
    expect(cloud.calls('PUT')).toEqual([]);
    expect(cloud.control.receivedBytes()).toBe(0);
  });

  it('is asked of a bucket once for all small files of a folder, and leaves nothing there', async () => {
    const cloud = await s3();
    const context = cloud.context();
    const upload = uploadFileBy(SMALL_PARTS);
    for (const fileName of ['a.pdf', 'b.pdf']) await upload(context, orderOf(noise(300), { fileName }));
    expect(cloud.rightsAsked()).toEqual([400]);
    expect(cloud.control.files().size).toBe(2);
  });

  it.each([
    ['Dropbox', () => dropbox({ readOnly: ['/Firma/Faktury'] }), '/Firma/Faktury/2026/10/stare.txt'],
    ['Google Drive', () => drive({ scope: 'drive', readOnly: ['10'] }), '/Firma/Faktury/2026/10/stare.txt'],
  ] as const)('in a folder that others share to be read only, which is there: %s', async (_, open, path) => {
    const cloud = await open();
    cloud.simulator.control.put(path, noise(1));
    const before = cloud.simulator.control.receivedBytes();
    for (const order of [small(), big()]) {
      const { key } = await failureOf(cloud.upload(order));
      expect(key).toBe('no_permission');
      expect(whatWasMissing(`provider.x.${key}`)).toBe('right');
    }
    expect(cloud.simulator.control.receivedBytes() - before).toBeLessThan(A_FEW);
  });

  it.each([
    ['Dropbox', () => dropbox({ readOnly: ['/Firma'] })],
    ['OneDrive', () => oneDrive({ scopes: ['User.Read'] })],
  ] as const)('at %s', async (_, open) => {
    const cloud = await open();
    const { key } = await failureOf(cloud.upload(big()));
    expect(key).toBe('no_permission');
    expect(cloud.simulator.control.receivedBytes()).toBeLessThan(A_FEW);
  });
});

describe('the folder', () => {
  it.each([
    ['Dropbox', () => dropbox(), '/Firma'],
    ['OneDrive', () => oneDrive(), '/Apps/Kontor/Firma'],
  ] as const)('in whose place %s has a file', async (_, open, path) => {
    const cloud = await open();
    cloud.simulator.control.put(path, noise(3));
    const { key } = await failureOf(cloud.upload(big()));
    expect(key).toBe('in_the_way');
    expect(whatWasMissing(`provider.x.${key}`)).toBe('folder');
    expect(cloud.simulator.control.receivedBytes()).toBeLessThan(A_FEW);
  });

  it('whose id Google Drive does not show', async () => {
    const cloud = await drive({}, { default_folder_id: '1NotOurs' });
    const { key } = await failureOf(cloud.upload(big()));
    expect(key).toBe('folder_unseen');
    expect(whatWasMissing(`provider.x.${key}`)).toBe('folder');
    expect(cloud.simulator.control.receivedBytes()).toBeLessThan(A_FEW);
  });

  it('in whose place a Nextcloud has a file', async () => {
    const cloud = await nextcloud();
    cloud.control.put('/Firma', noise(3));
    await failureOf(cloud.upload(small()));
    expect(cloud.calls('PUT')).toEqual([]);
  });
});
