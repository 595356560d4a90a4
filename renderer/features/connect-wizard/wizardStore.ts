// Drives one flow: sends what the user does, takes in what main answers, drops answers that come after the sheet was closed.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FlowView } from '../../../shared/contract/connect';
import type { ProviderView } from '../../../shared/contract/providers';
import type { CompanyId, ConnectionId } from '../../../shared/domain/ids';
import type { FieldValues } from '../../../shared/forms/fields';
import type { Outcome } from '../../../shared/errors';
import { call, listen } from '../../bridge/bridge';
import { providerForAction } from './actionForm';
import { draftOf, dropDraft, keepDraft } from './drafts';
import { fieldsInBrowser, missingFields, sendableValues, startValues, withoutSecrets } from './formValues';
import { recognition } from './recognition';
import { isSlug } from './slug';
import { applyFlow, START, type WizardState } from './wizardSteps';

export interface Target {
  readonly companyId?: CompanyId;
  readonly connectionId?: ConnectionId;
  readonly actionId?: string;
}
export interface Wizard {
  readonly store: StoreApi<WizardState>;
  readonly begin: (provider: ProviderView, target: Target) => Promise<void>;
  readonly setValue: (field: string, value: FieldValues[string]) => void;
  readonly recognise: (field: string, text: string) => void;
  readonly setWay: (way: WizardState['way']) => void;
  /** Starts the check of what was entered, or the task that it is for. */
  readonly send: () => Promise<void>;
  readonly signInOutside: (actionId: string) => Promise<void>;
  readonly back: () => Promise<void>;
  readonly setName: (change: { readonly title?: string; readonly slug?: string }) => void;
  readonly finish: () => Promise<void>;
  /** Ends the flow in main and keeps what is no secret. */
  readonly close: () => void;
}

export function createWizard(): Wizard {
  const store = createStore<WizardState>(() => START);
  const { getState: get, setState: set } = store;
  // An answer belongs to the sheet only while the epoch is the one in which it was asked for.
  let epoch = 0;
  let draftKey: string | undefined;
  const texts = recognition();
  let stopListening = (): void => undefined;

  const take = (asked: number, outcome: Outcome<FlowView>): void => {
    if (asked !== epoch) return;
    if (outcome.ok) set(applyFlow(get(), outcome.value));
    else set({ isBusy: false, problem: outcome.error, fieldProblems: outcome.error.fieldErrors ?? {} });
  };
  const refresh = async (): Promise<void> => {
    const flow = get().flow;
    if (!flow) return;
    const asked = epoch;
    take(asked, await call('connect.get', { flowId: flow.id }));
  };

  return {
    store,
    begin: async (provider, target) => {
      epoch += 1;
      const asked = epoch;
      const action = provider.actions.find(({ id }) => id === target.actionId);
      const shown = action ? providerForAction(provider, action) : provider;
      // What an action asks is asked for this once: a typed word stands for a decision.
      draftKey = action ? undefined : (target.connectionId ?? provider.id);
      set({ ...START, provider: shown, action, way: shown.signIn.length > 0 ? 'browser' : 'form', isBusy: true });
      stopListening();
      stopListening = listen('connect.flowChanged', ({ flowId }) => {
        if (flowId === get().flow?.id) void refresh();
      });
      const outcome = await call('connect.start', { providerId: provider.id, ...target });
      if (asked !== epoch) {
        if (outcome.ok) void call('connect.cancel', { flowId: outcome.value.id });
        return;
      }
      if (outcome.ok) set({ values: startValues(shown.fields, draftKey === undefined ? {} : draftOf(draftKey)) });
      take(asked, outcome);
    },
    setValue: (field, value) => {
      const { [field]: _old, ...hints } = get().hints;
      const { [field]: _problem, ...fieldProblems } = get().fieldProblems;
      set({ values: { ...get().values, [field]: value }, hints, fieldProblems });
    },
    recognise: (field, text) => {
      const asked = epoch;
      texts.later(field, async () => {
        const { flow, values } = get();
        if (!flow || text.trim() === '' || asked !== epoch) return;
        const outcome = await call('connect.recognise', { flowId: flow.id, field, text, values });
        // Typed on meanwhile: the hint is about a text that is gone.
        if (!outcome.ok || asked !== epoch || get().values[field] !== text) return;
        const hint = outcome.value;
        set({
          // A secret never comes back: what was pasted stays as it is, main cleans it.
          values: { ...get().values, ...hint.fills, ...(hint.value === undefined ? {} : { [field]: hint.value }) },
          hints: { ...get().hints, [field]: hint },
        });
      });
    },
    setWay: (way) => set({ way, fieldProblems: {}, problem: undefined }),
    send: async () => {
      // What a secret tells about itself fills other fields: it must not be missed because the button was quicker.
      await texts.now();
      const { flow, provider, action, values } = get();
      if (!flow || !provider) return;
      const missing = missingFields(provider.fields, values);
      if (missing.length > 0) {
        set({ step: 'sign_in', fieldProblems: Object.fromEntries(missing.map((id) => [id, 'missing'])) });
        return;
      }
      const asked = epoch;
      set({ isBusy: true, problem: undefined, fieldProblems: {}, ticks: [], company: undefined });
      const order = { flowId: flow.id, values: sendableValues(provider.fields, values) };
      take(asked, await (action?.kind === 'task' ? call('connect.act', order) : call('connect.check', order)));
    },
    signInOutside: async (actionId) => {
      const { flow, provider, values } = get();
      if (!flow || !provider) return;
      const asked = epoch;
      const { asks = [] } = provider.signIn.find(({ id }) => id === actionId) ?? {};
      const fields = fieldsInBrowser(provider.fields, asks);
      const missing = missingFields(fields, values);
      if (missing.length > 0) {
        set({ fieldProblems: Object.fromEntries(missing.map((id) => [id, 'missing'])) });
        return;
      }
      set({ isBusy: true, problem: undefined, fieldProblems: {}, ticks: [] });
      take(
        asked,
        await call('connect.external', { flowId: flow.id, actionId, values: sendableValues(fields, values) }),
      );
    },
    back: async () => {
      const { flow, step } = get();
      if (!flow || step === 'sign_in' || step === 'service' || step === 'ended') {
        const { provider, values } = get();
        if (provider && draftKey !== undefined) keepDraft(draftKey, withoutSecrets(provider.fields, values));
        epoch += 1;
        set(START);
        await endFlow(flow);
        return;
      }
      const asked = epoch;
      // A refused check already stands at the form in main.
      if (flow.current.step === 'form') set({ step: 'sign_in', problem: undefined });
      else take(asked, await call('connect.back', { flowId: flow.id }));
    },
    setName: (change) => {
      const { title: _title, slug: _slug, ...fieldProblems } = get().fieldProblems;
      set({ ...change, fieldProblems });
    },
    finish: async () => {
      const { flow, title, slug } = get();
      if (!flow) return;
      const fieldProblems = {
        ...(title.trim() === '' ? { title: 'name_missing' } : {}),
        ...(isSlug(slug) ? {} : { slug: 'slug_wrong' }),
      };
      if (Object.keys(fieldProblems).length > 0) {
        set({ fieldProblems });
        return;
      }
      const asked = epoch;
      set({ isBusy: true, problem: undefined });
      const outcome = await call('connect.finish', { flowId: flow.id, title: title.trim(), slug });
      if (asked !== epoch) return;
      if (outcome.ok) {
        if (draftKey !== undefined) dropDraft(draftKey);
        set({ step: 'done', result: outcome.value, isBusy: false });
      } else {
        const fieldErrors = outcome.error.fieldErrors ?? {};
        const isAtField = Object.keys(fieldErrors).length > 0;
        set({ isBusy: false, fieldProblems: fieldErrors, problem: isAtField ? undefined : outcome.error });
      }
    },
    close: () => {
      const { flow, provider, values, step } = get();
      if (provider && draftKey !== undefined && step !== 'done')
        keepDraft(draftKey, withoutSecrets(provider.fields, values));
      if (step !== 'done') void endFlow(flow);
      stopListening();
      texts.drop();
      epoch += 1;
      set(START);
    },
  };
}

async function endFlow(flow: FlowView | undefined): Promise<void> {
  if (flow) await call('connect.cancel', { flowId: flow.id });
}
