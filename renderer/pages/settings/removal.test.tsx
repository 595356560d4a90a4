// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RemovalView } from '../../../shared/contract/removals';
import { giveLayout, renderApp } from '../../app/renderForTest';
import { createFakeBridge, type FakeBridge } from '../../bridge/fakeBridge';
import { useRouteStore } from '../../stores/route';

const VIEW: RemovalView = {
  counts: {
    documents: 40,
    originals: 42,
    bundles: 2,
    reports: 1,
    tillFiles: 0,
    sentInvoices: 0,
    runs: 9,
    connections: 3,
    schedules: 1,
    drafts: 0,
    bytes: 1_500_000,
  },
  lastMonth: '2026-09',
  isBusy: false,
  isShared: false,
};

beforeAll(giveLayout);
beforeEach(() => useRouteStore.setState({ route: { place: 'settings' }, previous: undefined }));
afterEach(cleanup);

async function asked(view: RemovalView): Promise<FakeBridge> {
  const fake = createFakeBridge({ invoiceCount: 20 });
  fake.answer('safety.removal', () => view);
  renderApp({}, fake);
  fireEvent.click(await screen.findByText('Remove the company…'));
  await screen.findByText('What the law asks to keep');
  return fake;
}
const button = (): HTMLButtonElement =>
  screen.getByRole('button', { name: 'Choose the place of the proof and remove' });
const field = (): HTMLElement => screen.getByRole('textbox', { name: /^Type the name of the company: / });

describe('the removal of a company in Settings', { timeout: 30_000 }, () => {
  it('says what the law asks, what goes and what stays, and waits for the name', async () => {
    const fake = await asked(VIEW);
    screen.getByText(/to be kept at least through 2031/);
    const goes = [...document.querySelectorAll('[data-removal] li')].map(({ textContent }) =>
      textContent.replaceAll('\u00A0', ' '),
    );
    // Of drafts there are none, and no line.
    expect(goes).toEqual([
      'Documents 40',
      'Originals, of every version 42',
      'Further files 3',
      'Size on this computer 1.5 MB',
      'Runs in the history 9',
      'Connections with their sign-ins 3',
      'Schedules 1',
    ]);
    screen.getByText(/There is no backup yet/);
    expect(button().disabled).toBe(true);
    fireEvent.change(field(), { target: { value: 'another' } });
    const problem = { kind: 'user_input', key: 'removal.name', params: { name: 'X' }, supportId: 'K1' } as const;
    fake.fail('safety.removeCompany', { ...problem, fieldErrors: { name: 'removal.name' } });
    fireEvent.click(button());
    await screen.findByText('This is not the name of the company.');
    fireEvent.change(field(), { target: { value: 'another one' } });
    await waitFor(() => expect(screen.queryByText('This is not the name of the company.')).toBeNull());
  });

  it('waits until nothing of the company is under way', async () => {
    await asked({ ...VIEW, isBusy: true, isShared: true });
    screen.getByText(/has to end first/);
    screen.getByText(/Other computers of this office/);
    fireEvent.change(field(), { target: { value: 'any' } });
    expect(button().disabled).toBe(true);
  });

  it('leads to the folder for an auditor first', async () => {
    await asked(VIEW);
    const [first] = screen.getAllByText('Folder for an auditor…');
    if (first === undefined) throw new Error('not offered');
    fireEvent.click(first);
    await waitFor(() => expect(useRouteStore.getState().route).toEqual({ place: 'settings', section: 'audit' }));
  });
});
