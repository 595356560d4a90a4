// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { giveLayout, renderApp } from '../../app/renderForTest';
import { createFakeBridge, type FakeBridge } from '../../bridge/fakeBridge';
import { connectionsAt } from '../../bridge/fake/world';
import { NO_FILTERS, useInvoiceView } from '../../stores/invoiceView';
import { useRouteStore } from '../../stores/route';

const NOTHING = 'Nothing waits for you.';

beforeAll(giveLayout);
beforeEach(() => {
  useRouteStore.setState({ route: { place: 'overview' }, previous: undefined });
  useInvoiceView.setState({ filters: NO_FILTERS, openId: undefined, sort: 'date_desc' });
});
afterEach(cleanup);

function calm(): FakeBridge {
  const fake = createFakeBridge({ invoiceCount: 20 });
  fake.answer('connections.list', () => connectionsAt(new Date()).map((each) => ({ ...each, state: 'ok' as const })));
  fake.answer('invoices.summary', () => ({ count: 0, totals: [] }));
  return fake;
}

describe('what needs you', { timeout: 30_000 }, () => {
  it('is nothing once everything was asked', async () => {
    renderApp({}, calm());
    await screen.findByText(NOTHING);
  });

  it.each(['invoices.summary', 'companies.findings', 'expiries.list'] as const)(
    'is not said to be nothing while %s cannot be read',
    async (name) => {
      const fake = calm();
      fake.fail(name, { kind: 'unavailable', key: 'archive.worker_stopped', params: {}, supportId: 'K7' });
      renderApp({}, fake);
      await screen.findByRole('heading', { level: 2, name: 'Needs you' });
      await screen.findByText('Try again');
      expect(screen.queryByText(NOTHING)).toBeNull();
    },
  );

  it('leads to all invoices that want a look, whatever the list was narrowed to before', async () => {
    const fake = calm();
    fake.answer('invoices.summary', () => ({ count: 3, totals: [] }));
    useInvoiceView.getState().setFilters({ tag: 'paliwo' });
    renderApp({}, fake);
    fireEvent.click(await screen.findByRole('button', { name: /^3 invoices to look at/ }));
    await waitFor(() => expect(useRouteStore.getState().route.place).toBe('invoices'));
    expect(useInvoiceView.getState().filters).toEqual({ ...NO_FILTERS, needsLook: true });
  });
});
