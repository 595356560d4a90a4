// Puts together what this PC shares with others on its config store.
import type { Archive } from '../kontorApp';
import type { ConfigStore } from '../enduring/openStore';
import type { Host } from '../ports';
import { installationFacts } from '../services/scheduleService';
import { sharedReader } from './sharedReader';
import { ALONE, sharedWork } from './sharedWork';

export interface SharingParts extends Pick<Archive, 'writer' | 'reader'> {
  readonly store: Pick<ConfigStore, 'shared' | 'whenThere' | 'meta'>;
  readonly host: Pick<Host, 'clock' | 'ids' | 'computerName'>;
  readonly logFailure: (what: string, error: unknown) => void;
}

export function sharingOf({ store, host, writer, reader, logFailure }: SharingParts) {
  const { clock, computerName } = host;
  const facts = installationFacts(writer, clock, host.ids);
  const { installation } = facts;
  const shared = store.shared
    ? sharedWork({ tables: store.shared, meta: store.meta, writer, clock, installation, computerName, logFailure })
    : ALONE;
  store.whenThere(shared.catchUp);
  return { facts, shared, reader: sharedReader(reader, shared) };
}
