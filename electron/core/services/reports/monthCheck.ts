// The check of a month: every receipt of a destination, compared with what lies there now.
import type { ReceiptView } from '../../../../shared/contract/receipts';
import type { CheckFound } from '../../archive/reports/types';
import type { Attempt } from '../../jobs/jobRunner';
import type { CheckResult } from '../../providers/sdk/files';
import { instantOf } from '../../time';
import { qualify } from '../providerRuntime';
import { runProgress } from '../runProgress';
import { openSpool } from '../spool';
import { besideBundle } from './monthFiles';
import type { SendParts } from './sendFiles';

interface Promised {
  readonly id: string;
  readonly fileName: string;
  readonly receipt: ReceiptView;
}

/** Receipts of the month, of bundles of every revision and of what goes beside them. */
export async function promisedOf(
  { reader }: Pick<SendParts, 'reader'>,
  { companyId, month }: Pick<Attempt<'check'>['payload'], 'companyId' | 'month'>,
): Promise<readonly Promised[]> {
  const { bundles } = await reader.bundles(companyId, month);
  const files = [...bundles, ...(await besideBundle(reader, companyId, month))];
  return files.flatMap(({ id, fileName, receipts }) => receipts.map((receipt) => ({ id, fileName, receipt })));
}

export async function checkMonth(parts: SendParts, { job, payload, signal }: Attempt<'check'>): Promise<void> {
  const { writer, runs, events, clock } = parts;
  const { companyId, connectionId, month } = payload;
  const connection = await parts.connections.find(connectionId);
  if (!connection) return;
  const manifest = parts.manifestOf(connection.providerId);
  const promised = (await promisedOf(parts, payload)).filter(({ receipt }) => receipt.connectionId === connectionId);
  if (promised.length === 0 || !manifest.files) {
    await runs.log(job.runId, 'info', 'run.log.nothing_to_check');
    return;
  }
  const found: CheckFound['found'][number][] = [];
  try {
    const target = await parts.runtime.stored(connectionId, manifest);
    const spool = await openSpool(parts.spoolRoot, connectionId);
    const told = runProgress(runs, job.runId, connectionId, clock, 'steps');
    const quiet = { ...told, progress: () => undefined, phase: () => undefined };
    const ctx = parts.runtime.work(target, { signal, spool, progress: quiet, log: told.log });
    const check = await manifest.files.check();
    told.phase('run.phase.comparing');
    for (const { id, fileName, receipt } of promised) {
      told.progress(found.length, promised.length, 'steps');
      const state = stateOf(await check(ctx, receipt));
      found.push({ id, path: receipt.path, ...state });
      const params = { file: fileName, path: state.foundPath ?? receipt.path };
      await runs.log(job.runId, state.state === 'same' ? 'info' : 'warn', `run.log.check_${state.state}`, params);
    }
  } catch (error) {
    throw qualify(connection.providerId, error);
  } finally {
    // What was found before the service went away was found.
    const at = instantOf(clock.now());
    await writer.saveCheck(companyId, { connectionId, at, found });
    for (const { id: fileId, path, state, foundPath } of found) {
      const checked = { state, at, ...(foundPath === undefined ? {} : { path: foundPath }) };
      await parts.shared.checked(payload, { fileId, path, checked });
    }
    events.emit('reports.changed', { companyId, month });
  }
}

function stateOf(result: CheckResult): Omit<CheckFound['found'][number], 'id' | 'path'> {
  if (typeof result === 'object') return { state: 'moved', foundPath: result.movedTo };
  const states = { same: 'same', differs: 'changed', missing: 'gone' } as const;
  return { state: states[result] };
}
