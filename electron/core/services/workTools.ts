// What every kind of work needs: runs and jobs, what this PC shares with others, and the way to the services.
import type { ArchiveReader, ArchiveWriter } from '../archive/types';
import type { ConnectionRepo } from '../db/repositories/connection.repo';
import type { ConfigStore } from '../enduring/openStore';
import type { EventBus } from '../events/eventBus';
import type { AppLog } from '../log/openLog';
import type { Network } from '../network';
import type { Host } from '../ports';
import { sharingOf } from '../sharing/sharingOf';
import { jobMaker } from './jobRows';
import { noticeBoard } from './noticeBoard';
import { providerRuntime, type RuntimeParts } from './providerRuntime';
import { runService } from './runService';

export interface ToolParts {
  readonly host: Host;
  readonly store: Pick<ConfigStore, 'shared' | 'whenThere' | 'meta' | 'companies'>;
  readonly archive: { readonly writer: ArchiveWriter; readonly reader: ArchiveReader };
  readonly connections: ConnectionRepo;
  readonly sealer: RuntimeParts['sealer'];
  readonly http: Network['http'];
  readonly events: EventBus;
  readonly log: AppLog;
}

export function workTools({ host, store, archive, connections, sealer, http, events, log }: ToolParts) {
  const { clock, ids, opener } = host;
  const { writer } = archive;
  const logFailure = (what: string, error: unknown): void => {
    log.failed(what, ids.uuid().slice(-12), error);
  };
  const { facts, shared, closings, reader } = sharingOf({ ...archive, store, host, logFailure });
  const notices = noticeBoard(clock, events);
  const runtime = providerRuntime({
    clock,
    ids,
    opener,
    writer,
    connections,
    sealer,
    http,
    spoolRoot: host.paths.spool,
    userAgent: `Kontor/${host.version}`,
    hide: log.redactor.register,
    notices: notices.sink,
  });
  const runs = runService({ writer, reader, clock, ids, events, shared });
  return { logFailure, facts, shared, closings, reader, notices, runtime, runs, jobs: jobMaker(clock, ids) };
}
