// Puts together what this PC shares with others on its config store.
import type { Archive } from '../kontorApp';
import type { ConfigStore } from '../enduring/openStore';
import type { Host } from '../ports';
import { installationFacts } from '../services/scheduleService';
import { sharedClosings } from './sharedClosings';
import { sharedReader } from './sharedReader';
import { ALONE, sharedWork } from './sharedWork';

export interface SharingParts extends Pick<Archive, 'writer' | 'reader'> {
  readonly store: Pick<ConfigStore, 'shared' | 'whenThere' | 'meta' | 'companies'>;
  readonly host: Pick<Host, 'clock' | 'ids' | 'power' | 'computerName'>;
  readonly logFailure: (what: string, error: unknown) => void;
}

export function sharingOf({ store, host, writer, reader, logFailure }: SharingParts) {
  const { clock, power, computerName } = host;
  const facts = installationFacts(writer, clock, host.ids);
  const { installation } = facts;
  const shared = store.shared
    ? sharedWork({
        tables: store.shared,
        meta: store.meta,
        writer,
        clock,
        power,
        installation,
        computerName,
        logFailure,
      })
    : ALONE;
  store.whenThere(shared.catchUp);
  // Also on a file: it may have been a shared store yesterday, and may be one tomorrow.
  const closings = sharedClosings({ ...store, writer, reader, clock, logFailure });
  return { facts, shared, closings, reader: { ...sharedReader(reader, shared), closedMonths: closings.months } };
}
