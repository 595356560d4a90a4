// A core as a test may kill it: real transport, archive without workers, every write told. The same in the child and in the test.
import { createNodeTransport } from '../../electron/core/http/transports/nodeTransport';
import ksef from '../../electron/core/providers/ksef/index';
import nextcloud from '../../electron/core/providers/nextcloud/index';
import { startApp, type TestApp } from '../support/testApp';
import { socketClock, testHost } from '../support/testHost';
import { watchedArchive, watchedConfig, watchedTransport, type OnWrite } from './watchWrites';

export interface Installation {
  readonly data: string;
  readonly encryptionKey: string;
  readonly startMs: number;
}

export const MANIFESTS = [ksef, nextcloud];

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
