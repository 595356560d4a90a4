// Ties an account at a service to its documents in the archive, whatever becomes of its connection.
import type { ConnectionId } from '../../../shared/domain/ids';
import type { ArchiveReader, ArchiveWriter } from '../archive/types';
import type { Connection, ConnectionRepo } from '../db/repositories/connection.repo';
import type { Clock } from '../ports';
import { instantOf } from '../time';
import { isSourceKey } from './connectionLooks';
import { dropUnderWay } from './underWay';

export type Account = Pick<Connection, 'companyId' | 'providerId' | 'identity' | 'uniqueKey'>;

export interface SourceRecords {
  /**
   * The id under which a new connection goes on. The account may have been connected before: its connection was removed and the
   * archive kept, or the config store was lost. Its documents and checkpoints go on under the id that they have; under a new one every
   * invoice would be there twice.
   */
  idFor(account: Account, unused: ConnectionId): Promise<ConnectionId>;
  /** Before the connection itself: a source without one waits for it, a connection that the archive cannot tell doubles one day. */
  save(account: Account, id: ConnectionId): Promise<void>;
  /** At start: connections that the archive has not been told about. */
  announce(): Promise<void>;
}

export interface SourceRecordParts {
  readonly writer: ArchiveWriter;
  readonly reader: ArchiveReader;
  readonly connections: ConnectionRepo;
  readonly clock: Clock;
  readonly spoolRoot: string;
}

export function sourceRecords({ writer, reader, connections, clock, spoolRoot }: SourceRecordParts): SourceRecords {
  const save: SourceRecords['save'] = async ({ companyId, providerId, identity, uniqueKey }, connectionId) => {
    if (!isSourceKey(uniqueKey)) return;
    await writer.saveSource({ companyId, connectionId, providerId, identity, at: instantOf(clock.now()) });
  };
  return {
    idFor: async ({ companyId, providerId, identity, uniqueKey }, unused) => {
      const kept = isSourceKey(uniqueKey) ? await reader.sourceOf(companyId, providerId, identity) : null;
      if (kept === null || (await connections.find(kept)) !== null) return unused;
      // Sessions and exports of then are sealed for a sign-in that is no more.
      await dropUnderWay(writer, spoolRoot, kept);
      return kept;
    },
    save,
    announce: async () => {
      for (const connection of await connections.list()) await save(connection, connection.id);
    },
  };
}
