import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FlowStep } from '../../../shared/contract/connect';
import type { ActionView } from '../../../shared/contract/providers';
import { dropDraft } from './drafts';
import { RECOGNISE_AFTER_MS } from './recognition';
import { problem, SAVED, scriptBridge, settle, testProvider } from './scriptedBridge';
import { createWizard } from './wizardStore';

const checked: FlowStep = {
  step: 'checked',
  ticks: [{ id: 'reachable', state: 'done', ms: 200 }],
  company: { name: 'Zielona Kuźnia sp. z o.o.', taxId: '5265877635' },
  identity: '5265877635@prod',
  suggestedTitle: 'Test service',
  suggestedSlug: 'test-service',
};

const ending: ActionView = {
  id: 'end',
  kind: 'task',
  fields: [],
  questions: [{ id: 'word', kind: 'text', store: 'settings', required: true, advanced: false, multiline: false }],
  steps: [],
  isDestructive: true,
  guideSteps: 0,
};

let bridge: ReturnType<typeof scriptBridge>;
beforeEach(() => {
  vi.useFakeTimers();
  dropDraft(testProvider.id);
  bridge = scriptBridge();
});
afterEach(() => {
  vi.useRealTimers();
});

async function atForm() {
  const wizard = createWizard();
  await wizard.begin(testProvider, {});
  return wizard;
}

describe('wizard', () => {
  it('recovers: wrong token, explanation, right token, done', async () => {
    const wizard = await atForm();
    const state = () => wizard.store.getState();
    wizard.setValue('token', 'wrong');
    await wizard.send();
    expect(state().step).toBe('check');
    await bridge.moveTo({ step: 'form', values: {}, problem: problem('auth', 'provider.testing.token_refused') });
    expect(state()).toMatchObject({ step: 'check', problem: { key: 'provider.testing.token_refused' } });
    expect(state().ticks).toEqual([{ id: 'reachable', state: 'failed' }]);

    await wizard.back();
    expect(state()).toMatchObject({ step: 'sign_in', values: { token: 'wrong' }, problem: undefined });
    wizard.setValue('token', ' right\n');
    await wizard.send();
    await bridge.moveTo(checked);
    expect(state()).toMatchObject({ step: 'check', title: 'Test service', slug: 'test-service' });
    await wizard.finish();
    expect(state()).toMatchObject({ step: 'done', result: SAVED });
    const tokens = bridge.sent.filter(({ name }) => name === 'connect.check').map(({ input }) => input['values']);
    expect(tokens).toEqual([
      { token: 'wrong', environment: 'production' },
      { token: 'right', environment: 'production' },
    ]);
  });

  it('sends nothing while a required field is empty, and says which', async () => {
    const wizard = await atForm();
    await wizard.send();
    expect(bridge.namesSent()).not.toContain('connect.check');
    expect(wizard.store.getState()).toMatchObject({ step: 'sign_in', fieldProblems: { token: 'missing' } });
    wizard.setValue('token', 'x');
    expect(wizard.store.getState().fieldProblems).toEqual({});
  });

  it('says at the field what is wrong with the field', async () => {
    const wizard = await atForm();
    wizard.setValue('token', 'x');
    await wizard.send();
    await bridge.moveTo({
      step: 'form',
      values: {},
      problem: problem('user_input', 'error.form', { fieldErrors: { taxNumber: 'tax_number_checksum' } }),
    });
    expect(wizard.store.getState()).toMatchObject({
      step: 'sign_in',
      fieldProblems: { taxNumber: 'tax_number_checksum' },
    });
  });

  it('takes over what was recognised, and drops a hint about a text that is gone', async () => {
    const wizard = await atForm();
    bridge.setHint({ value: 'abc|nip-5265877635', hint: 'paste.for', fills: { taxNumber: '5265877635' }, ok: true });
    wizard.setValue('token', ' abc|nip-5265877635 ');
    wizard.recognise('token', ' abc|nip-5265877635 ');
    expect(bridge.namesSent()).not.toContain('connect.recognise');
    vi.advanceTimersByTime(RECOGNISE_AFTER_MS);
    await settle();
    expect(wizard.store.getState().values).toMatchObject({ token: 'abc|nip-5265877635', taxNumber: '5265877635' });

    wizard.setValue('token', 'first');
    wizard.recognise('token', 'first');
    vi.advanceTimersByTime(RECOGNISE_AFTER_MS);
    wizard.setValue('token', 'second');
    await settle();
    expect(wizard.store.getState().values['token']).toBe('second');
    expect(wizard.store.getState().hints).toEqual({});
  });

  it('recognises each field by itself, and what still waits before the check', async () => {
    const wizard = await atForm();
    bridge.setHint({ value: 'abc|nip-5265877635', fills: { taxNumber: '5265877635' }, ok: true });
    wizard.setValue('token', 'abc|nip-5265877635');
    wizard.recognise('token', 'abc|nip-5265877635');
    wizard.recognise('taxNumber', '');
    await wizard.send();
    expect(bridge.namesSent().filter((name) => name === 'connect.recognise')).toHaveLength(1);
    expect(wizard.store.getState().values).toMatchObject({ taxNumber: '5265877635' });
    expect(bridge.namesSent()).toContain('connect.check');
  });

  it('keeps settings and no secret when the sheet is closed, and ends the flow in main', async () => {
    const wizard = await atForm();
    wizard.setValue('token', 'secret');
    wizard.setValue('environment', 'test');
    wizard.close();
    expect(bridge.namesSent()).toContain('connect.cancel');
    expect(wizard.store.getState().values).toEqual({});
    await wizard.begin(testProvider, {});
    expect(wizard.store.getState().values).toEqual({ environment: 'test' });
  });

  it('takes no answer that comes after the sheet was closed', async () => {
    const wizard = createWizard();
    const begun = wizard.begin(testProvider, {});
    wizard.close();
    await begun;
    await settle();
    expect(wizard.store.getState().step).toBe('service');
    expect(bridge.namesSent()).toEqual(['connect.start', 'connect.cancel']);
  });

  it('shows a readable id that is taken at its field, and saves with another', async () => {
    const wizard = await atForm();
    wizard.setValue('token', 'x');
    await wizard.send();
    await bridge.moveTo(checked);
    bridge.setFinish({ ok: false, error: problem('conflict', 'error.slug', { fieldErrors: { slug: 'slug_taken' } }) });
    await wizard.finish();
    expect(wizard.store.getState()).toMatchObject({ step: 'check', fieldProblems: { slug: 'slug_taken' } });
    wizard.setName({ slug: 'not valid-' });
    await wizard.finish();
    expect(wizard.store.getState().fieldProblems).toEqual({ slug: 'slug_wrong' });
    bridge.setFinish({ ok: true, value: SAVED });
    wizard.setName({ slug: 'other' });
    await wizard.finish();
    expect(wizard.store.getState().step).toBe('done');
  });

  it('sends the answers of a task, keeps none of them, and shows what it brought', async () => {
    const action: ActionView = {
      ...ending,
      steps: ['ended'],
    };
    const wizard = createWizard();
    const state = () => wizard.store.getState();
    const begin = () =>
      wizard.begin({ ...testProvider, actions: [action] }, { connectionId: SAVED.connectionId, actionId: 'end' });
    await begin();
    await wizard.send();
    expect(state()).toMatchObject({ step: 'sign_in', fieldProblems: { word: 'missing' } });
    wizard.setValue('word', 'end it');
    await wizard.send();
    expect(bridge.sent.at(-1)).toMatchObject({ name: 'connect.act', input: { values: { word: 'end it' } } });
    expect(state().step).toBe('task');
    await bridge.moveTo({ step: 'form', values: {}, problem: problem('unavailable', 'net.refused'), ticks: [] });
    expect(state()).toMatchObject({ step: 'task', problem: { key: 'net.refused' }, values: { word: 'end it' } });
    await wizard.send();
    const outcome = { lines: [{ key: 'action.end.done', params: {} }], once: [] };
    await bridge.moveTo({ step: 'acted', ticks: [{ id: 'ended', state: 'done' }], outcome });
    expect(state()).toMatchObject({ step: 'task', outcome, problem: undefined });
    expect(state().values).toEqual({});
    wizard.close();
    await begin();
    expect(state().values).toEqual({});
  });

  it('keeps no draft of an action that was left', async () => {
    const wizard = createWizard();
    const target = { connectionId: SAVED.connectionId, actionId: 'end' };
    await wizard.begin({ ...testProvider, actions: [ending] }, target);
    wizard.setValue('word', 'end it');
    wizard.close();
    await wizard.begin({ ...testProvider, actions: [ending] }, target);
    expect(wizard.store.getState().values).toEqual({});
  });

  it('asks for no password before a sign-in in the browser', async () => {
    const wizard = createWizard();
    await wizard.begin(
      { ...testProvider, signIn: [{ id: 'browser', opensBrowser: true, asks: [], hasGuide: false }] },
      {},
    );
    expect(wizard.store.getState().way).toBe('browser');
    await wizard.signInOutside('browser');
    expect(wizard.store.getState()).toMatchObject({ step: 'external', url: 'https://cloud.example/login' });
    await bridge.moveTo(checked);
    expect(wizard.store.getState().step).toBe('check');
  });
});
