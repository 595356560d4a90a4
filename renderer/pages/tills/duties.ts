// What the law asks of a shop with a till this month, what is done and what is missing: pure.
import type { FiscalOverview } from '../../../shared/contract/fiscal';
import type { State } from '../../ui/StateIcon';

export interface Duty {
  readonly id: 'keep' | 'whole' | 'elsewhere' | 'by_itself' | 'registered' | 'years';
  readonly state: State;
  /** Which of its sentences is said. */
  readonly word: string;
}

/** Open ones first, in the order in which something would be lost. */
export function dutiesOf(overview: FiscalOverview): readonly Duty[] {
  const { modules, alarm, next, notUploaded, hasSchedule } = overview;
  const months = modules.flatMap((module) => module.months);
  const odd = months.filter(({ findings, missingBefore = 0 }) => findings > 0 || missingBefore > 0).length;
  const isNew = !months.some(({ state }) => state === 'kept' || state === 'nothing');
  const keep: Duty =
    next === undefined
      ? { id: 'keep', state: isNew ? 'not_due' : 'ok', word: isNew ? 'nothing_yet' : 'done' }
      : { id: 'keep', state: alarm === 'calm' ? 'due' : alarm === 'soon' ? 'late' : 'attention', word: wordOf(alarm) };
  const whole: Duty = {
    id: 'whole',
    state: odd > 0 ? 'attention' : isNew ? 'not_due' : 'ok',
    word: odd > 0 ? 'odd' : 'done',
  };
  const elsewhere: Duty = {
    id: 'elsewhere',
    state: notUploaded > 0 ? 'due' : isNew ? 'not_due' : 'ok',
    word: notUploaded > 0 ? 'open' : 'done',
  };
  const byItself: Duty = { id: 'by_itself', state: hasSchedule ? 'ok' : 'due', word: hasSchedule ? 'done' : 'open' };
  return [
    keep,
    whole,
    elsewhere,
    byItself,
    // Nobody but the shop knows: said, not judged.
    { id: 'registered', state: 'not_due', word: 'said' },
    { id: 'years', state: 'ok', word: 'said' },
  ];
}

function wordOf(alarm: FiscalOverview['alarm']): string {
  return alarm === 'late' ? 'late' : 'due';
}
