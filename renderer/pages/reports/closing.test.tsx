// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ClosingView } from '../../../shared/contract/closing';
import { giveLayout, renderApp } from '../../app/renderForTest';
import { createFakeBridge, type FakeBridge } from '../../bridge/fakeBridge';
import { answerReports } from '../../bridge/fake/fakeReports';
import { connectionsAt } from '../../bridge/fake/world';
import { useRouteStore } from '../../stores/route';

const NOW = new Date();
const YEAR = NOW.getFullYear() - 1;
const MONTH = `${YEAR}-12`;
const view = (more: Partial<ClosingView>): ClosingView => ({
  month: MONTH,
  isOver: true,
  steps: [],
  mayClose: true,
  lateCount: 0,
  ...more,
});

beforeAll(giveLayout);
beforeEach(() => useRouteStore.setState({ route: { place: 'reports', month: MONTH }, previous: undefined }));
afterEach(cleanup);

/** A year with every month but December closed, and December as it is said. */
function reports(december: ClosingView): FakeBridge {
  const fake = createFakeBridge({ invoiceCount: 20 });
  answerReports(fake, NOW, () => connectionsAt(NOW));
  fake.answer('closing.month', () => december);
  fake.answer('closing.year', () =>
    Array.from({ length: 11 }, (_, index) => `${YEAR}-${String(index + 1).padStart(2, '0')}`),
  );
  fake.answer('closing.close', () => undefined);
  fake.answer('closing.reopen', () => undefined);
  renderApp({}, fake);
  return fake;
}
const made = (fake: FakeBridge, name: string): unknown[] =>
  fake.calls.filter((each) => each.name === name).map(({ payload }) => payload);

describe('reports of closed months', { timeout: 30_000 }, () => {
  it('are pale in the grid under a padlock, and what is missing stays seen', async () => {
    reports(view({}));
    const head = await screen.findByRole('button', { name: 'Mar closed' });
    expect(within(head).getByRole('img', { name: 'closed' }).getAttribute('data-state')).toBe('locked');
    expect(screen.getByRole('button', { name: 'Dec' })).toBeTruthy();
    const shapes = (cell: string) =>
      screen
        .getAllByRole('button', { name: (name) => name.endsWith(cell) })
        .map((button) => button.querySelector('svg')?.dataset['state']);
    expect(shapes(`, March ${YEAR}: Done, month closed`)).toContain('done');
    expect(shapes(`, August ${YEAR}: Done late`)).toEqual(['late']);
    expect(shapes(`, February ${YEAR}: Missing`)).toEqual(['stopped']);
    expect(shapes(`, December ${YEAR}: Done, read back`)).toContain('ok');
    expect(screen.getAllByText('Done, month closed')).toHaveLength(1);
  });

  it('are closed here as well, after the same question', async () => {
    const fake = reports(view({}));
    fireEvent.click(await screen.findByRole('button', { name: 'Close December' }));
    const group = screen.getByRole('group', { name: 'Close December? What comes later goes into a supplement.' });
    fireEvent.click(within(group).getByRole('button', { name: 'Close December' }));
    await waitFor(() => expect(made(fake, 'closing.close')).toEqual([expect.objectContaining({ month: MONTH })]));
  });

  it('offer no button while something stands before it', async () => {
    reports(view({ mayClose: false }));
    await screen.findByRole('button', { name: 'Mar closed' });
    expect(screen.queryByRole('button', { name: 'Close December' })).toBeNull();
  });

  it('say since when, what came later and what to press, and open again', async () => {
    const fake = reports(view({ closedAt: `${YEAR + 1}-01-12T13:05:00.000Z`, lateCount: 1 }));
    const again = await screen.findByRole('button', { name: 'Open again' });
    const line = again.closest('[role="status"]') as HTMLElement;
    expect(line.textContent).toMatch(new RegExp(`^December ${YEAR} · closed .*12 Jan`));
    expect(line.textContent).toContain('1 invoice came after that. “Make a supplement” takes in what came.');
    fireEvent.click(again);
    await waitFor(() => expect(made(fake, 'closing.reopen')).toEqual([expect.objectContaining({ month: MONTH })]));
  });
});

describe('a month that was asked for', { timeout: 30_000 }, () => {
  it('is shown, also of another year than the one that was chosen on the page', async () => {
    reports(view({}));
    fireEvent.click(await screen.findByRole('button', { name: 'Mar closed' }));
    await screen.findByRole('group', { name: new RegExp(String(YEAR)) });
    act(() => useRouteStore.getState().go({ place: 'reports', month: `${YEAR - 1}-12` }));
    await screen.findByRole('group', { name: new RegExp(String(YEAR - 1)) });
    fireEvent.click(screen.getByRole('button', { name: 'Next year' }));
    await screen.findByRole('group', { name: new RegExp(String(YEAR)) });
  });
});
