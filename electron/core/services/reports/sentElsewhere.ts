// What another PC has sent of the same file, or was sending when it was lost: that is looked for before anything is sent again.
import type { ConnectionId } from '../../../../shared/domain/ids';
import { isProven } from '../../../../shared/domain/receipts';
import type { FieldValues } from '../../../../shared/forms/fields';
import type { Attempt } from '../../jobs/jobRunner';
import { isStoreProblem } from '../../db/storeProblems';
import type { FileCopy } from '../../db/repositories/copy.repo';
import type { WorkContext } from '../../providers/sdk/context';
import type { ProviderManifest } from '../../providers/sdk/defineProvider';
import type { UploadResult } from '../../providers/sdk/files';
import type { NewFileCopy, SharedWork } from '../../sharing/sharedWork';
import type { MonthFile } from './monthFiles';
import { targetPath } from './targetPaths';

export type Sent = Exclude<UploadResult, { result: 'name_taken' }> & Pick<MonthFile, 'bytes' | 'sha256'>;

export interface SentElsewhere {
  /** Before the first byte. */
  before(file: MonthFile): Promise<Sent | null>;
  /** Its name was taken: by somebody else, or by a PC that has told of it meanwhile? Nothing is sent under another name on old knowledge. */
  meanwhile(file: MonthFile): Promise<Sent | null>;
}

export interface SentParts {
  readonly shared: SharedWork;
  readonly ctx: WorkContext;
  readonly files: NonNullable<ProviderManifest['files']>;
  readonly settings: FieldValues;
  readonly payload: Attempt<'upload'>['payload'];
}

export function sentElsewhere({ shared, ctx, files, settings, payload }: SentParts): SentElsewhere {
  const { connectionId, month } = payload;

  const begun = async (copy: FileCopy): Promise<Sent | null> => {
    const { bytes, sha256, fileName } = copy;
    const path = targetPath({ settings, files }, month, fileName);
    const check = await files.check();
    const isThere = (await check(ctx, { path, bytes, sha256 })) === 'same';
    return isThere ? { result: 'already_there', path, bytes, sha256, verifiedBy: 'checksum' } : null;
  };

  return {
    before: async (file) => {
      const copy = await known(shared, connectionId, file.id);
      if (copy?.receipt && isProven(copy.receipt)) return told(copy.receipt);
      // Of the same bytes the upload itself finds out whether they are there.
      return copy && copy.sha256 !== file.sha256 ? begun(copy) : null;
    },
    meanwhile: async (file) => {
      const copy = await shared.file(connectionId, file.id);
      return copy?.receipt && isProven(copy.receipt) ? told(copy.receipt) : null;
    },
  };
}

/** What has begun goes on without the store. */
async function known(shared: SharedWork, connectionId: ConnectionId, fileId: string): Promise<FileCopy | null> {
  try {
    return await shared.file(connectionId, fileId);
  } catch (error) {
    if (isStoreProblem(error)) return null;
    throw error;
  }
}

const told = ({ path, bytes, sha256, verifiedBy, remoteId }: NonNullable<FileCopy['receipt']>): Sent => ({
  result: 'already_there',
  path,
  bytes,
  sha256,
  verifiedBy,
  ...(remoteId === undefined ? {} : { remoteId }),
});

export function fileCopy(
  { companyId, connectionId, month }: Attempt<'upload'>['payload'],
  { id: fileId, fileName, bytes, sha256, bundle }: MonthFile,
): NewFileCopy {
  const about = { companyId, connectionId, month, fileId, fileName, bytes, sha256 };
  if (!bundle) return about;
  const { receipts: _receipts, lateCount: _late, pc: _pc, ...facts } = bundle;
  return { ...about, bundle: facts };
}
