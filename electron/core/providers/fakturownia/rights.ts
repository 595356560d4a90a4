// Which lists the key may read, as the check found it: kept with the connection's settings.
import type { FieldValues } from '../../../../shared/forms/fields';
import type { Kind } from './api';

const ALL: readonly Kind[] = ['cost', 'sale'];

/** Before any check both are tried. */
export function readableKinds(settings: FieldValues): {
  readonly kinds: readonly Kind[];
  readonly lacking: readonly Kind[];
} {
  const stored = settings['readable'];
  if (typeof stored !== 'string') return { kinds: ALL, lacking: [] };
  const held = new Set(stored.split(' '));
  return { kinds: ALL.filter((kind) => held.has(kind)), lacking: ALL.filter((kind) => !held.has(kind)) };
}

export const readableSetting = (kinds: readonly Kind[]): FieldValues => ({ readable: kinds.join(' ') });
