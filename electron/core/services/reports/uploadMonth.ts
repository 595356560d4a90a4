// One destination's part of an upload: while no other PC is at it, what the month is now goes there, once.
import { Failure } from '../../../../shared/errors';
import type { BundleView } from '../../../../shared/contract/reports';
import type { Attempt } from '../../jobs/jobRunner';
import { buildMonth, type BuildParts } from './buildMonth';
import { besideBundle, fileOfBundle } from './monthFiles';
import { sendFiles, type SendParts } from './sendFiles';

export type UploadParts = SendParts & BuildParts;

export function uploadMonth(parts: UploadParts, attempt: Attempt<'upload'>): Promise<void> {
  const { payload, signal } = attempt;
  return parts.shared.alone(payload, signal, (alone) => uploadAlone(parts, { ...attempt, signal: alone }));
}

async function uploadAlone(parts: UploadParts, attempt: Attempt<'upload'>): Promise<void> {
  const { reader } = parts;
  const { job, payload } = attempt;
  const { companyId, month, reportIds = [] } = payload;
  const bundle = await bundleOf(parts, attempt);
  // Told again: the process that built it may be gone.
  if (bundle) await parts.runs.setRevision(job.runId, bundle.revision);
  // One that was taken away, or given to another month, since this was ordered is not sent.
  const reports = (await besideBundle(reader, companyId, month)).filter(({ id }) => reportIds.includes(id));
  await sendFiles(parts, attempt, [...(bundle ? [fileOfBundle(reader, bundle)] : []), ...reports]);
}

async function bundleOf(parts: UploadParts, attempt: Attempt<'upload'>): Promise<BundleView | null> {
  const { job, payload, signal } = attempt;
  const { companyId, connectionId, month, bundleId } = payload;
  if (bundleId === undefined) return null;
  // The whole month was ordered: since it was built, another PC may have sent it, or a later revision.
  const isWhole = payload.reportIds !== undefined;
  const order = { runId: job.runId, companyId, month, signal, attempt: job.attempt, destinations: [connectionId] };
  const named = async (id: string | undefined) =>
    (await parts.reader.bundles(companyId, month)).bundles.find((each) => each.id === id);
  const asked = await named(bundleId);
  // One that only another PC has is made here of the same originals.
  const isMade = parts.shared.isShared && (isWhole || asked?.pc !== undefined);
  const bundle = isMade ? await named((await buildMonth(parts, order))?.id) : asked;
  if (!bundle) throw new Failure({ kind: 'bug', key: 'error.bug' });
  return bundle;
}
