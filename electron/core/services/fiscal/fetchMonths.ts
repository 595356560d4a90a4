// A sync of a till: every month that is over and not whole in the archive, oldest first, for they are lost in this order. What one
// month cannot have does not keep the others waiting.
import { isFailure, type ErrorKind, type Failure } from '../../../../shared/errors';
import { fetchableMonths, monthAt } from '../../../../shared/domain/fiscalMonths';
import type { CompanyId, ConnectionId, Month } from '../../../../shared/domain/ids';
import type { ArchiveReader, ArchiveWriter } from '../../archive/types';
import type { EventBus } from '../../events/eventBus';
import type { FiscalChecker } from '../../fiscal/types';
import type { Clock } from '../../ports';
import type { WorkContext } from '../../providers/sdk/context';
import type { ProviderManifest } from '../../providers/sdk/defineProvider';
import type { FetchFiscalMonth, FiscalFile } from '../../providers/sdk/fiscal';
import { instantOf } from '../../time';
import type { RunService } from '../runService';
import { noteModules } from './moduleNotes';
import { rm } from 'node:fs/promises';

export interface FetchMonthsParts {
  readonly writer: ArchiveWriter;
  readonly reader: ArchiveReader;
  readonly runs: RunService;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly newChecker: () => FiscalChecker;
}

export interface FetchMonthsOrder {
  readonly companyId: CompanyId;
  readonly connectionId: ConnectionId;
  readonly manifest: ProviderManifest;
  readonly fiscal: NonNullable<ProviderManifest['fiscal']>;
  readonly runId: string;
  /** The running month as well, so far. */
  readonly isSoFar: boolean;
  readonly ctx: WorkContext;
}

export async function fetchMonths(parts: FetchMonthsParts, order: FetchMonthsOrder): Promise<void> {
  const { writer, reader, clock, events } = parts;
  const { companyId, connectionId, fiscal, ctx } = order;
  const modules = await (await fiscal.modules())(ctx);
  await noteModules(writer, connectionId, modules, clock.now());
  const closed = await reader.closedFiscalMonths(connectionId);
  const isMeant = (month: Month): boolean =>
    !closed.includes(month) &&
    modules.some(({ sinceMs }) => sinceMs !== null && monthAt(sinceMs, fiscal.zone) <= month);
  const months = fetchableMonths(clock.now(), fiscal).filter(isMeant);
  const fetch = await fiscal.month();
  const checker = parts.newChecker();
  let first: Failure | null = null;
  try {
    const nowMs = clock.now();
    const running = order.isSoFar ? [{ month: monthAt(nowMs, fiscal.zone), untilMs: nowMs }] : [];
    for (const span of [...months.map((month) => ({ month })), ...running]) {
      try {
        await fetchMonth(parts, order, fetch, checker, span);
      } catch (error) {
        ctx.signal.throwIfAborted();
        // What is wrong with the account or with this computer is wrong with every month.
        if (!isFailure(error) || !MAY_PASS.has(error.spec.kind)) throw error;
        first ??= error;
      }
    }
  } finally {
    await checker.close();
    events.emit('fiscal.changed', { companyId });
  }
  if (first !== null) throw first;
}

/** A refusal may be of one module, and the months behind it are forgotten by the day. */
const MAY_PASS: ReadonlySet<ErrorKind> = new Set(['unavailable', 'rejected']);

async function fetchMonth(
  parts: FetchMonthsParts,
  { companyId, connectionId, manifest, runId, ctx }: FetchMonthsOrder,
  fetch: FetchFiscalMonth,
  checker: FiscalChecker,
  span: { readonly month: Month; readonly untilMs?: number },
): Promise<void> {
  const { month } = span;
  const { writer, reader, runs, clock, events } = parts;
  const names = { companyId, connectionId, providerId: manifest.id };
  const onProgress = (done: number, total: number | null): void => {
    ctx.progress.progress(done, total ?? undefined, 'bytes');
  };
  const files = fetch(ctx, {
    ...span,
    has: (naturalKey) => reader.hasFiscalFile(connectionId, naturalKey),
    check: (path) => checker.check(manifest.id, path, onProgress, ctx.signal),
  });
  for await (const file of files) {
    const kept = await writer.keepFiscalFile(
      { ...names, at: instantOf(clock.now()), file: qualified(manifest.id, file) },
      onProgress,
      ctx.signal,
    );
    await rm(file.path, { force: true });
    const told = { file: kept.fileName, count: kept.records };
    await runs.log(runId, kept.findings.length > 0 ? 'warn' : 'info', 'run.log.fiscal_kept', told);
    for (const { key, params } of kept.findings) await runs.log(runId, 'warn', key, params);
    events.emit('fiscal.changed', { companyId });
    events.emit('reports.changed', { companyId, month });
  }
  if (span.untilMs === undefined) await writer.closeFiscalMonth({ ...names, month, at: instantOf(clock.now()) });
}

/** Findings are read long after the run: they say whose words they are. */
function qualified(providerId: string, file: FiscalFile): FiscalFile {
  return { ...file, findings: file.findings.map((one) => ({ ...one, key: `provider.${providerId}.${one.key}` })) };
}
