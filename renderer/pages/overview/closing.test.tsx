// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ClosingView } from '../../../shared/contract/closing';
import type { ConnectionId } from '../../../shared/domain/ids';
import { giveLayout, renderApp } from '../../app/renderForTest';
import { createFakeBridge, type FakeBridge, type FakeOptions } from '../../bridge/fakeBridge';
import { useInvoiceView } from '../../stores/invoiceView';
import { useReconcileView } from '../../stores/reconcileView';
import { useRouteStore } from '../../stores/route';
import { plainDateOf } from '../../ui/format';
import { previousMonth } from './monthChart';

const LAST = previousMonth(plainDateOf(new Date()).slice(0, 7));
const NAME = new Intl.DateTimeFormat('en', { month: 'long' }).format(new Date(`${LAST}-15`));
const TITLE = `${NAME} ${LAST.slice(0, 4)}`;
const SOURCE = 'behind' as ConnectionId;

const view = (more: Partial<ClosingView>): ClosingView => ({
  month: LAST,
  isOver: true,
  steps: [
    { kind: 'complete', isDone: true, done: 1, of: 1 },
    { kind: 'fetched', isDone: false, done: 1, of: 2, connectionId: SOURCE },
    { kind: 'look', isDone: false, done: 0, of: 3 },
    { kind: 'match', isDone: false, done: 0, of: 14 },
    { kind: 'bundle', isDone: true, done: 231, of: 0 },
    { kind: 'arrived', isDone: false, done: 1, of: 2 },
  ],
  mayClose: false,
  lateCount: 0,
  ...more,
});

beforeAll(giveLayout);
beforeEach(() => useRouteStore.setState({ route: { place: 'overview' }, previous: undefined }));
afterEach(cleanup);

/** The answer follows what was pressed, as main's does. */
function overview(first: ClosingView, options: FakeOptions = {}): FakeBridge {
  const fake = createFakeBridge({ invoiceCount: 20, ...options });
  let now = first;
  fake.answer('closing.month', () => now);
  fake.answer('closing.close', (input) => {
    now = { ...now, closedAt: '2026-11-12T13:05:00.000Z' };
    fake.emit('closing.changed', input);
  });
  fake.answer('closing.reopen', (input) => {
    now = view({ mayClose: true });
    fake.emit('closing.changed', input);
  });
  renderApp({}, fake);
  return fake;
}
const card = async (title: string): Promise<HTMLElement> => {
  const heading = await screen.findByRole('heading', { level: 2, name: title });
  return heading.closest('section') as HTMLElement;
};
const press = (within_: HTMLElement, name: string): void => {
  fireEvent.click(within(within_).getByRole('button', { name }));
};
const made = (fake: FakeBridge, name: string): unknown[] =>
  fake.calls.filter((each) => each.name === name).map(({ payload }) => payload);

describe('the month that ended last', { timeout: 30_000 }, () => {
  it('says what it still needs, and why it cannot be closed', async () => {
    overview(view({}));
    const open = await card(`Close ${TITLE}`);
    expect(within(open).getByText('2 of 6 done')).toBeTruthy();
    expect(
      within(open)
        .getAllByRole('listitem')
        .map((row) => row.textContent),
    ).toEqual([
      'Sources complete up to the month’s end1 of 1',
      'Other sources read after the month’s end1 of 2Connection',
      '3 invoices want a lookLook',
      '14 invoices do not match yetReconcile',
      'The bundle holds every invoice',
      'At 1 of 2 destinationsReport',
    ]);
    expect(
      within(open)
        .getAllByRole('img')
        .map((shape) => shape.getAttribute('aria-label')),
    ).toEqual(['done', 'still open', 'still open', 'still open', 'done', 'comes later']);
    const button = within(open).getByRole<HTMLButtonElement>('button', { name: `Close ${NAME}` });
    expect(button.disabled).toBe(true);
    const reason = document.getElementById(button.getAttribute('aria-describedby') ?? '');
    expect(reason?.textContent).toBe('First every source has to be read once after the month’s end.');
  });

  it('leads to where each step is done', async () => {
    overview(view({}));
    press(await card(`Close ${TITLE}`), 'Look');
    expect(useRouteStore.getState().route).toEqual({ place: 'invoices' });
    expect(useInvoiceView.getState().filters).toMatchObject({ needsLook: true, month: LAST });
    useRouteStore.getState().go({ place: 'overview' });
    press(await card(`Close ${TITLE}`), 'Reconcile');
    expect(useRouteStore.getState().route).toEqual({ place: 'reconcile' });
    expect(useReconcileView.getState().filters.month).toBe(LAST);
    useRouteStore.getState().go({ place: 'overview' });
    press(await card(`Close ${TITLE}`), 'Report');
    expect(useRouteStore.getState().route).toEqual({ place: 'reports', month: LAST });
    useRouteStore.getState().go({ place: 'overview' });
    press(await card(`Close ${TITLE}`), 'Connection');
    expect(useRouteStore.getState().route).toEqual({ place: 'connections', connectionId: SOURCE });
  });

  it('asks once, can be left open, and is closed', async () => {
    const fake = overview(view({ mayClose: true }));
    const open = await card(`Close ${TITLE}`);
    press(open, `Close ${NAME}`);
    const question = `Close ${NAME}? What comes later goes into a supplement.`;
    const group = within(open).getByRole('group', { name: question });
    expect(document.activeElement?.textContent).toBe('Not yet');
    fireEvent.keyDown(group, { key: 'Escape' });
    expect(within(open).queryByText(question)).toBeNull();
    expect(document.activeElement?.textContent).toBe(`Close ${NAME}`);
    press(open, `Close ${NAME}`);
    press(open, 'Not yet');
    expect(made(fake, 'closing.close')).toEqual([]);
    press(open, `Close ${NAME}`);
    press(open, `Close ${NAME}`);
    const closed = await card(`${TITLE} is closed`);
    expect(made(fake, 'closing.close')).toEqual([expect.objectContaining({ month: LAST })]);
    expect(closed.querySelector('[data-state="locked"]')).toBeTruthy();
    expect(closed.querySelector('time')?.getAttribute('dateTime')).toBe('2026-11-12T13:05:00.000Z');
    await waitFor(() => expect(document.activeElement).toBe(closed.parentElement));
  });

  it('says what came after it was closed, and opens again', async () => {
    const fake = overview(view({ closedAt: '2026-11-12T13:05:00.000Z', lateCount: 2 }));
    const closed = await card(`${TITLE} is closed`);
    expect(within(closed).getByText(/^2 invoices came after that\./)).toBeTruthy();
    press(closed, 'Open again');
    await card(`Close ${TITLE}`);
    expect(made(fake, 'closing.reopen')).toEqual([expect.objectContaining({ month: LAST })]);
  });

  it('is not there for a company without invoices', async () => {
    const fake = overview(view({}), { invoiceCount: 0 });
    await screen.findByRole('heading', { level: 2, name: 'Needs you' });
    await waitFor(() => expect(made(fake, 'closing.month')).toHaveLength(1));
    expect(screen.queryByText(`Close ${TITLE}`)).toBeNull();
  });
});
