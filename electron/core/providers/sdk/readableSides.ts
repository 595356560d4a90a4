// Which sides of the books the key may read, as the check found it: kept with the connection's settings.
import type { FieldValues } from '../../../../shared/forms/fields';
import type { ProviderContext } from './context';

export type Side = 'cost' | 'sale';
const ALL: readonly Side[] = ['cost', 'sale'];

/** Before any check both are tried. What is left out is named in the log (`log.no_right.cost`, `.sale`). */
export function readableSides(ctx: Pick<ProviderContext, 'connection' | 'log'>): readonly Side[] {
  const stored = ctx.connection.settings['readable'];
  const held = typeof stored === 'string' ? stored.split(' ') : ALL;
  for (const side of ALL) if (!held.includes(side)) ctx.log.warn(`log.no_right.${side}`);
  return ALL.filter((side) => held.includes(side));
}

export const readableSetting = (sides: readonly Side[]): FieldValues => ({ readable: sides.join(' ') });
