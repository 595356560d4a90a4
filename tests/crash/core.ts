// A core as a test may kill it: real transport, archive without workers, every write told. The same in the child and in the test.
import { createNodeTransport } from '../../electron/core/http/transports/nodeTransport';
import awsS3 from '../../electron/core/providers/aws_s3/index';
import krediidiinfo from '../../electron/core/providers/krediidiinfo/index';
import ksef from '../../electron/core/providers/ksef/index';
import minio from '../../electron/core/providers/minio/index';
import nextcloud from '../../electron/core/providers/nextcloud/index';
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';
import { uploadFileBy } from '../../electron/core/providers/sdk/s3/upload';
import { startApp, type TestApp } from '../support/testApp';
import { socketClock, testHost } from '../support/testHost';
import { watchedArchive, watchedConfig, watchedTransport, type OnWrite } from './watchWrites';

export interface Installation {
  readonly data: string;
  readonly encryptionKey: string;
  readonly startMs: number;
}

/** The same way as big files go, with small ones. */
const inSmallParts = uploadFileBy({ above: 8_000, partBytes: () => 8_000, atOnce: 2 });
const s3: ProviderManifest = {
  ...awsS3,
  ...(awsS3.files ? { files: { ...awsS3.files, upload: () => Promise.resolve(inSmallParts) } } : {}),
};

export const MANIFESTS = [ksef, krediidiinfo, nextcloud, s3, minio];

export async function startCore(
  { data, encryptionKey, startMs }: Installation,
  onWrite: OnWrite = () => undefined,
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
