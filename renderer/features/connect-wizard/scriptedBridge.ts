// A bridge for tests of the wizard: main's side of one flow, step by step, with everything that was sent to it.
import type { FlowStep, FlowView, PasteHint } from '../../../shared/contract/connect';
import type { ProviderView } from '../../../shared/contract/providers';
import type { CompanyId, ConnectionId, FlowId } from '../../../shared/domain/ids';
import type { AppError, Outcome } from '../../../shared/errors';
import type { FieldDescription } from '../../../shared/forms/fields';

const FLOW = '4b1c3f0e-52a5-4a9d-9d53-3a6f5a3c1111' as FlowId;
export const SAVED = {
  connectionId: '4b1c3f0e-52a5-4a9d-9d53-3a6f5a3c2222' as ConnectionId,
  companyId: '4b1c3f0e-52a5-4a9d-9d53-3a6f5a3c3333' as CompanyId,
};

const field = (id: string, extra: Partial<FieldDescription>): FieldDescription => ({
  id,
  kind: 'text',
  store: 'settings',
  required: true,
  advanced: false,
  multiline: false,
  ...extra,
});
export const testProvider: ProviderView = {
  id: 'testing',
  name: 'Test service',
  letters: 'TS',
  countries: ['PL'],
  capabilities: ['invoices'],
  fields: [
    field('token', { kind: 'secret', store: 'credentials', multiline: true }),
    field('environment', { kind: 'choice', choices: ['production', 'test'] }),
    field('taxNumber', { required: false }),
  ],
  signIn: [],
  actions: [],
  facts: [],
  hasSessions: false,
  guideSteps: 0,
  verifySteps: ['reachable', 'signed_in', 'company'],
  texts: { en: {}, pl: {}, de: {}, et: {} },
};

export function problem(kind: AppError['kind'], key: string, extra: Partial<AppError> = {}): AppError {
  return { kind, key, params: {}, supportId: 'S-1', ...extra };
}

type Answer = (input: never) => Outcome<unknown>;

/** Answers `connect.*` with the given current step and lets the test move it. */
export function scriptBridge() {
  const sent: { readonly name: string; readonly input: Readonly<Record<string, unknown>> }[] = [];
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  let current: FlowStep = { step: 'form', values: {} };
  let hint: PasteHint = { value: '', fills: {}, ok: true };
  let finish: Outcome<unknown> = { ok: true, value: SAVED };
  const view = (): FlowView => ({ id: FLOW, providerId: 'testing', current });
  const asView: Answer = () => ({ ok: true, value: view() });
  const answers: Readonly<Record<string, Answer>> = {
    'connect.start': asView,
    'connect.get': asView,
    'connect.back': () => {
      current = { step: 'form', values: {} };
      return { ok: true, value: view() };
    },
    'connect.check': () => {
      current = { step: 'check', ticks: [{ id: 'reachable', state: 'running' }] };
      return { ok: true, value: view() };
    },
    'connect.act': () => {
      current = { step: 'act', ticks: [] };
      return { ok: true, value: view() };
    },
    'connect.external': () => {
      current = { step: 'external', actionId: 'browser', url: 'https://cloud.example/login' };
      return { ok: true, value: view() };
    },
    'connect.recognise': () => ({ ok: true, value: hint }),
    'connect.finish': () => finish,
    'connect.cancel': () => ({ ok: true, value: undefined }),
  };
  const kontor = {
    platform: 'linux' as const,
    invoke: (name: string, input: unknown): Promise<Outcome<unknown>> => {
      sent.push({ name, input: (input ?? {}) as Readonly<Record<string, unknown>> });
      const answer = answers[name];
      return Promise.resolve(
        answer ? answer(input as never) : { ok: false, error: problem('bug', `error.unexpected_${name}`) },
      );
    },
    subscribe: (name: string, callback: (payload: unknown) => void) => {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(callback));
      return () => set.delete(callback);
    },
  };
  Object.assign(globalThis, { window: { kontor } });
  return {
    sent,
    namesSent: () => sent.map(({ name }) => name),
    setHint: (next: PasteHint) => {
      hint = next;
    },
    setFinish: (next: Outcome<unknown>) => {
      finish = next;
    },
    /** Main moved on: the window hears of it and asks. */
    moveTo: async (step: FlowStep): Promise<void> => {
      current = step;
      for (const callback of listeners.get('connect.flowChanged') ?? []) callback({ flowId: FLOW });
      await settle();
    },
  };
}

/** Lets promises that are already resolved run their continuations. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
}
