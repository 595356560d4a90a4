// A restore that is tried: the bundle is brought here, every file of it compared with the list in it, and let go again.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CompanyId } from '../../../../shared/domain/ids';
import { Failure } from '../../../../shared/errors';
import type { BundleProof } from '../../archive/bundles/proveBundle';
import type { Attempt } from '../../jobs/jobRunner';
import { openSpool } from '../spool';
import type { DestinationParts } from './remotePlaces';
import { bring, receiptHash } from './fetchRun';

/** Names told of files that are not as listed. */
const MOST_NAMES = 5;

export async function tryRestoring(parts: DestinationParts, attempt: Attempt<'restore'>): Promise<void> {
  const { job, payload } = attempt;
  const { runs, reader } = parts;
  const spool = await openSpool(parts.spoolRoot, payload.connectionId);
  const scratch = join(spool, `scratch-restore-${job.id}.zip`);
  try {
    const { fetched, path } = await bring(parts, attempt, scratch);
    runs.progress(job.runId, payload.connectionId, { phase: 'run.phase.comparing' });
    const proof = await reader.proveBundle(scratch);
    if (proof.state !== 'whole') throw refusalOf(proof, path);
    const promised = await receiptHash(parts, payload, path);
    if (promised !== null && promised !== fetched.sha256)
      throw new Failure({ kind: 'rejected', key: 'upload.restore_other', params: { path } });
    const { state: _, sha256, ...restored } = proof;
    const isSameAsHere = await liesHere(parts, payload.companyId, proof);
    runs.keep(job.runId, { restored: { ...restored, isSameAsHere } });
    const { company, month, revision, files } = proof;
    await runs.log(job.runId, 'info', 'run.log.restored', { path, company, month, revision, count: files, sha256 });
    if (isSameAsHere) await runs.log(job.runId, 'info', 'run.log.restored_same');
  } finally {
    await rm(scratch, { force: true }).catch(() => undefined);
  }
}

function refusalOf(proof: Exclude<BundleProof, { readonly state: 'whole' }>, path: string): Failure {
  const fail = (key: string, params: Record<string, string | number> = {}, details?: string) =>
    new Failure({ kind: 'rejected', key, params: { path, ...params }, ...(details === undefined ? {} : { details }) });
  if (proof.state === 'no_bundle') return fail('upload.restore_no_bundle');
  if (proof.state === 'broken') return fail('upload.restore_broken', {}, proof.reason);
  const { names } = proof;
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return fail('upload.restore_differs', { count: names.length, names: shown }, names.slice(0, 100).join('\n'));
}

async function liesHere(
  { reader }: DestinationParts,
  companyId: CompanyId,
  { month, revision, sha256 }: Extract<BundleProof, { readonly state: 'whole' }>,
): Promise<boolean> {
  const { bundles } = await reader.bundles(companyId, month);
  return bundles.some((bundle) => bundle.revision === revision && bundle.sha256 === sha256);
}
