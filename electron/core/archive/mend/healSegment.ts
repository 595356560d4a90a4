// One damaged segment made whole from itself and from what its sources gave once more.
import { existsSync, rmSync } from 'node:fs';
import { explainDisk } from '../../db/diskProblems';
import { placeFile, waitingPath } from './placeFile';
import type { DamagedPlace } from './proveFile';
import { proverOf } from './proverOf';
import { lostOriginals, rewriteSegment, type LostOriginal } from './rewriteSegment';

export interface HealOrder {
  readonly archive: string;
  readonly place: DamagedPlace;
  /** Files with what the sources gave, by the name of the entry. */
  readonly originals: readonly (readonly [string, string])[];
}
export type Healed = 'as_before' | 'moved' | 'differs';

/** Null: it cannot be said what was in it. */
export function lostIn({ archive, place }: Pick<HealOrder, 'archive' | 'place'>): readonly LostOriginal[] | null {
  const prover = proverOf(archive, place);
  return prover === null || !existsSync(prover.path) ? null : lostOriginals(prover.path);
}

/** 'moved': originals lie elsewhere in the file than the rows say. 'differs': it is not what stood there, and nothing was replaced. */
export async function healSegment({ archive, place, originals }: HealOrder, signal: AbortSignal): Promise<Healed> {
  const prover = proverOf(archive, place);
  if (prover === null || !existsSync(prover.path)) return 'differs';
  const candidate = waitingPath(prover.path);
  try {
    const isSameLayout = rewriteSegment(prover.path, candidate, new Map(originals));
    if (!(await prover.isWhatItWas(candidate, signal))) return 'differs';
    placeFile(candidate, prover.path);
    return isSameLayout ? 'as_before' : 'moved';
  } catch (error) {
    throw explainDisk(error);
  } finally {
    rmSync(candidate, { force: true });
  }
}
