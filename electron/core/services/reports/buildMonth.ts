// The bundle of a month as it is now. Where several PCs may make it, this one's archive is completed first (design §3): what it lacks
// would be missing, or look like a new revision.
import type { BundleView } from '../../../../shared/contract/reports';
import type { CompanyId, ConnectionId, Month, RunId } from '../../../../shared/domain/ids';
import { liesAt } from '../../../../shared/domain/receipts';
import { Failure, isFailure } from '../../../../shared/errors';
import type { CompanyRepo } from '../../db/repositories/company.repo';
import type { FileCopy } from '../../db/repositories/copy.repo';
import type { JobRunner } from '../../jobs/jobRunner';
import type { SyncService } from '../syncService';
import { instantOf, msOf } from '../../time';
import { monthEndMs } from '../closing/monthEnd';
import type { SendParts } from './sendFiles';

export interface BuildParts extends Omit<SendParts, 'spoolRoot'> {
  readonly companies: Pick<CompanyRepo, 'find'>;
  readonly sync: Pick<SyncService, 'start' | 'status'>;
  readonly runner: () => JobRunner;
  readonly language: () => Promise<string>;
}

export interface BuildOrder {
  readonly runId: string;
  readonly companyId: CompanyId;
  readonly month: Month;
  readonly signal: AbortSignal;
  /** Which try of its job this is. */
  readonly attempt: number;
  readonly mayBeEmpty?: boolean;
  /** What lies there already, sent by another PC, is not built once more. */
  readonly destinations?: readonly ConnectionId[];
}

/** A check so shortly before another PC's upload counts as one after it: *Sync now* would not ask again either. */
const FRESH_MS = 15 * 60_000;

export async function buildMonth(parts: BuildParts, order: BuildOrder): Promise<BundleView | null> {
  const { writer, reader, runs, clock } = parts;
  const { runId, companyId, month, signal, destinations = [] } = order;
  const copies = await parts.shared.files(companyId, month);
  await completeFirst(parts, order, copies);
  const elsewhere = copies.flatMap(({ bundle }) => (bundle ? [bundle] : []));
  const draft = await writer.draftBundle(
    companyId,
    month,
    elsewhere.map(({ revision, identity }) => ({ revision, identity })),
  );
  if (draft.existing) {
    await runs.log(runId, 'info', 'run.log.bundle_unchanged', { revision: draft.existing.revision });
    return draft.existing;
  }
  if (draft.invoiceIds.length === 0) {
    if (order.mayBeEmpty === true) return null;
    throw new Failure({ kind: 'user_input', key: 'upload.empty_month', params: { month } });
  }
  const known = (await reader.bundles(companyId, month)).bundles;
  const theirs = known.find(({ identity }) => identity === draft.identity);
  if (!theirs && (await isClosedFor(parts, order))) {
    await runs.log(runId, 'info', 'run.log.month_closed', { month });
    return keptOf(known, order);
  }
  if (theirs && destinations.length > 0 && destinations.every((id) => liesAt(theirs.receipts, id))) {
    await runs.log(runId, 'info', 'run.log.bundle_elsewhere', { revision: theirs.revision, pc: theirs.pc ?? '' });
    return theirs;
  }
  const bundle = await writer.buildBundle(
    draft,
    { at: instantOf(clock.now()), language: await parts.language() },
    (done, total) => {
      runs.progress(runId, null, { unit: 'invoices', done, ...(total === null ? {} : { total }) });
    },
    signal,
  );
  await runs.log(runId, 'info', 'run.log.bundle_built', { revision: bundle.revision, count: bundle.invoiceCount });
  parts.events.emit('reports.changed', { companyId, month });
  return bundle;
}

/** What a closed month stays with: null where it was closed without a bundle. Fails where only another PC has what is to go somewhere. */
function keptOf(known: readonly BundleView[], { month, destinations = [] }: BuildOrder): BundleView | null {
  const own = known.find(({ pc }) => pc === undefined);
  const [theirs] = known;
  if (own || !theirs) return own ?? null;
  if (destinations.every((id) => liesAt(theirs.receipts, id))) return theirs;
  throw new Failure({ kind: 'user_input', key: 'closing.kept_elsewhere', params: { month, pc: theirs.pc ?? '' } });
}

/** A person has said that the month is closed: only a person makes a supplement. */
async function isClosedFor({ reader, runs }: BuildParts, { companyId, month, runId }: BuildOrder): Promise<boolean> {
  const closedAt = (await reader.closedMonths(companyId))[month];
  return closedAt !== undefined && (await runs.get(runId))?.trigger !== 'user';
}

async function completeFirst(
  parts: BuildParts,
  { runId, companyId, month, attempt }: BuildOrder,
  copies: readonly FileCopy[],
): Promise<void> {
  if (!parts.shared.isShared) return;
  const theirs = copies.filter((copy) => !parts.shared.isMine(copy));
  const { country } = (await parts.companies.find(companyId)) ?? { country: 'PL' as const };
  const neededMs = Math.max(
    Math.min(monthEndMs(month, country), parts.clock.now() - FRESH_MS),
    ...theirs.map(({ at }) => msOf(at) - FRESH_MS),
  );
  const { checkedAt, runningRunId } = await parts.sync.status(companyId);
  if (checkedAt !== undefined && msOf(checkedAt) >= neededMs) return;
  // Nobody else has sent anything: sources that cannot be read just now do not keep back what is here.
  if (theirs.length === 0 && attempt > 1 && runningRunId === undefined) return;
  try {
    const syncId = runningRunId ?? (await parts.sync.start({ companyId })).runId;
    goOnAfter(parts, syncId, runId);
  } catch (error) {
    // Nothing here is read by itself: what there is, is there.
    if (isFailure(error) && error.spec.kind === 'user_input') return;
    throw error;
  }
  throw new Failure({ kind: 'unavailable', key: 'upload.sources_first', params: { month } });
}

/** The job waits as for a service that is away; when the sync has ended, it need not wait any longer. */
function goOnAfter({ events, runs, runner }: BuildParts, syncId: RunId, runId: string): void {
  const stop = events.listen((name, payload) => {
    if (name !== 'runs.changed' || (payload as { runId: string }).runId !== syncId) return;
    if (runs.live().some(({ id }) => id === syncId)) return;
    stop();
    void runner().hurry(runId);
  });
}
