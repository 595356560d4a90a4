// The ticking steps of a check: running, then done, skipped or failed with the time each took.
import type { Tick } from '../../../../shared/contract/connect';
import { isFailure } from '../../../../shared/errors';
import type { ProviderContext } from './context';

export type StepNote = Pick<Tick, 'note' | 'noteParams'>;
export interface Checked<T> {
  readonly value: T;
  readonly note?: StepNote;
  readonly isSkipped?: boolean;
}

export function checkSteps(ctx: Pick<ProviderContext, 'clock'>, tick: (tick: Tick) => void) {
  /** `signIn`: the step after this one, for services whose first answer needs a sign-in: one that refuses it was reached. */
  return async <T>(id: string, work: () => Promise<Checked<T>>, signIn?: string): Promise<T> => {
    const startedAt = ctx.clock.monotonic();
    const ms = () => Math.max(0, Math.round(ctx.clock.monotonic() - startedAt));
    tick({ id, state: 'running' });
    try {
      const { value, note, isSkipped } = await work();
      tick({ id, state: isSkipped === true ? 'skipped' : 'done', ...note, ms: ms() });
      return value;
    } catch (error) {
      const isReached = signIn !== undefined && isFailure(error) && error.spec.kind === 'auth';
      if (isReached) tick({ id, state: 'done', ms: ms() });
      tick({ id: isReached ? signIn : id, state: 'failed', ms: isReached ? 0 : ms() });
      throw error;
    }
  };
}
