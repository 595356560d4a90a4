// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CompanyId, RunId } from '../../shared/domain/ids';
import { createFakeBridge, type FakeBridge } from './fakeBridge';
import { useCommand, useQuery } from './hooks';
import { createQueryClient, followEvents } from './queryClient';

let fake: FakeBridge;
let stop: () => void;
const client = createQueryClient();
beforeEach(() => {
  vi.useFakeTimers();
  fake = createFakeBridge({ invoiceCount: 5 });
  window.kontor = fake;
  stop = followEvents(client);
});
afterEach(() => {
  stop();
  cleanup();
  client.clear();
  vi.useRealTimers();
});
const show = (part: React.ReactNode) => render(<QueryClientProvider client={client}>{part}</QueryClientProvider>);
const settle = (ms = 0) => act(async () => await vi.advanceTimersByTimeAsync(ms));
const asked = (name: string): number => fake.calls.filter((each) => each.name === name).length;

function Companies() {
  const { data, problem } = useQuery('companies.list', undefined);
  return <p>{problem?.key ?? data?.length ?? 'loading'}</p>;
}

describe('queries', () => {
  it('ask once and again only when main says that something changed', async () => {
    show(<Companies />);
    await settle();
    expect(screen.getByText('2')).toBeTruthy();
    expect(asked('companies.list')).toBe(1);
    await settle(60_000);
    expect(asked('companies.list')).toBe(1);
    fake.emit('companies.changed', {});
    await settle(1000);
    expect(asked('companies.list')).toBe(2);
  });

  it('gather a storm of events into few questions', async () => {
    show(<Companies />);
    await settle();
    for (let page = 0; page < 100; page += 1) {
      fake.emit('companies.changed', {});
      await settle(10);
    }
    await settle(1000);
    expect(asked('companies.list')).toBeLessThanOrEqual(5);
  });

  it('hand over the problem as main classified it', async () => {
    fake.fail('companies.list', { kind: 'unavailable', key: 'archive.worker_stopped', params: {}, supportId: 'x' });
    show(<Companies />);
    await settle();
    expect(screen.getByText('archive.worker_stopped')).toBeTruthy();
    expect(asked('companies.list')).toBe(1);
  });
});

describe('what a month still needs', () => {
  const companyId = CompanyId.parse('11111111-1111-4111-8111-111111111111');
  const month = '2026-10';
  function Needs() {
    useQuery('closing.year', { companyId, year: 2026 });
    return <p>{useQuery('closing.month', { companyId, month }).data?.month}</p>;
  }

  it('is asked again after everything that may change it', async () => {
    show(<Needs />);
    await settle();
    const events = ['reports.changed', 'invoices.changed', 'runs.changed', 'connections.changed'] as const;
    for (const [index, event] of events.entries()) {
      fake.emit(event, { companyId });
      await settle(1000);
      expect(asked('closing.month'), event).toBe(index + 2);
    }
    expect(asked('closing.year')).toBe(1);
  });

  it('is asked again at once when somebody closed the month or opened it again', async () => {
    show(<Needs />);
    await settle();
    fake.emit('closing.changed', { companyId, month });
    await settle();
    expect([asked('closing.month'), asked('closing.year')]).toEqual([2, 2]);
  });
});

describe('progress', () => {
  it('goes straight into the run that is shown, without a question', async () => {
    const [known] = (await fake.invoke('runs.list', { limit: 1 })).ok ? [true] : [false];
    expect(known).toBe(true);
    const id = RunId.parse('11111111-1111-4111-8111-111111111111');
    const run = {
      id,
      kind: 'sync',
      trigger: 'user',
      state: 'running',
      startedAt: '2026-11-12T13:05:00.000Z',
      parts: [],
    } as const;
    function Shown() {
      return <p>{useQuery('runs.get', { runId: id }).data?.state ?? 'none'}</p>;
    }
    fake.answer('runs.get', () => ({ ...run, parts: [] }));
    show(<Shown />);
    await settle();
    const before = asked('runs.get');
    fake.emit('runs.progress', { ...run, state: 'done', parts: [] });
    await settle();
    expect(screen.getByText('done')).toBeTruthy();
    expect(asked('runs.get')).toBe(before);
  });
});

describe('commands', () => {
  it('answer with an outcome and never throw, even when the channel breaks', async () => {
    window.kontor = { ...fake, invoke: () => Promise.reject(new Error('gone')) };
    let outcome: unknown;
    function Press() {
      const command = useCommand('companies.openDemo');
      return (
        <button onClick={() => void command.run(undefined).then((value) => (outcome = value))}>
          {command.problem?.key ?? 'go'}
        </button>
      );
    }
    show(<Press />);
    await act(async () => {
      screen.getByRole('button').click();
      await vi.advanceTimersByTimeAsync(0);
    });
    expect(outcome).toMatchObject({ ok: false, error: { kind: 'bug', key: 'error.bug', details: 'gone' } });
    expect(screen.getByText('error.bug')).toBeTruthy();
  });
});
