// What PCs on one store owe each other (design §3): an upload is one PC's at a time, and what lies where is told to all. On a file, which
// has one PC, all of it comes to nothing.
import type { ReceiptCheck } from '../../../shared/contract/receipts';
import type { RunView } from '../../../shared/contract/runs';
import type { CompanyId, ConnectionId, Month } from '../../../shared/domain/ids';
import type { ArchiveWriter } from '../archive/types';
import type { CopyRepo, FileCopy, RunCopy, RunsAsked } from '../db/repositories/copy.repo';
import type { LeaseRepo } from '../db/repositories/lease.repo';
import type { MetaRepo } from '../db/repositories/meta.repo';
import type { Clock, Power } from '../ports';
import { instantOf } from '../time';
import { owedCopies, type OwedParts } from './owedCopies';
import { uploadLease } from './uploadLease';

export interface SharedTables {
  readonly leases: LeaseRepo;
  readonly copies: CopyRepo;
}

export interface UploadPlace {
  readonly month: Month;
  readonly connectionId: ConnectionId;
}

export interface Found {
  readonly fileId: string;
  readonly path: string;
  readonly checked: ReceiptCheck;
}

export type NewFileCopy = Omit<FileCopy, 'installation' | 'pc' | 'at'>;

export interface SharedWork {
  /** Other PCs may be at the same work. */
  readonly isShared: boolean;
  /** Does it while no other PC uploads this month to this place. The signal also ends when another one has taken over. */
  alone(place: UploadPlace, signal: AbortSignal, work: (signal: AbortSignal) => Promise<void>): Promise<void>;
  /** Files of a month or a year, as all PCs told of them; while the store is away, as last known. */
  files(companyId: CompanyId, period: string): Promise<readonly FileCopy[]>;
  /** One of them as the store has it now: fails while it is away. */
  file(connectionId: ConnectionId, fileId: string): Promise<FileCopy | null>;
  /** It is on its way: told before its first byte. What has begun goes on without the store. */
  intend(copy: NewFileCopy): Promise<void>;
  /** Told in the end, whatever happens to this process or to the store. `note` comes first, `done` after the archive has it. */
  owe(copy: NewFileCopy): Promise<{ done(): Promise<void> }>;
  /** What a check found where it lies: told of it, whoever put it there. */
  checked(place: UploadPlace, found: Found): Promise<void>;
  isMine(copy: Pick<FileCopy, 'installation'>): boolean;
  runs(asked: RunsAsked): Promise<readonly RunCopy[]>;
  run(id: string): Promise<RunCopy | null>;
  /** A run is about to end so. `save` stores it here. */
  ending(run: RunView, save: () => Promise<void>): Promise<void>;
  /** What an earlier start could not tell. */
  catchUp(): Promise<void>;
  stop(): Promise<void>;
}

export interface SharedParts extends Omit<OwedParts, 'copies' | 'about'> {
  readonly tables: SharedTables;
  readonly meta: Pick<MetaRepo, 'get' | 'set'>;
  readonly writer: Pick<ArchiveWriter, 'noteGet' | 'notePut' | 'noteDelete' | 'noteList'>;
  readonly clock: Clock;
  readonly power: Pick<Power, 'onWake'>;
  readonly installation: () => Promise<string>;
  readonly computerName: string;
}

const PRUNED_EACH_MS = 24 * 60 * 60_000;
const RUN_KINDS: ReadonlySet<RunView['kind']> = new Set(['sync', 'build', 'upload', 'check', 'send']);

export function sharedWork(parts: SharedParts): SharedWork {
  const { clock } = parts;
  const { leases, copies } = parts.tables;
  let me = '';
  const about = async (): Promise<Pick<FileCopy, 'installation' | 'pc' | 'at'>> => {
    me = await parts.installation();
    return { installation: me, pc: parts.computerName, at: instantOf(clock.now()) };
  };
  const owed = owedCopies({ ...parts, copies });

  const lease = uploadLease({ ...parts, leases });

  let [prunedMs, telling] = [-Infinity, Promise.resolve()];
  const prune = async (): Promise<void> => {
    if (clock.monotonic() - prunedMs < PRUNED_EACH_MS) return;
    prunedMs = clock.monotonic();
    await copies.pruneRuns(clock.now()).catch(parts.logFailure.bind(null, 'remove old copies of runs'));
  };

  return {
    isShared: true,
    alone: lease.alone,
    files: async (companyId, period) => {
      await about();
      return copies.files(companyId, period);
    },
    file: (connectionId, fileId) => copies.file(connectionId, fileId),
    intend: async (copy) => {
      await copies.putFile({ ...copy, ...(await about()) }).catch(parts.logFailure.bind(null, 'tell of an upload'));
    },
    owe: async (copy) => owed.file({ ...copy, ...(await about()) }),
    checked: async ({ connectionId }, { fileId, path, checked }) => {
      // A check that cannot be told can be made again.
      const copy = await copies.file(connectionId, fileId).catch(() => null);
      if (copy?.receipt?.path !== path) return;
      await (await owed.file({ ...copy, receipt: { ...copy.receipt, checked } })).done();
    },
    isMine: ({ installation }) => installation === me,
    runs: async (asked) => copies.runs(asked, (await about()).installation),
    run: (id) => copies.run(id),
    ending: async (run, save) => {
      if (run.companyId === undefined || !RUN_KINDS.has(run.kind)) return save();
      const { installation, pc } = await about();
      const { done } = await owed.run({ run, companyId: run.companyId, installation, pc });
      await save();
      // A run has ended, whether the others know it already or not.
      const told = done().then(prune);
      telling = telling.then(() => told);
    },
    catchUp: async () => {
      await lease.introduce();
      await owed.payAll();
    },
    stop: async () => {
      await owed.stop();
      await telling;
    },
  };
}

const nothing = { done: () => Promise.resolve() };

/** The one PC of a file. */
export const ALONE: SharedWork = {
  isShared: false,
  alone: (_, signal, work) => work(signal),
  files: () => Promise.resolve([]),
  file: () => Promise.resolve(null),
  intend: () => Promise.resolve(),
  owe: () => Promise.resolve(nothing),
  checked: () => Promise.resolve(),
  isMine: () => true,
  runs: () => Promise.resolve([]),
  run: () => Promise.resolve(null),
  ending: (_, save) => save(),
  catchUp: () => Promise.resolve(),
  stop: () => Promise.resolve(),
};
