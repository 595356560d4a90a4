// What the worker that looks after the archive offers to main: it reads everything, and holds up neither a list nor a sync.
import type { BackupPart, PartOrder } from '../backup/backupParts';
import type { AuditDone, AuditOrder } from '../audit/types';
import type { BackupDone, BackupOrder } from '../backup/makeBackup';
import type { UnpackOrder, Unpacked } from '../backup/unpackBackup';
import type { CompanyProof } from '../archive/integrity/types';
import type { Healed, HealOrder } from '../archive/mend/healSegment';
import type { LostOriginal } from '../archive/mend/rewriteSegment';
import type { PutBack, PutBackOrder } from '../backup/putBack';

export type OnKept = (done: number, total: number | null) => void;

export interface Keeper {
  /** Every hash of every company, as far as its chain goes now. */
  verify(archive: string, onProgress: OnKept, signal: AbortSignal): Promise<readonly CompanyProof[]>;
  /** One file, or one more state in it; the archive is worked on meanwhile. */
  backUp(order: BackupOrder, onProgress: OnKept, signal: AbortSignal): Promise<BackupDone>;
  /** What one state has added, as a file of its own; null: there is none. */
  part(order: PartOrder, onProgress: OnKept, signal: AbortSignal): Promise<BackupPart | null>;
  /** Into an empty folder, proved and with its index. */
  unpack(order: UnpackOrder, onProgress: OnKept, signal: AbortSignal): Promise<Unpacked>;
  /** Damaged files of the archive out of a backup: only what the chain says that they were. */
  putBack(order: PutBackOrder, onProgress: OnKept, signal: AbortSignal): Promise<PutBack>;
  /** Originals of a damaged segment that its source may be asked for; null: nobody knows which. */
  lostIn(
    order: Pick<HealOrder, 'archive' | 'place'>,
    onProgress: OnKept,
    signal: AbortSignal,
  ): Promise<readonly LostOriginal[] | null>;
  /** The segment again, with them. */
  heal(order: HealOrder, onProgress: OnKept, signal: AbortSignal): Promise<Healed>;
  /** A folder of its own for whoever checks a company's months. */
  audit(order: AuditOrder, onProgress: OnKept, signal: AbortSignal): Promise<AuditDone>;
  close(): Promise<void>;
}
