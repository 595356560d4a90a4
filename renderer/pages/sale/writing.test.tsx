// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sender } from '../../../shared/contract/sending';
import { giveLayout, renderApp } from '../../app/renderForTest';
import { createFakeBridge, type FakeBridge } from '../../bridge/fakeBridge';
import { useRouteStore } from '../../stores/route';
import { plainSale } from '../../../tests/support/plainSale';

const ID = '11111111-1111-4111-8111-111111111111';
const SENDER: Sender = {
  connectionId: '22222222-2222-4222-8222-222222222222' as Sender['connectionId'],
  title: 'KSeF',
  target: 'TEST',
  isProduction: false,
  isOn: true,
  isPaused: false,
  modes: ['online'],
};

function taught(): FakeBridge {
  const fake = createFakeBridge({ invoiceCount: 5 });
  fake.answer('sending.senders', () => [SENDER]);
  fake.answer('sending.list', () => []);
  fake.answer('selling.drafts', () => []);
  fake.answer('selling.blank', () => plainSale);
  fake.answer('selling.saveDraft', () => ({ id: ID as never }));
  fake.answer('selling.check', () => []);
  fake.answer('selling.customers', () => []);
  return fake;
}
const payloadsOf = (fake: FakeBridge, name: string): readonly unknown[] =>
  fake.calls.filter((call) => call.name === name).map((call) => call.payload);
const nameOfBuyer = () => screen.findByLabelText<HTMLInputElement>('Name', { selector: 'input' });

beforeAll(giveLayout);
beforeEach(() => useRouteStore.setState({ route: { place: 'sale' }, previous: undefined }));
afterEach(cleanup);

describe('what is written in the form of a sale', { timeout: 30_000 }, () => {
  it('is also the whole name of a customer without a tax id, typed to its last letter', async () => {
    const fake = taught();
    fake.answer('selling.customers', () => [
      { invoiceId: 7 as never, name: 'Jan Kowalski', lastIssueDate: '2026-11-01' },
    ]);
    renderApp({}, fake);
    const name = await nameOfBuyer();
    fireEvent.change(name, { target: { value: 'Jan Kowalsk' } });
    await screen.findByText('Jan Kowalski');
    fireEvent.change(name, { target: { value: 'Jan Kowalski' } });
    expect(name.value).toBe('Jan Kowalski');
  });

  it('is laid into the outbox once, however often the keys are pressed', async () => {
    const fake = taught();
    fake.answer('selling.write', () => ({ id: ID as never, findings: [] }));
    fake.answer('sending.prepare', () => ({
      connectionId: SENDER.connectionId,
      target: 'TEST',
      isProduction: false,
      items: [],
      totals: [],
    }));
    renderApp({}, fake);
    const name = await nameOfBuyer();
    await screen.findByText('Review and send…');
    fireEvent.keyDown(name, { key: 'Enter', ctrlKey: true });
    fireEvent.keyDown(name, { key: 'Enter', ctrlKey: true });
    await screen.findByRole('dialog');
    expect(payloadsOf(fake, 'selling.write')).toHaveLength(1);
  });

  it('is saved again on leaving where the last save failed', async () => {
    const fake = taught();
    let tries = 0;
    fake.answer('selling.saveDraft', () => {
      tries += 1;
      if (tries === 1) throw new Error('busy');
      return { id: ID as never };
    });
    renderApp({}, fake);
    fireEvent.change(await nameOfBuyer(), { target: { value: 'Zakład Stolarski' } });
    await waitFor(() => expect(payloadsOf(fake, 'selling.saveDraft')).toHaveLength(1));
    await screen.findByText('What is safe');
    act(() => useRouteStore.getState().go({ place: 'outgoing' }));
    await waitFor(() => expect(payloadsOf(fake, 'selling.saveDraft')).toHaveLength(2));
    expect(payloadsOf(fake, 'selling.saveDraft').at(-1)).toMatchObject({
      invoice: { buyer: { name: 'Zakład Stolarski' } },
    });
  });
});
