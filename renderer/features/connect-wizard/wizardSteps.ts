// The wizard's state and what an answer of main does to it: pure.
import type { FlowView, FoundCompany, PasteHint, TaskOutcome, Tick } from '../../../shared/contract/connect';
import type { ActionView, ProviderView } from '../../../shared/contract/providers';
import type { CompanyId, ConnectionId } from '../../../shared/domain/ids';
import type { AppError } from '../../../shared/errors';
import type { FieldValues } from '../../../shared/forms/fields';

export type StepName = 'service' | 'sign_in' | 'external' | 'check' | 'task' | 'done' | 'ended';

export interface Checked {
  readonly identity: string;
}
export interface WizardState {
  readonly step: StepName;
  /** With an action, a form, steps and a guide of its own. */
  readonly provider: ProviderView | undefined;
  readonly action: ActionView | undefined;
  readonly flow: FlowView | undefined;
  readonly values: FieldValues;
  /** By hand, or in the browser where the provider offers that. */
  readonly way: 'browser' | 'form';
  /** Texts at fields: keys of the provider's texts, or of ours. */
  readonly fieldProblems: Readonly<Record<string, string>>;
  readonly hints: Readonly<Record<string, PasteHint>>;
  readonly ticks: readonly Tick[];
  readonly company: FoundCompany | undefined;
  readonly checked: Checked | undefined;
  readonly outcome: TaskOutcome | undefined;
  readonly problem: AppError | undefined;
  readonly url: string | undefined;
  readonly title: string;
  readonly slug: string;
  readonly isBusy: boolean;
  readonly result: { readonly connectionId: ConnectionId; readonly companyId: CompanyId } | undefined;
}

export const START: WizardState = {
  step: 'service',
  provider: undefined,
  action: undefined,
  flow: undefined,
  values: {},
  way: 'form',
  fieldProblems: {},
  hints: {},
  ticks: [],
  company: undefined,
  checked: undefined,
  outcome: undefined,
  problem: undefined,
  url: undefined,
  title: '',
  slug: '',
  isBusy: false,
  result: undefined,
};

/** The steps of verify in the provider's order, so that the ones to come are on the screen before they run. */
export function ticksInOrder(order: readonly string[], ticks: readonly Tick[]): readonly Tick[] {
  const known = new Map(ticks.map((tick) => [tick.id, tick]));
  const listed = order.map((id): Tick => known.get(id) ?? { id, state: 'waiting' });
  return [...listed, ...ticks.filter(({ id }) => !order.includes(id))];
}

/** A tick that was running when the check ended is the one it ended at. */
export function stoppedTicks(ticks: readonly Tick[]): readonly Tick[] {
  return ticks.map((tick) => (tick.state === 'running' ? { ...tick, state: 'failed' } : tick));
}

export function applyFlow(state: WizardState, flow: FlowView): WizardState {
  const current = flow.current;
  const base = { ...state, flow, isBusy: false };
  switch (current.step) {
    case 'form':
      return applyForm(base, current);
    case 'external':
      return { ...base, step: 'external', url: current.url, problem: undefined };
    case 'check':
      return {
        ...base,
        step: 'check',
        ticks: current.ticks,
        company: current.company,
        checked: undefined,
        problem: undefined,
      };
    case 'checked':
      return {
        ...base,
        step: 'check',
        ticks: current.ticks,
        company: current.company,
        checked: { identity: current.identity },
        problem: undefined,
        title: state.title === '' ? current.suggestedTitle : state.title,
        slug: state.slug === '' ? current.suggestedSlug : state.slug,
      };
    case 'act':
      return { ...base, step: 'task', ticks: current.ticks, problem: undefined };
    case 'acted':
      // What was asked for the task is not needed any more.
      return { ...base, step: 'task', ticks: current.ticks, values: {}, outcome: current.outcome, problem: undefined };
    case 'done':
      return { ...base, step: 'done', problem: undefined };
    case 'ended':
      return { ...base, step: 'ended', problem: current.problem };
  }
}

/** A refused form: what belongs to a field is said there, everything else where the ticks stopped. */
function applyForm(state: WizardState, form: Extract<FlowView['current'], { step: 'form' }>): WizardState {
  const { values, problem, ticks } = form;
  const base = { ...state, values: { ...state.values, ...values }, checked: undefined };
  if (!problem) return { ...base, step: 'sign_in', problem: undefined };
  const fieldErrors = problem.fieldErrors ?? {};
  if (Object.keys(fieldErrors).length > 0) return { ...base, step: 'sign_in', fieldProblems: fieldErrors, problem };
  const step = state.action?.kind === 'task' ? 'task' : 'check';
  return { ...base, step, ticks: stoppedTicks(ticks ?? state.ticks), problem };
}
