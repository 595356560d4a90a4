// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { giveLayout, renderApp } from '../../app/renderForTest';
import { createFakeBridge } from '../../bridge/fakeBridge';
import { NO_FILTERS, useInvoiceView } from '../../stores/invoiceView';
import { useRouteStore } from '../../stores/route';

beforeAll(giveLayout);
beforeEach(() => {
  useRouteStore.setState({ route: { place: 'invoices' }, previous: undefined });
  useInvoiceView.setState({ filters: NO_FILTERS, openId: undefined, sort: 'date_desc' });
});
afterEach(cleanup);

describe('under the list of invoices', { timeout: 30_000 }, () => {
  it('no number stands while it is not known how many there are', async () => {
    const fake = createFakeBridge({ invoiceCount: 20 });
    fake.fail('invoices.summary', { kind: 'unavailable', key: 'archive.worker_stopped', params: {}, supportId: 'K7' });
    renderApp({}, fake);
    await within(await screen.findByRole('grid')).findAllByRole('row');
    await waitFor(() => expect(fake.calls.some(({ name }) => name === 'invoices.summary')).toBe(true));
    expect(screen.queryByText('0 invoices')).toBeNull();
  });
});
