// What the wizard's flows are made of.
import type { ConnectionRepo } from '../db/repositories/connection.repo';
import type { EventBus } from '../events/eventBus';
import type { TellProblem } from '../log/tellProblem';
import type { Clock, Ids, Opener } from '../ports';
import type { TaskContext } from '../providers/sdk/actions';
import type { VisitPage } from '../providers/sdk/context';
import type { ProviderManifest } from '../providers/sdk/defineProvider';
import type { CompanyService } from './companyService';
import type { FieldSealer, ProviderRuntime } from './providerRuntime';
import type { RemoteAccess } from './remoteAccess';
import type { RunService } from './runService';
import type { SourceRecords } from './sourceRecords';

export interface ConnectParts {
  readonly connections: ConnectionRepo;
  readonly sources: SourceRecords;
  readonly companies: CompanyService;
  readonly manifestOf: (providerId: string) => ProviderManifest;
  readonly runtime: ProviderRuntime;
  readonly sealer: FieldSealer;
  readonly runs: RunService;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly opener: Opener;
  readonly visit: VisitPage;
  readonly spoolRoot: string;
  /** Learns what must never be written down. */
  readonly hide: (secret: string) => void;
  /** Forgets the circuits to the servers of a connection. */
  readonly closeCircuits: (connectionId: string) => void;
  readonly remote: RemoteAccess;
  readonly keepConnection: TaskContext['keepConnection'];
  readonly handOn: (secret: string, title: string) => Promise<boolean>;
  readonly tell: TellProblem;
  readonly logFailure: (what: string, supportId: string, error: unknown) => void;
}
