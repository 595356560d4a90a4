// The steps of a check, one after another: each ticks when it starts, and again with how it ended and how long it took.
import type { Tick } from '../../../../shared/contract/connect';
import type { ProviderContext } from './context';

export type TickNote = Pick<Tick, 'note' | 'noteParams'>;

export interface Checked<T> {
  readonly value: T;
  readonly note: TickNote;
}

export type Step = <T>(id: string, work: () => Promise<Checked<T>>) => Promise<T>;

export function tickingSteps(ctx: ProviderContext, tick: (tick: Tick) => void): Step {
  return async (id, work) => {
    const startedAt = ctx.clock.monotonic();
    const ms = () => Math.max(0, Math.round(ctx.clock.monotonic() - startedAt));
    tick({ id, state: 'running' });
    try {
      const { value, note } = await work();
      tick({ id, state: 'done', ...note, ms: ms() });
      return value;
    } catch (error) {
      tick({ id, state: 'failed', ms: ms() });
      throw error;
    }
  };
}
