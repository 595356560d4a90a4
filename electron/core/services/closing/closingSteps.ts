// What a month still needs, in the order in which one does it. Steps that do not apply are left out.
import type { ClosingStep } from '../../../../shared/contract/closing';
import type { BundleView } from '../../../../shared/contract/reports';
import type { CompanyId, ConnectionId, Month } from '../../../../shared/domain/ids';
import { liesAt } from '../../../../shared/domain/receipts';
import type { ArchiveReader } from '../../archive/types';
import type { Connection, ConnectionRepo } from '../../db/repositories/connection.repo';
import type { ProviderManifest } from '../../providers/sdk/defineProvider';
import { msOf } from '../../time';
import type { CompletenessService } from '../completenessService';
import type { ReconcileService } from '../reconcileService';
import { besideBundle } from '../reports/monthFiles';

export interface StepParts {
  readonly reader: ArchiveReader;
  readonly connections: Pick<ConnectionRepo, 'list'>;
  readonly manifestOf: (providerId: string) => ProviderManifest;
  readonly completeness: CompletenessService;
  readonly reconcile: Pick<ReconcileService, 'overview'>;
}

export interface ClosingMonth {
  readonly companyId: CompanyId;
  readonly month: Month;
  /** The first instant after it. */
  readonly endMs: number;
  readonly bundle: BundleView | undefined;
  readonly invoiceCount: number;
}

export async function closingSteps(parts: StepParts, order: ClosingMonth): Promise<readonly ClosingStep[]> {
  const all = (await parts.connections.list(order.companyId)).filter(({ state }) => state !== 'unverified');
  const sources = all.filter(({ providerId }) => parts.manifestOf(providerId).invoices !== undefined);
  const places = all.filter(
    ({ providerId, state }) => state !== 'paused' && parts.manifestOf(providerId).files !== undefined,
  );
  const asked = await Promise.all([
    wholeSources(parts, order, sources),
    readSources(parts, order, sources),
    toLookAt(parts, order),
    toMatch(parts, order, sources),
    Promise.resolve(bundled(order)),
    arrived(parts, order, places),
  ]);
  return asked.flat();
}

/** `isDone` for each of them. */
function counted(
  kind: ClosingStep['kind'],
  states: readonly { readonly id: ConnectionId; readonly isDone: boolean }[],
): ClosingStep[] {
  if (states.length === 0) return [];
  const open = states.find(({ isDone }) => !isDone);
  const done = states.filter(({ isDone }) => isDone).length;
  const { length: of } = states;
  return [{ kind, isDone: open === undefined, done, of, ...(open === undefined ? {} : { connectionId: open.id }) }];
}

const left = (kind: ClosingStep['kind'], of: number): ClosingStep => ({ kind, isDone: of === 0, done: 0, of });

/** Sources that tell how far they are whole. One that begins after the month is left out; one that was never read is not whole. */
async function wholeSources(
  parts: StepParts,
  { companyId, month }: ClosingMonth,
  sources: readonly Connection[],
): Promise<ClosingStep[]> {
  const { sources: told } = await parts.completeness.of(companyId);
  const states = told.flatMap(({ connectionId: id, months, streams }) => {
    const own = months.filter((one) => one.month === month);
    const isAsked = own.length > 0 || streams.every(({ completeUpTo }) => completeUpTo === undefined);
    const isOurs = isAsked && sources.some((source) => source.id === id);
    return isOurs ? [{ id, isDone: own.length > 0 && own.every(({ state }) => state === 'complete') }] : [];
  });
  return counted('complete', states);
}

/** All other ones: they were read to their end after the month was over. */
async function readSources(
  parts: StepParts,
  { companyId, endMs }: ClosingMonth,
  sources: readonly Connection[],
): Promise<ClosingStep[]> {
  const others = sources.filter(({ providerId }) => {
    const { invoices } = parts.manifestOf(providerId);
    return invoices !== undefined && invoices.reach === undefined;
  });
  const good = await parts.reader.lastGood(companyId);
  const isRead = (id: ConnectionId): boolean => msOf(good[id]?.at ?? '1970-01-01T00:00:00.000Z') >= endMs;
  return counted(
    'fetched',
    others.map(({ id }) => ({ id, isDone: isRead(id) })),
  );
}

async function toLookAt(
  { reader }: StepParts,
  { companyId, month, invoiceCount }: ClosingMonth,
): Promise<ClosingStep[]> {
  if (invoiceCount === 0) return [];
  const { count } = await reader.summary({ companyId, month, needsLook: true });
  return [left('look', count)];
}

async function toMatch(
  { reconcile }: StepParts,
  { companyId, month }: ClosingMonth,
  sources: readonly Connection[],
): Promise<ClosingStep[]> {
  if (sources.length < 2) return [];
  const { lists, right } = await reconcile.overview({ companyId, month });
  if (right.connectionIds.length === 0) return [];
  const open = lists.filter(({ list }) => list !== 'equal').reduce((sum, { count }) => sum + count, 0);
  return [left('match', open)];
}

function bundled({ bundle, invoiceCount }: ClosingMonth): ClosingStep[] {
  if (bundle === undefined && invoiceCount === 0) return [];
  return [left('bundle', bundle === undefined ? invoiceCount : bundle.lateCount)];
}

/** The bundle, and every file that goes where it goes. */
async function arrived(
  { reader }: StepParts,
  { companyId, month, bundle, invoiceCount }: ClosingMonth,
  places: readonly Connection[],
): Promise<ClosingStep[]> {
  const beside = await besideBundle(reader, companyId, month);
  const hasBundle = bundle !== undefined || invoiceCount > 0;
  if (!hasBundle && beside.length === 0) return [];
  const files = [...(hasBundle ? [bundle] : []), ...beside];
  const isThere = (id: ConnectionId): boolean => files.every((file) => file !== undefined && liesAt(file.receipts, id));
  return counted(
    'arrived',
    places.map(({ id }) => ({ id, isDone: isThere(id) })),
  );
}
