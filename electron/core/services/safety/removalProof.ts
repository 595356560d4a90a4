// The proof of a removal: numbers, times and hashes, nothing that names anybody; closed by a hash of itself and tied to the one before.
import { hash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import type { RemovalCounts, RemovalProof } from '../../../../shared/contract/removals';
import type { CompanyHeld } from '../../archive/companyTypes';
import { canonicalJson } from '../../bundle/canonicalJson';
import { refusedByDisk } from '../../paper/refusedByDisk';

export type OpenProof = Omit<RemovalProof, 'sha256'>;

const sealOf = (proof: OpenProof): string => hash('sha256', canonicalJson(proof), 'hex');

export const sealed = (proof: OpenProof): RemovalProof => ({ ...proof, sha256: sealOf(proof) });

/** Of what the archive holds and of what the config store does. */
export function countsOf(
  held: CompanyHeld | null,
  rest: Pick<RemovalCounts, 'connections' | 'schedules' | 'drafts'>,
): RemovalCounts {
  const { documents = 0, originals = 0, bundles = 0, reports = 0, tillFiles = 0, sentInvoices = 0 } = held ?? {};
  const { runs = 0, bytes = 0 } = held ?? {};
  return { documents, originals, bundles, reports, tillFiles, sentInvoices, runs, bytes, ...rest };
}

/** Whole or not there. Throws a Failure: archive.disk_full, archive.folder_refused. */
export function saveProof(path: string, proof: RemovalProof): void {
  const part = `${path}.part`;
  try {
    const fd = openSync(part, 'w', 0o600);
    try {
      writeSync(fd, `${JSON.stringify(proof, null, 2)}\n`);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    refusedByDisk(error);
  }
}
