// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { RunView } from '../../shared/contract/runs';
import type { RunId } from '../../shared/domain/ids';
import { createFakeBridge } from '../bridge/fakeBridge';
import { renderApp } from './renderForTest';

afterEach(cleanup);

const RUN = '01999999-0000-7000-8000-00000000000a' as RunId;
const run = (state: RunView['state']): RunView => ({
  id: RUN,
  kind: 'sync',
  trigger: 'user',
  state,
  startedAt: '2026-11-12T09:00:00.000Z',
  parts: [{ state, done: 0, unit: 'invoices', newCount: 0, changedCount: 0, knownCount: 0, unreadable: [] }],
});

function open(state: RunView['state']) {
  const fake = createFakeBridge({});
  fake.answer('sync.status', () => ({ runningRunId: RUN, newSinceCheck: 0 }));
  fake.answer('runs.get', () => run(state));
  fake.answer('sync.start', () => ({ runId: RUN }));
  renderApp({}, fake);
  const started = () => fake.calls.filter(({ name }) => name === 'sync.start').length;
  const button = () => screen.findByRole<HTMLButtonElement>('button', { name: 'Sync now' });
  return { started, button };
}

it('a sync that waits for a service holds no other source up: it is asked again, and says what it waits for', async () => {
  const { started, button } = open('waiting');
  await waitFor(async () => expect((await button()).disabled).toBe(false));
  fireEvent.click(await button());
  await waitFor(() => expect(started()).toBe(1));
  expect(await screen.findByText(/Cancelling is safe/)).toBeTruthy();
});

it('one that runs is not started again', async () => {
  const { button } = open('running');
  await screen.findByRole('button', { name: /1 source/ });
  expect((await button()).disabled).toBe(true);
});
