// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import type { ConnectionView } from '../../../shared/contract/connections';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { giveLayout, renderApp } from '../../app/renderForTest';
import { createFakeBridge } from '../../bridge/fakeBridge';
import { answerPlaces, asked } from '../../bridge/fake/places';
import { FIRM } from '../../bridge/fake/world';
import { useRouteStore } from '../../stores/route';
import { dropDraft } from './drafts';

const TOKEN = '20261112-EC-4F1A2B3C4D-5E6F7A8B9C-7C|nip-5265877635|8f1d5c0e9a7b4c3d2e1f8f1d5c0e9a7b4c3d2e1f';

beforeAll(giveLayout);
beforeEach(() => {
  dropDraft('national');
  useRouteStore.setState({ route: { place: 'connect', providerId: 'national' }, previous: undefined });
});
afterEach(cleanup);

async function openSheet() {
  const fake = createFakeBridge({ invoiceCount: 20 });
  await answerPlaces(fake, { tickMs: 1, olderRuns: 0 });
  return renderApp({}, fake);
}
const field = () => screen.findByRole('textbox', { name: 'Token' });
async function enter(token: string): Promise<void> {
  fireEvent.change(await field(), { target: { value: token } });
  fireEvent.click(await screen.findByRole('button', { name: 'Check' }));
}

describe('the connect sheet', { timeout: 60_000 }, () => {
  it('explains a refused token in place and goes on with the right one to the end', async () => {
    const { fake } = await openSheet();
    await enter(`wrong-${TOKEN}`);
    await screen.findByText('The register did not accept this token.');
    expect(await screen.findByText('It stopped at: Signed in')).toBeTruthy();
    expect(screen.getByRole('heading', { level: 1 })).toBe(document.activeElement);

    fireEvent.click(screen.getByRole('button', { name: 'Change the details' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Token, entered; press to change it' }));
    await enter(TOKEN);
    expect(await screen.findByText('Zielona Kuźnia sp. z o.o.')).toBeTruthy();
    fireEvent.change(await screen.findByRole('textbox', { name: /^Name/ }), { target: { value: 'Our register' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save this connection' }));
    await screen.findByRole('heading', { level: 1, name: 'Our register is connected' });
    expect(fake.calls.filter(({ name }) => name === 'connect.finish').map(({ payload }) => payload)).toMatchObject([
      { title: 'Our register', slug: 'national' },
    ]);
  });

  it('shows nothing of a secret that is not recognisable, anywhere in the window', async () => {
    await openSheet();
    fireEvent.change(await field(), { target: { value: TOKEN } });
    fireEvent.blur(await field());
    await screen.findByRole('button', { name: 'Token, entered; press to change it' });
    expect(document.body.innerHTML).not.toContain('8f1d5c0e');
  });

  it('takes a day as it is written in the language of the window', async () => {
    const { fake } = await openSheet();
    fireEvent.click(await screen.findByText('More settings'));
    const day = screen.getByRole('textbox', { name: /^Invoices from/ });
    expect(day).toHaveProperty('value', '01/01/2026');
    fireEvent.change(day, { target: { value: '5/3/2026' } });
    await enter(TOKEN);
    await screen.findByText('Zielona Kuźnia sp. z o.o.');
    const sent = fake.calls.find(({ name }) => name === 'connect.check')?.payload;
    expect(sent).toMatchObject({ values: { since: '2026-03-05' } });
  });

  it('closes with Escape without a question and ends the flow', async () => {
    const { fake } = await openSheet();
    fireEvent.keyDown(await field(), { key: 'Escape' });
    await screen.findByRole('heading', { level: 1, name: 'Connections' });
    expect(fake.calls.some(({ name }) => name === 'connect.cancel')).toBe(true);
  });

  it('leads through a task of a connection: asks, ticks, shows its code once, and goes back', async () => {
    const fake = createFakeBridge({ invoiceCount: 20 });
    await answerPlaces(fake, { tickMs: 1, olderRuns: 0 });
    const connectionId = (await asked<ConnectionView[]>(fake, 'connections.list', FIRM))[0]?.id ?? '';
    useRouteStore.setState({ route: { place: 'connect', connectionId, actionId: 'new_seal' } });
    renderApp({}, fake);
    await screen.findByRole('heading', { level: 1, name: 'Make a new seal' });
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      '1Details',
      '2Under way',
      '3Done',
    ]);
    fireEvent.change(await screen.findByRole('textbox', { name: 'PIN' }), { target: { value: 'pin-4711-geheim' } });
    fireEvent.click(screen.getByRole('button', { name: 'Make a new seal' }));
    await screen.findByRole('heading', { level: 1, name: 'The register has a new seal' });
    expect(screen.getByText('Code of the seal').parentElement?.textContent).toContain('4711');
    expect(screen.getByText('Ordered')).toBeTruthy();
    expect(document.body.innerHTML).not.toContain('geheim');
    fireEvent.click(screen.getByRole('button', { name: 'Back to the connections' }));
    await screen.findByRole('heading', { level: 1, name: 'Connections' });
    expect(fake.calls.some(({ name }) => name === 'connect.cancel')).toBe(true);
  });
});
