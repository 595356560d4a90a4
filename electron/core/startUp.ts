// What a start puts right before anything new begins: what a crash left in the archive, removals, keys, runs.
import { Failure } from '../../shared/errors';
import type { ArchiveReader, ArchiveWriter } from './archive/types';
import { type CompanyService, findingSpec } from './services/companyService';
import type { ConnectionService } from './services/connectionService';
import type { DemoService } from './services/demoService';
import { recoverRuns } from './services/recoverRuns';
import type { KeyRotation } from './services/keyRotation';
import type { RunService } from './services/runService';
import type { SourceRecords } from './services/sourceRecords';

export interface StartParts {
  readonly writer: ArchiveWriter;
  readonly reader: ArchiveReader;
  readonly demo: DemoService;
  readonly rotation: KeyRotation;
  readonly connectionsService: ConnectionService;
  readonly companiesService: CompanyService;
  readonly sources: SourceRecords;
  readonly runs: RunService;
  readonly logFailure: (what: string, error: unknown) => void;
}

export async function startUp(parts: StartParts): Promise<void> {
  const { writer, reader, logFailure } = parts;
  const { problems } = await writer.recover();
  for (const problem of problems) logFailure('archive finding', new Failure(findingSpec(problem)));
  await parts.demo.finishRemoval();
  await parts.connectionsService.finishRemovals();
  await parts.companiesService.announce();
  await parts.sources.announce().catch((error: unknown) => {
    logFailure('announce sources', error);
  });
  // A store that is away, or a key that another PC has changed: neither is a reason not to start.
  await parts.rotation.finish().catch((error: unknown) => {
    logFailure('key rotation', error);
  });
  await recoverRuns(writer, reader, parts.runs);
}
