// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFakeBridge } from '../bridge/fakeBridge';
import { NO_FILTERS, useInvoiceView } from '../stores/invoiceView';
import { useRouteStore } from '../stores/route';
import { giveLayout, renderApp } from './renderForTest';

beforeAll(giveLayout);
beforeEach(() => {
  useRouteStore.setState({ route: { place: 'overview' }, previous: undefined });
  useInvoiceView.setState({ filters: NO_FILTERS, openId: undefined, sort: 'date_desc' });
});
afterEach(cleanup);

// Roles are looked up through the whole window, which takes seconds on a busy machine.
describe('the window', { timeout: 30_000 }, () => {
  it('asks one question while there is no company, and opens the demo', async () => {
    const { fake } = renderApp({ hasCompany: false, invoiceCount: 20 });
    await screen.findByText('Where are your invoices?');
    fireEvent.click(screen.getByText('Open the demo'));
    await screen.findByText('Demo company');
    expect(fake.calls.some((call) => call.name === 'companies.openDemo')).toBe(true);
  });

  it('asks for a passphrase before the demo where nothing else can seal its sign-ins', async () => {
    const fake = createFakeBridge({ hasCompany: false, invoiceCount: 20 });
    fake.answer('app.vault', () => ({ state: 'new', protectedBy: 'none', backend: 'none', hasPassphrase: false }));
    renderApp({}, fake);
    fireEvent.click(await screen.findByText('Open the demo'));
    const title = await screen.findByRole('heading', { level: 1, name: 'Choose a passphrase for the sign-ins' });
    expect(document.activeElement).toBe(title);
    expect(fake.calls.some((call) => call.name === 'companies.openDemo')).toBe(false);
    fireEvent.click(screen.getByRole('button', { name: 'Back' }));
    const first = await screen.findByRole('heading', { level: 1, name: 'Where are your invoices?' });
    expect(document.activeElement).toBe(first);
    fireEvent.click(await screen.findByText('Open the demo'));
    await screen.findByRole('heading', { level: 1, name: 'Choose a passphrase for the sign-ins' });
    fake.answer('app.vault', () => ({
      state: 'open',
      protectedBy: 'passphrase',
      backend: 'none',
      hasPassphrase: true,
    }));
    act(() => fake.emit('app.vaultChanged', undefined));
    await screen.findByText('Demo company');
    expect(fake.calls.filter((call) => call.name === 'companies.openDemo')).toHaveLength(1);
  });

  it('follows the language that main has stored', async () => {
    renderApp({ hasCompany: false });
    fireEvent.click(await screen.findByText('Polski'));
    await screen.findByText('Gdzie są faktury?');
    expect(document.documentElement.lang).toBe('pl');
  });

  it('leads from the first screen to Settings and back, the keyboard with it', async () => {
    renderApp({ hasCompany: false });
    fireEvent.click(await screen.findByRole('button', { name: 'Settings' }));
    const title = await screen.findByRole('heading', { level: 1, name: 'Settings' });
    expect(document.activeElement).toBe(title);
    fireEvent.click(screen.getByRole('button', { name: 'Overview' }));
    const first = await screen.findByRole('heading', { level: 1, name: 'Where are your invoices?' });
    expect(document.activeElement).toBe(first);
  });

  it('begins the overview with a sentence about the month', async () => {
    renderApp({ invoiceCount: 40, now: new Date() });
    expect(await screen.findByRole('heading', { level: 1, name: /so far: \d+ invoices?$/ })).toBeTruthy();
  });

  it('goes to the invoices by key, opens one, walks on with the arrows and closes it', async () => {
    renderApp({ invoiceCount: 10_000 });
    await screen.findByRole('heading', { level: 1 });
    fireEvent.keyDown(window, { key: '2', ctrlKey: true });
    const grid = await screen.findByRole('grid');
    await within(grid).findAllByRole('row');
    fireEvent.focus(grid);
    fireEvent.keyDown(grid, { key: 'Enter' });
    const pane = await screen.findByRole('complementary', { name: 'Invoice' });
    const first = (await within(pane).findByRole('heading', { level: 2 })).textContent;
    expect(first).not.toBe('');
    const opened = useInvoiceView.getState().openId;
    fireEvent.keyDown(grid, { key: 'ArrowDown' });
    expect(useInvoiceView.getState().openId).not.toBe(opened);
    fireEvent.keyDown(grid, { key: 'Escape' });
    expect(screen.queryByRole('complementary', { name: 'Invoice' })).toBeNull();
  });

  it('narrows the list by what is typed into the search, from any place', async () => {
    const { fake } = renderApp({ invoiceCount: 200 });
    fireEvent.change(await screen.findByRole('searchbox'), { target: { value: 'lodzkie' } });
    await screen.findByRole('grid');
    await screen.findByText('“lodzkie”');
    const asked = fake.calls.filter((call) => call.name === 'invoices.list').at(-1);
    expect(asked?.payload).toMatchObject({ filter: { search: 'lodzkie' } });
  });

  it('explains a list that cannot be read and asks again on demand', async () => {
    const { fake } = renderApp({ invoiceCount: 5 });
    fake.fail('invoices.list', { kind: 'unavailable', key: 'archive.worker_stopped', params: {}, supportId: 'K7' });
    await screen.findByRole('heading', { level: 1 });
    fireEvent.keyDown(window, { key: '2', ctrlKey: true });
    const again = await screen.findByText('Try again');
    expect(screen.getByText('What is safe')).toBeTruthy();
    const before = fake.calls.length;
    fireEvent.click(again);
    expect(fake.calls.slice(before).map((call) => call.name)).toContain('invoices.list');
  });

  it('says what a locked vault leaves working', async () => {
    const { fake } = renderApp({ invoiceCount: 5 });
    fake.answer('app.vault', () => ({
      state: 'locked',
      protectedBy: 'passphrase',
      backend: 'none',
      hasPassphrase: true,
    }));
    fake.emit('app.vaultChanged', undefined);
    await screen.findByText('The sign-ins are locked.');
  });
});
