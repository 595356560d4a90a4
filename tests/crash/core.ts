// A core as a test may kill it: real transport, archive without workers, every write told. The same in the child and in the test.
import { createNodeTransport } from '../../electron/core/http/transports/nodeTransport';
import awsS3 from '../../electron/core/providers/aws_s3/index';
import dropbox from '../../electron/core/providers/dropbox/index';
import { dropboxKind } from '../../electron/core/providers/dropbox/kind';
import googleDrive from '../../electron/core/providers/google_drive/index';
import { driveKind } from '../../electron/core/providers/google_drive/kind';
import krediidiinfo from '../../electron/core/providers/krediidiinfo/index';
import ksef from '../../electron/core/providers/ksef/index';
import minio from '../../electron/core/providers/minio/index';
import nextcloud from '../../electron/core/providers/nextcloud/index';
import oneDrive from '../../electron/core/providers/onedrive/index';
import { oneDriveKind } from '../../electron/core/providers/onedrive/kind';
import type { CloudKind } from '../../electron/core/providers/sdk/cloud/cloud';
import { uploadTo } from '../../electron/core/providers/sdk/cloud/upload';
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';
import type { UploadFile } from '../../electron/core/providers/sdk/files';
import { uploadFileBy } from '../../electron/core/providers/sdk/s3/upload';
import { startApp, type TestApp } from '../support/testApp';
import { socketClock, testHost } from '../support/testHost';
import { nobodyWatches, watchedArchive, watchedConfig, watchedTransport, type OnWrite } from './watchWrites';

export interface Installation {
  readonly data: string;
  readonly encryptionKey: string;
  readonly startMs: number;
}

/** The same way as big files go, with small ones. */
const SMALL = 8_192;
const uploading = (manifest: ProviderManifest, upload: UploadFile): ProviderManifest => ({
  ...manifest,
  ...(manifest.files ? { files: { ...manifest.files, upload: () => Promise.resolve(upload) } } : {}),
});
const inSlices = (manifest: ProviderManifest, kind: CloudKind): ProviderManifest =>
  uploading(manifest, uploadTo({ ...kind, wholeUpTo: SMALL, sliceBytes: SMALL }));

export const MANIFESTS = [
  ksef,
  krediidiinfo,
  nextcloud,
  uploading(awsS3, uploadFileBy({ above: 8_000, partBytes: () => 8_000, atOnce: 2 })),
  minio,
  inSlices(dropbox, dropboxKind),
  inSlices(googleDrive, driveKind),
  inSlices(oneDrive, oneDriveKind),
];

export async function startCore(
  { data, encryptionKey, startMs }: Installation,
  onWrite: OnWrite = nobodyWatches,
): Promise<TestApp> {
  const clock = socketClock(startMs);
  const network = createNodeTransport({ isNetworkUp: () => true });
  const host = {
    ...testHost({ data, clock, encryptionKey }),
    transport: watchedTransport(network, { lane: data, now: () => clock.now(), onWrite }),
  };
  return startApp(host, MANIFESTS, {
    archiveOf: (folder) => watchedArchive(folder, MANIFESTS, onWrite),
    config: watchedConfig(onWrite),
  });
}
