// What the committed positions promise: complete up to the high-water mark, which KSeF guarantees; anything after it may still grow.
import type { Reach } from '../sdk/plan';
import { readPosition } from './checkpoint';
import { ROLES } from './roles';

export function reachOf(checkpoints: ReadonlyMap<string, string>): readonly Reach[] {
  return ROLES.map(({ subject, direction }) => {
    const position = readPosition(checkpoints.get(subject));
    return {
      stream: subject,
      direction,
      zone: 'Europe/Warsaw',
      from: position?.since ?? null,
      // In the middle of a history everything before the place is there too: windows are read in order.
      completeUpTo: position?.at ?? null,
      checkedAtMs: position?.checkedAtMs ?? null,
      comparedAtMs: position?.comparedAtMs ?? null,
    };
  });
}
