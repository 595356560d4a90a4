// What a month still needs before it can be closed: pure.
import type { ClosingKind, ClosingStep, ClosingView } from '../../../shared/contract/closing';

/** `later`: something before it has to be done first. */
export type StepState = 'done' | 'open' | 'later';

/** A person's own choice: they keep nothing back. */
const OWN_CHOICE: readonly ClosingKind[] = ['look', 'match'];
/** They are only asked for when everything before them is done. */
const IN_TURN: readonly ClosingKind[] = ['bundle', 'arrived'];

const keepsBack = (step: ClosingStep): boolean => !step.isDone && !OWN_CHOICE.includes(step.kind);

export function stateOf(step: ClosingStep, steps: readonly ClosingStep[]): StepState {
  if (step.isDone) return 'done';
  const before = steps.slice(0, steps.indexOf(step));
  return IN_TURN.includes(step.kind) && before.some(keepsBack) ? 'later' : 'open';
}

/** Why the month cannot be closed yet; nothing when it may be. */
export function reasonOf(view: ClosingView): ClosingKind | 'not_over' | 'other' | undefined {
  if (view.mayClose) return undefined;
  return view.isOver ? (view.steps.find(keepsBack)?.kind ?? 'other') : 'not_over';
}
