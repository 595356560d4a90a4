// Main's side of the wizard, invented: a token with "wrong" in it is refused, every other one passes tick by tick.
import type { FlowStep, FlowView, Tick } from '../../../shared/contract/connect';
import type { ProviderView } from '../../../shared/contract/providers';
import { ConnectionId, ConnectionSlug, FlowId } from '../../../shared/domain/ids';
import type { FieldValues } from '../../../shared/forms/fields';
import type { FakeBridge } from '../fakeBridge';
import { DRESSED } from './dressedProviders';
import { seeded, uuid } from './seeded';
import { FIRM } from './world';

const random = seeded(41);
const NOTES: Readonly<Record<string, string>> = {
  reachable: 'note.answers',
  signed_in: 'note.with_token',
  company: 'note.nip',
  rights: 'note.rights',
  newest: 'note.newest',
  written: 'note.written',
  read: 'note.read',
};

export interface FlowOptions {
  /** How long each tick takes; the page for pictures wants them at once. */
  readonly tickMs: number;
  readonly idFor: (provider: ProviderView) => ConnectionId | undefined;
  readonly onSaved: (saved: { id: ConnectionId; slug: ConnectionSlug; title: string; provider: ProviderView }) => void;
}

export function answerConnect(fake: FakeBridge, { tickMs, idFor, onSaved }: FlowOptions): void {
  let flow: FlowView | undefined;
  let run = 0;
  const provider = (): ProviderView => {
    const found = DRESSED.find(({ id }) => id === flow?.providerId);
    if (!found) throw new Error('no flow');
    return found;
  };
  const put = (current: FlowStep): FlowView => {
    if (!flow) throw new Error('no flow');
    flow = { ...flow, current };
    fake.emit('connect.flowChanged', { flowId: flow.id });
    return flow;
  };
  const company = { name: 'Zielona Kuźnia sp. z o.o.', taxId: '5265877635', address: 'ul. Rzemieślnicza 8, Poznań' };
  const tickAt = (id: string, state: Tick['state'], index: number): Tick => ({
    id,
    state,
    ...(state === 'done'
      ? { ms: 200 + index * 310, ...(NOTES[id] ? { note: NOTES[id], noteParams: { user: 'zk' } } : {}) }
      : {}),
  });
  const advance = (mine: number, at: number, values: FieldValues): void => {
    if (mine !== run) return;
    const steps = provider().verifySteps;
    const ticks = steps.map((id, index) =>
      tickAt(id, index < at ? 'done' : index === at ? 'running' : 'waiting', index),
    );
    const isSource = provider().capabilities.includes('invoices');
    const found = isSource && at > steps.indexOf('company') ? { company } : {};
    if (at === 1 && String(values['token'] ?? '').includes('wrong')) {
      const problem = {
        kind: 'auth',
        key: `provider.${provider().id}.token_refused`,
        params: {},
        supportId: 'K7-51D0',
        details: 'POST /auth/token\nHTTP 400 21301 InvalidToken',
      } as const;
      put({ step: 'form', values: {}, problem, ticks });
      return;
    }
    if (at >= steps.length) {
      const suggested = { suggestedTitle: provider().name, suggestedSlug: provider().id };
      put({ step: 'checked', ticks, identity: '5265877635@production', ...found, ...suggested });
      return;
    }
    put({ step: 'check', ticks, ...found });
    setTimeout(() => advance(mine, at + 1, values), tickMs);
  };
  fake.answer('connect.start', ({ providerId, connectionId }) => {
    flow = {
      id: FlowId.parse(uuid(random)),
      providerId,
      current: { step: 'form', values: {} },
      ...(connectionId ? { connectionId } : {}),
    };
    return flow;
  });
  fake.answer('connect.get', () => {
    if (!flow) throw new Error('no flow');
    return flow;
  });
  fake.answer('connect.recognise', ({ field, text }) => {
    const value = text.trim();
    const nip = /nip-(\d{10})/.exec(value)?.[1];
    if (field !== 'token') return { value, fills: {}, ok: true };
    if (nip) {
      const shown = nip.replace(/(\d{3})(\d{3})(\d\d)(\d\d)/, '$1-$2-$3-$4');
      return { value, hint: 'paste.token_for', hintParams: { nip: shown }, fills: {}, ok: true };
    }
    return value.length < 20
      ? { value, hint: 'paste.too_short', fills: {}, ok: false }
      : { value, fills: {}, ok: true };
  });
  fake.answer('connect.check', ({ values }) => {
    run += 1;
    advance(run, 0, values);
    if (!flow) throw new Error('no flow');
    return flow;
  });
  const act = (mine: number, at: number): void => {
    if (mine !== run) return;
    const { id = '', steps = [] } = provider().actions[0] ?? {};
    const ticks = steps.map((step, index) =>
      tickAt(step, index < at ? 'done' : index === at ? 'running' : 'waiting', index),
    );
    if (at >= steps.length) {
      const [lines, once] = [
        [{ key: `action.${id}.done`, params: {} }],
        [{ label: `action.${id}.code`, value: '4711' }],
      ];
      put({ step: 'acted', ticks, outcome: { lines, once } });
      return;
    }
    put({ step: 'act', ticks });
    setTimeout(() => act(mine, at + 1), tickMs);
  };
  fake.answer('connect.act', () => {
    run += 1;
    act(run, 0);
    if (!flow) throw new Error('no flow');
    return flow;
  });
  fake.answer('connect.external', ({ actionId, values }) => {
    run += 1;
    const mine = run;
    const view = put({ step: 'external', actionId, url: 'https://chmurka.example/login/v2/flow/8fK2mQ7xR1tVw9' });
    if (tickMs < 5000) setTimeout(() => advance(mine, 0, values), tickMs * 20);
    return view;
  });
  fake.answer('connect.back', () => {
    run += 1;
    return put({ step: 'form', values: {} });
  });
  fake.answer('connect.cancel', ({ flowId }) => {
    if (flow?.id !== flowId) return;
    run += 1;
    flow = undefined;
  });
  fake.answer('connect.finish', ({ title, slug }) => {
    const id = idFor(provider()) ?? ConnectionId.parse(uuid(random));
    onSaved({ id, slug: ConnectionSlug.parse(slug), title, provider: provider() });
    put({ step: 'done', connectionId: id });
    return { connectionId: id, companyId: FIRM.companyId };
  });
}
