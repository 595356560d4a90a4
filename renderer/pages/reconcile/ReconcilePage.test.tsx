// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConnectionId } from '../../../shared/domain/ids';
import { giveLayout, renderApp } from '../../app/renderForTest';
import { connectionsAt } from '../../bridge/fake/world';
import { createFakeBridge } from '../../bridge/fakeBridge';
import { useReconcileView } from '../../stores/reconcileView';
import { useRouteStore } from '../../stores/route';

const INITIAL = useReconcileView.getState();

beforeAll(giveLayout);
beforeEach(() => {
  useRouteStore.setState({ route: { place: 'reconcile' }, previous: undefined });
  useReconcileView.setState(INITIAL, true);
});
afterEach(cleanup);

const grid = () => screen.findByRole('grid');
const lastCall = (fake: ReturnType<typeof createFakeBridge>, name: string) =>
  fake.calls.filter((call) => call.name === name).at(-1)?.payload;

describe('reconcile', { timeout: 30_000 }, () => {
  it('shows the lists of the month that has ended, with their counts', async () => {
    renderApp({ invoiceCount: 2_000 });
    const tabs = await screen.findAllByRole('tab');
    expect(tabs.map((tab) => tab.getAttribute('data-list'))).toEqual([
      'equal',
      'different',
      'only_left',
      'only_right',
      'duplicate',
    ]);
    for (const tab of tabs) expect(Number(tab.textContent.replace(/\D/g, ''))).toBeGreaterThan(0);
    expect((await within(await grid()).findAllByRole('row')).length).toBeGreaterThan(1);
  });

  it('opens a row with Enter, walks on with the arrows, compares field by field', async () => {
    renderApp({ invoiceCount: 2_000 });
    const table = await grid();
    await within(table).findAllByRole('row');
    fireEvent.keyDown(table, { key: 'ArrowDown' });
    fireEvent.keyDown(table, { key: 'Enter' });
    await screen.findByText('What probably happened');
    const first = useReconcileView.getState().openId;
    expect(document.querySelectorAll('tr[class*="offLine"]')).toHaveLength(3);
    fireEvent.keyDown(table, { key: 'ArrowDown' });
    expect(useReconcileView.getState().openId).not.toBe(first);
    fireEvent.keyDown(table, { key: 'Escape' });
    expect(useReconcileView.getState().openId).toBeUndefined();
  });

  it('links a suspicion by L, keeps apart by K, takes back by U in the reverse order', async () => {
    const { fake } = renderApp({ invoiceCount: 2_000 });
    fireEvent.click((await screen.findAllByRole('tab'))[4] as HTMLElement);
    const rows = await within(await grid()).findAllByRole('row');
    fireEvent.click(rows[0] as HTMLElement);
    await screen.findByText('What probably happened');
    fireEvent.keyDown(window, { key: 'l' });
    await screen.findByText('Linked.');
    expect(lastCall(fake, 'reconcile.decide')).toMatchObject({ verdict: 'same' });
    fireEvent.keyDown(window, { key: 'k' });
    await screen.findByText('Kept apart.');
    expect(lastCall(fake, 'reconcile.decide')).toMatchObject({ verdict: 'apart' });
    expect(useReconcileView.getState().steps).toHaveLength(2);
    fireEvent.keyDown(window, { key: 'u' });
    await screen.findByText('Taken back.');
    expect(useReconcileView.getState().steps).toHaveLength(1);
  });

  it('lets keys alone while a word is typed', async () => {
    const { fake } = renderApp({ invoiceCount: 2_000 });
    fireEvent.click((await screen.findAllByRole('tab'))[4] as HTMLElement);
    fireEvent.click((await within(await grid()).findAllByRole('row'))[0] as HTMLElement);
    await screen.findByText('What probably happened');
    fireEvent.keyDown(screen.getByRole('searchbox', { name: 'Find in this list' }), { key: 'l' });
    expect(lastCall(fake, 'reconcile.decide')).toBeUndefined();
  });

  it('compares with every program when the chosen one is not of this company', async () => {
    const { setFilters } = useReconcileView.getState();
    const connections = connectionsAt(new Date());
    const bridge = createFakeBridge({ invoiceCount: 500 });
    bridge.answer('connections.list', () => connections);
    const own = connections[0]?.id;
    setFilters({ connectionId: own });
    const first = renderApp({}, bridge);
    await waitFor(() => expect(lastCall(bridge, 'reconcile.overview')).toMatchObject({ connectionId: own }));
    first.screen.unmount();
    // As it is after another company was chosen, or the connection was removed.
    setFilters({ connectionId: ConnectionId.parse('0192f3a0-0000-7000-8000-0000000000ff') });
    const { fake } = renderApp({ invoiceCount: 500 });
    await grid();
    expect(lastCall(fake, 'reconcile.overview')).not.toHaveProperty('connectionId');
    expect(lastCall(fake, 'reconcile.list')).not.toHaveProperty('connectionId');
  });

  it('says what is needed where there is one source only, and that a month is not read to its end', async () => {
    const fake = createFakeBridge({ invoiceCount: 500 });
    const none = { connectionIds: [], count: 0, sums: [] };
    fake.answer('reconcile.overview', () => ({ left: none, right: none, lists: [], incomplete: [] }));
    const { screen: page } = renderApp({}, fake);
    await screen.findByText('Two sources are needed');
    page.unmount();
    const partial = createFakeBridge({ invoiceCount: 500 });
    const [left, right] = connectionsAt(new Date()).map(({ id }) => ({ connectionIds: [id], count: 1, sums: [] }));
    if (!left || !right) throw new Error('two connections');
    const incomplete = left.connectionIds.map((connectionId) => ({ connectionId }));
    partial.answer('reconcile.overview', () => ({ left, right, lists: [], incomplete }));
    renderApp({}, partial);
    await screen.findByText(/is not read to the end of this month/);
  });

  it('explains a failure in place and tries again', async () => {
    const fake = createFakeBridge({ invoiceCount: 500 });
    fake.fail('reconcile.overview', {
      kind: 'unavailable',
      key: 'archive.worker_stopped',
      params: {},
      supportId: 'x',
    });
    renderApp({}, fake);
    await screen.findByRole('button', { name: 'Try again' });
  });

  it('keeps the note that could not be stored', async () => {
    const { fake } = renderApp({ invoiceCount: 2_000 });
    const rows = await within(await grid()).findAllByRole('row');
    fireEvent.click(rows[0] as HTMLElement);
    await screen.findByText('What probably happened');
    fake.fail('reconcile.explain', { kind: 'unavailable', key: 'archive.worker_stopped', params: {}, supportId: 'x' });
    fireEvent.keyDown(window, { key: 'e' });
    const note = await screen.findByLabelText('Why it is as it is', { selector: 'input' });
    fireEvent.change(note, { target: { value: 'Rabat za październik' } });
    fireEvent.submit(note.closest('form') as HTMLElement);
    await waitFor(() => expect(lastCall(fake, 'reconcile.explain')).toMatchObject({ note: 'Rabat za październik' }));
    await screen.findByText(/^The part of Kontor that keeps the archive stopped/);
    expect((await screen.findByLabelText<HTMLInputElement>('Why it is as it is', { selector: 'input' })).value).toBe(
      'Rabat za październik',
    );
  });
});
