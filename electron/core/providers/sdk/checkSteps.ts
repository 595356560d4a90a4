// The ticking steps of a check: running, then done, skipped or failed with the time each took.
import type { Tick } from '../../../../shared/contract/connect';
import type { ProviderContext } from './context';

export type StepNote = Pick<Tick, 'note' | 'noteParams'>;
export interface Checked<T> {
  readonly value: T;
  readonly note?: StepNote;
  readonly isSkipped?: boolean;
}

export function checkSteps(ctx: Pick<ProviderContext, 'clock'>, tick: (tick: Tick) => void) {
  return async <T>(id: string, work: () => Promise<Checked<T>>): Promise<T> => {
    const startedAt = ctx.clock.monotonic();
    const ms = () => Math.max(0, Math.round(ctx.clock.monotonic() - startedAt));
    tick({ id, state: 'running' });
    try {
      const { value, note, isSkipped } = await work();
      tick({ id, state: isSkipped === true ? 'skipped' : 'done', ...note, ms: ms() });
      return value;
    } catch (error) {
      tick({ id, state: 'failed', ms: ms() });
      throw error;
    }
  };
}
