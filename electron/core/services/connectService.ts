// The wizard's flows: state lives here, with a time limit; nothing is saved before verify succeeded.
import { Failure } from '../../../shared/errors';
import type { CompanyId, ConnectionId, FlowId } from '../../../shared/domain/ids';
import { asLine, TITLE_CHARS } from '../../../shared/domain/line';
import type { FlowStep, FlowView, PasteHint, Tick } from '../../../shared/contract/connect';
import type { FieldValues } from '../../../shared/forms/fields';
import { parseValues } from '../../../shared/forms/parseValues';
import { suggestSlug, uniqueKeyOf } from './connectionLooks';
import type { ConnectParts } from './connectParts';
import { actionOf, beforeAction, runTask } from './flowActions';
import { runSignIn, settingsFor } from './flowSignIn';
import { cleaned, recognise } from './pastes';
import { saveFlow, type Flow } from './saveFlow';
import { memorySession, qualify } from './providerRuntime';
import { runProgress } from './runProgress';
import { splitValues } from './splitValues';

/** A flow that nobody touched for this long is forgotten, with everything that was typed. */
const FLOW_LIFE_MS = 60 * 60_000;

export interface ConnectService {
  start(order: {
    providerId: string;
    companyId?: CompanyId | undefined;
    connectionId?: ConnectionId | undefined;
    actionId?: string | undefined;
  }): Promise<FlowView>;
  get(flowId: FlowId): FlowView;
  recognise(flowId: FlowId, field: string, text: string, values: FieldValues): PasteHint;
  check(flowId: FlowId, values: FieldValues, trigger?: 'user' | 'demo' | 'api'): FlowView;
  act(flowId: FlowId, values: FieldValues): FlowView;
  external(flowId: FlowId, actionId: string, values: FieldValues): Promise<FlowView>;
  back(flowId: FlowId): FlowView;
  finish(flowId: FlowId, title: string, slug: string): Promise<{ connectionId: ConnectionId; companyId: CompanyId }>;
  cancel(flowId: FlowId): void;
  /** Resolves when the check or the sign-in in hand has ended. */
  settled(flowId: FlowId): Promise<FlowView>;
}

export function connectService(parts: ConnectParts): ConnectService {
  const { connections, manifestOf, runtime, runs, events, clock, ids } = parts;
  const flows = new Map<FlowId, Flow>();
  const work = new Map<FlowId, Promise<void>>();

  const flowOf = (flowId: FlowId): Flow => {
    for (const [id, flow] of flows) if (clock.now() - flow.touchedMs > FLOW_LIFE_MS) flows.delete(id);
    const flow = flows.get(flowId);
    if (!flow) throw new Failure({ kind: 'user_input', key: 'connect.flow_ended' });
    flow.touchedMs = clock.now();
    return flow;
  };

  const show = (flow: Flow, current: FlowStep): FlowView => {
    flow.view = { ...flow.view, current };
    events.emit('connect.flowChanged', { flowId: flow.view.id });
    return flow.view;
  };

  /** What may go back to the window: settings only, secrets never. */
  const shownValues = (flow: Flow): FieldValues => splitValues(flow.manifest.fields, flow.values).settings;

  const fail = (flow: Flow, what: string, error: unknown): void => {
    const supportId = ids.uuid().slice(-12);
    parts.logFailure(what, supportId, error);
    const { current } = flow.view;
    show(flow, {
      step: 'form',
      values: shownValues(flow),
      // The last tick and this step often come in one breath: the window would miss where it stopped.
      ...(current.step === 'check' || current.step === 'act' ? { ticks: current.ticks } : {}),
      problem: parts.tell(qualify(flow.manifest.id, error), supportId),
    });
  };

  const begin = (flow: Flow, task: (signal: AbortSignal) => Promise<void>): void => {
    flow.abort.abort();
    flow.abort = new AbortController();
    const { signal } = flow.abort;
    const running = task(signal).catch((error: unknown) => {
      if (!signal.aborted) fail(flow, 'connect', error);
    });
    work.set(flow.view.id, running);
  };

  const refuseDouble = async (
    flow: Flow,
    companyId: CompanyId | undefined,
    identity: string,
    settings: FieldValues,
  ): Promise<string> => {
    // Without a company a destination cannot be doubled: its key starts with the company that is made at the end.
    const key = uniqueKeyOf(flow.manifest, companyId ?? flow.connectionId, identity, settings);
    const taken = await connections.findByUniqueKey(key);
    if (taken && taken.id !== flow.connectionId) {
      throw new Failure({ kind: 'conflict', key: 'connect.already_connected', params: { title: taken.title } });
    }
    return key;
  };

  const runCheck = async (
    flow: Flow,
    signal: AbortSignal,
    trigger: 'user' | 'demo' | 'api',
    session = memorySession(),
  ): Promise<void> => {
    const { manifest, connectionId } = flow;
    const { settings, credentials } = splitValues(manifest.fields, flow.values);
    const ticks: Tick[] = manifest.verifySteps.map((id) => ({ id, state: 'waiting' }));
    show(flow, { step: 'check', ticks: [...ticks] });
    const run = await runs.open(
      {
        kind: 'verify',
        trigger,
        connections: [connectionId],
        ...(flow.view.companyId ? { companyId: flow.view.companyId } : {}),
      },
      () => [],
    );
    const progress = runProgress(runs, run.id, connectionId, clock);
    // Whoever presses *Check* after an outage knows more than a circuit that still waits.
    parts.closeCircuits(connectionId);
    flow.session = session;
    try {
      const verify = await manifest.verify();
      const ctx = runtime.context(
        { manifest, connectionId, settings, credentials },
        { signal, log: progress.log, session: flow.session, onWaiting: progress.waiting.bind(progress) },
      );
      const result = await verify(ctx, (tick) => {
        const index = ticks.findIndex((known) => known.id === tick.id);
        if (index < 0 || signal.aborted) return;
        ticks[index] = tick;
        if (tick.state !== 'running')
          void runs.log(run.id, 'info', `provider.${manifest.id}.verify.${tick.id}`, { ms: tick.ms ?? 0 });
        show(flow, { step: 'check', ticks: [...ticks] });
      });
      if (signal.aborted) throw signal.reason;
      if (flow.existing && ![result.identity, ''].includes(flow.existing.identity)) {
        throw new Failure({
          kind: 'auth',
          key: 'connect.wrong_account',
          params: { found: result.identity, expected: flow.existing.identity },
        });
      }
      await refuseDouble(flow, flow.view.companyId, result.identity, { ...settings, ...result.settings });
      flow.result = result;
      await runs.settle(run.id, connectionId, { state: 'done', done: ticks.length, total: ticks.length });
      const title = flow.existing?.title ?? asLine(result.suggestedTitle, TITLE_CHARS);
      show(flow, {
        step: 'checked',
        ticks: [...ticks],
        ...(result.company ? { company: result.company } : {}),
        identity: result.identity,
        suggestedTitle: title,
        suggestedSlug: flow.existing?.slug ?? suggestSlug(title, new Set(await connections.slugs())),
      });
    } catch (error) {
      const supportId = ids.uuid().slice(-12);
      const problem = parts.tell(qualify(manifest.id, error), supportId);
      const cancelled = signal.aborted || problem.kind === 'cancelled';
      if (!cancelled)
        await runs.log(run.id, 'problem', 'run.log.stopped', { reason: problem.key, supportId: problem.supportId });
      await runs.settle(run.id, connectionId, cancelled ? { state: 'cancelled' } : { state: 'failed', problem });
      throw error;
    }
  };

  return {
    start: async ({ providerId, companyId, connectionId, actionId }) => {
      const existing = connectionId ? await connections.find(connectionId) : null;
      const manifest = manifestOf(existing?.providerId ?? providerId);
      const id = ids.uuid() as FlowId;
      const action = actionId === undefined ? null : actionOf(manifest, existing, actionId);
      const presets = action?.kind === 'change' ? action.presets : {};
      const settings = action?.kind === 'task' ? {} : { ...existing?.settings, ...presets };
      const owner = existing?.companyId ?? companyId;
      const view: FlowView = {
        id,
        providerId: manifest.id,
        ...(owner === undefined ? {} : { companyId: owner }),
        ...(existing ? { connectionId: existing.id } : {}),
        ...(action ? { actionId: action.id } : {}),
        current: { step: 'form', values: settings },
      };
      flows.set(id, {
        view,
        manifest,
        connectionId: existing?.id ?? (ids.uuid() as ConnectionId),
        existing,
        action,
        answers: {},
        values: settings,
        session: memorySession(),
        result: null,
        abort: new AbortController(),
        touchedMs: clock.now(),
      });
      return view;
    },
    get: (flowId) => flowOf(flowId).view,
    recognise: (flowId, field, text, values) => recognise(flowOf(flowId), field, text, values),
    check: (flowId, values, trigger = 'user') => {
      const flow = flowOf(flowId);
      if (flow.action?.kind === 'task') throw new Failure({ kind: 'bug', key: 'error.bug' });
      // On a new sign-in an empty secret field does not mean "keep": the old one no longer works.
      const presets = flow.action?.presets ?? {};
      flow.answers = parseValues(flow.action?.questions ?? [], values);
      // A guided change asks for a part of the form; the rest is as it was.
      const before = flow.action ? shownValues(flow) : {};
      flow.values = {
        ...shownValues(flow),
        ...cleaned(flow.manifest, parseValues(flow.manifest.fields, { ...before, ...values, ...presets })),
      };
      flow.result = null;
      begin(flow, (signal) => runCheck(flow, signal, trigger));
      return flow.view;
    },
    act: (flowId, values) => {
      const flow = flowOf(flowId);
      const { action } = flow;
      if (action?.kind !== 'task') throw new Failure({ kind: 'bug', key: 'error.bug' });
      const answers = parseValues(action.questions, values);
      begin(flow, (signal) => runTask(parts, flow, { action, answers, signal, show: (step) => show(flow, step) }));
      return flow.view;
    },
    external: async (flowId, actionId, values) => {
      const flow = flowOf(flowId);
      const action = flow.manifest.signIn?.find((candidate) => candidate.id === actionId);
      if (!action) throw new Failure({ kind: 'bug', key: 'error.bug' });
      const settings = settingsFor(flow, values);
      begin(flow, async (signal) => {
        const session = memorySession();
        const order = { action, settings, values, session, signal, show: (step: FlowStep) => show(flow, step) };
        const found = await runSignIn(parts, flow, order);
        flow.values = { ...settings, ...parseValues(flow.manifest.fields, found) };
        // What came with the tokens, such as their ends, is checked and saved with them.
        await runCheck(flow, signal, 'user', session);
      });
      return flow.view;
    },
    back: (flowId) => {
      const flow = flowOf(flowId);
      flow.abort.abort();
      flow.result = null;
      return show(flow, { step: 'form', values: shownValues(flow) });
    },
    finish: async (flowId, title, slugText) => {
      const flow = flowOf(flowId);
      const old = await beforeAction(parts, flow);
      const saved = await saveFlow(parts, flow, { title, slugText, refuseDouble });
      flows.delete(flowId);
      events.emit('connections.changed', { connectionId: saved.connectionId });
      const after = flow.action?.kind === 'change' ? flow.action.afterSave : undefined;
      if (old && after) await parts.remote.leave(old, async (ctx) => (await after())(ctx, flow.answers));
      return saved;
    },
    cancel: (flowId) => {
      flows.get(flowId)?.abort.abort();
      flows.delete(flowId);
      work.delete(flowId);
    },
    settled: async (flowId) => {
      await work.get(flowId);
      return flowOf(flowId).view;
    },
  };
}
