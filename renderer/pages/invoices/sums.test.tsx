// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { giveLayout, renderApp } from '../../app/renderForTest';
import type { CallOutput } from '../../bridge/bridge';
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

  it('a page that cannot be read is told, asked for once, and again on demand', async () => {
    const fake = createFakeBridge({ invoiceCount: 500 });
    const whole = createFakeBridge({ invoiceCount: 500 });
    let isBroken = true;
    const after = (): number => fake.calls.filter(isAfter).length;
    fake.answer('invoices.list', async (input) => {
      if (isBroken && input.after !== undefined) throw new Error('the worker stopped');
      const outcome = await whole.invoke('invoices.list', input);
      return (outcome as { readonly value: CallOutput<'invoices.list'> }).value;
    });
    renderApp({}, fake);
    const again = await screen.findByText('Try again');
    expect(after()).toBe(1);
    fireEvent.click(again);
    await waitFor(() => expect(after()).toBe(2));
    isBroken = false;
    fireEvent.click(await screen.findByText('Try again'));
    await waitFor(() => expect(screen.queryByText('Try again')).toBeNull());
  });
});
const isAfter = ({ name, payload }: { readonly name: string; readonly payload: unknown }): boolean =>
  name === 'invoices.list' && (payload as { after?: unknown }).after !== undefined;
