// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CompanyId, ConnectionId, InvoiceRowId } from '../../shared/domain/ids';
import { createFakeBridge, type FakeBridge } from '../bridge/fakeBridge';
import { FIRM } from '../bridge/fake/world';
import { NO_FILTERS, useInvoiceView } from '../stores/invoiceView';
import { useRouteStore, type Route } from '../stores/route';
import { useShell } from '../stores/shell';
import { giveLayout, renderApp } from './renderForTest';

const OTHER = '99999999-9999-4999-8999-999999999999' as CompanyId;

async function twoCompanies(): Promise<FakeBridge> {
  const fake = createFakeBridge({ invoiceCount: 20 });
  const outcome = await fake.invoke('companies.list', undefined);
  const [first] = (outcome as { value: (typeof FIRM & { id: CompanyId })[] }).value;
  fake.answer('companies.list', () => [first, { ...first, id: OTHER, name: 'Drugie Biuro' }] as never);
  renderApp({}, fake);
  return fake;
}

beforeAll(giveLayout);
beforeEach(() => {
  useRouteStore.setState({ route: { place: 'invoices' }, previous: undefined });
  useShell.setState({ companyId: FIRM.companyId });
  useInvoiceView.setState({ filters: NO_FILTERS, openId: undefined, sort: 'date_desc' });
});
afterEach(cleanup);

describe('another company', { timeout: 30_000 }, () => {
  it('reached by a notice shows its own invoices: no filter and no open invoice of the one before', async () => {
    const fake = await twoCompanies();
    const connectionId = '33333333-3333-4333-8333-333333333333' as ConnectionId;
    await screen.findByRole('grid');
    act(() => {
      useInvoiceView.getState().setFilters({ connectionId, tag: 'paliwo' });
      useInvoiceView.getState().open(1 as InvoiceRowId);
    });
    fake.answer('desktop.takeGoal', () => ({ goal: { place: 'overview', companyId: OTHER } }));
    act(() => fake.emit('desktop.goalSet', undefined));
    await screen.findByTitle('Company: Drugie Biuro. Switch company');
    await waitFor(() => expect(useInvoiceView.getState().filters).toEqual(NO_FILTERS));
    expect(useInvoiceView.getState().openId).toBeUndefined();
  });

  it.each<readonly [Route, Route]>([
    [{ place: 'activity', runId: 'of-the-first', connectionId: 'of-the-first' }, { place: 'activity' }],
    [{ place: 'sale', correctsId: 7 }, { place: 'outgoing' }],
    [{ place: 'sale', draftId: 'of-the-first' }, { place: 'outgoing' }],
    [{ place: 'files', connectionId: 'of-the-first', folders: ['2026'] }, { place: 'connections' }],
    [{ place: 'connect', connectionId: 'of-the-first' }, { place: 'connections' }],
    [{ place: 'import', importId: 'of-the-first' }, { place: 'invoices' }],
    [
      { place: 'reports', month: '2026-02' },
      { place: 'reports', month: '2026-02' },
    ],
  ])('chosen at %j leads to a place of its own', async (from, to) => {
    await twoCompanies();
    const switcher = await screen.findByTitle('Company: Zielona Kuźnia. Switch company');
    act(() => useRouteStore.getState().go(from));
    fireEvent.click(switcher);
    fireEvent.click(await screen.findByText('Drugie Biuro'));
    await screen.findByTitle('Company: Drugie Biuro. Switch company');
    expect(useRouteStore.getState().route).toEqual(to);
  });
});
