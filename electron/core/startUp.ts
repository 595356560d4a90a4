// What a start puts right before anything new begins: what a crash left in the archive, removals, keys, runs.
import { Failure } from '../../shared/errors';
import type { ArchiveReader, ArchiveWriter } from './archive/types';
import type { AttachmentService } from './services/attachmentService';
import { type CompanyService, findingSpec } from './services/companyService';
import type { ConnectionService } from './services/connectionService';
import type { DemoService } from './services/demoService';
import { recoverRuns } from './services/recoverRuns';
import type { KeyRotation } from './services/keyRotation';
import type { RunService } from './services/runService';
import type { RemovalService } from './services/safety/removalService';
import type { SourceRecords } from './services/sourceRecords';
import type { SharedClosings } from './sharing/sharedClosings';

export interface StartParts {
  readonly writer: ArchiveWriter;
  readonly reader: ArchiveReader;
  readonly attachments: Pick<AttachmentService, 'forget'>;
  readonly demo: DemoService;
  readonly removal: Pick<RemovalService, 'finish'>;
  readonly rotation: KeyRotation;
  readonly closings: Pick<SharedClosings, 'catchUp'>;
  readonly connectionsService: ConnectionService;
  readonly companies: CompanyService;
  readonly sources: SourceRecords;
  readonly runs: RunService;
  readonly logFailure: (what: string, error: unknown) => void;
}

export interface StartUp {
  run(): Promise<void>;
  /** Settles when it has run. What a page begins before that would be taken for something that a crash left. */
  readonly done: Promise<void>;
}

export function startUp(parts: StartParts): StartUp {
  let finish: () => void;
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return { done, run: () => putRight(parts).then(() => finish()) };
}

async function putRight(parts: StartParts): Promise<void> {
  const { writer, reader, logFailure } = parts;
  await parts.attachments.forget();
  const { problems } = await writer.recover();
  for (const problem of problems) logFailure('archive finding', new Failure(findingSpec(problem)));
  await parts.demo.finishRemoval();
  await parts.connectionsService.finishRemovals();
  // What cannot go on now goes on at the next start; everything else works.
  await parts.removal.finish().catch((error: unknown) => {
    logFailure('removal of a company', error);
  });
  await parts.companies.announce();
  await parts.sources.announce().catch((error: unknown) => {
    logFailure('announce sources', error);
  });
  await parts.closings.catchUp().catch((error: unknown) => {
    logFailure('closed months', error);
  });
  // A store that is away, or a key that another PC has changed: neither is a reason not to start.
  await parts.rotation.finish().catch((error: unknown) => {
    logFailure('key rotation', error);
  });
  await recoverRuns(writer, reader, parts.runs);
}
