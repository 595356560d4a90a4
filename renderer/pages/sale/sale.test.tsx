// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Finding, OutboxItem, Sender } from '../../../shared/contract/sending';
import type { SalesInvoice } from '../../../shared/domain/salesInvoice';
import { giveLayout, renderApp } from '../../app/renderForTest';
import { createFakeBridge, type FakeBridge } from '../../bridge/fakeBridge';
import { FIRM } from '../../bridge/fake/world';
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
  modes: ['online', 'offline24'],
};
const start: SalesInvoice = {
  ...plainSale,
  lines: [{ name: '', quantity: '1', unit: 'szt.', price: '', vat: { treatment: 'taxed', percent: '23' } }],
};

function item(changes: Partial<OutboxItem> = {}): OutboxItem {
  return {
    id: ID as OutboxItem['id'],
    companyId: FIRM.companyId,
    connectionId: '22222222-2222-4222-8222-222222222222' as OutboxItem['connectionId'],
    state: 'draft',
    mode: 'online',
    fileName: 'FV.xml',
    bytes: 4000,
    sha256: 'ab'.repeat(32),
    facts: {
      format: 'fa3',
      number: 'FV/2026/11/001',
      kind: 'invoice',
      issueDate: '2026-11-20',
      seller: { name: 'Zielona Kuźnia', taxId: '5265877635' },
      buyer: { name: 'Ogrody Miejskie S.A.', taxId: '9662345671' },
      gross: { amount: '1230.00', currency: 'PLN' },
    },
    createdAt: '2026-11-20T08:00:00.000Z',
    changedAt: '2026-11-20T08:00:00.000Z',
    hasReceipt: false,
    ...changes,
  };
}

async function shown(
  isSending: boolean,
  items: readonly OutboxItem[] = [],
  findings: readonly Finding[] = [],
): Promise<FakeBridge> {
  const fake = createFakeBridge({ invoiceCount: 5 });
  fake.answer('sending.senders', () => (isSending ? [SENDER] : []));
  fake.answer('sending.setOn', () => undefined);
  fake.fail('sending.page', { kind: 'bug', key: 'error.bug', params: {}, supportId: 'x' } as never);
  fake.answer('sending.receipt', () => ({
    issuer: 'Ministerstwo Finansów',
    remoteNumber: '5265877635-20261120-0100001AF629-AF',
    sentAt: '2026-11-20T09:00:00+01:00',
    numberedAt: '2026-11-20T09:00:02+01:00',
    session: '20261120-SO-1',
    isForThese: true,
  }));
  fake.answer('selling.again', () => ({ id: ID as never }));
  fake.answer('selling.blank', () => start);
  fake.answer('selling.drafts', () => []);
  fake.answer('selling.saveDraft', () => ({ id: ID as never }));
  fake.answer('selling.removeDraft', () => undefined);
  fake.answer('selling.customers', () => [
    { invoiceId: 7 as never, name: 'Ogrody Miejskie S.A.', taxId: '9662345671', lastIssueDate: '2026-11-01' },
  ]);
  fake.answer('selling.customer', () => plainSale.buyer);
  fake.answer('selling.check', ({ invoice }) =>
    invoice.lines[0]?.name === ''
      ? [{ path: 'lines.0.name', key: 'sales.finding.required', params: {}, level: 'stop' }]
      : [],
  );
  fake.answer('selling.write', ({ invoice }) =>
    invoice.lines[0]?.name === '' ? { findings: [] } : { id: ID as never, findings: [] },
  );
  fake.answer('sending.list', () => [...items]);
  fake.answer('sending.discard', () => undefined);
  fake.answer('sending.prepare', () => ({
    connectionId: item().connectionId,
    target: 'TEST',
    isProduction: false,
    items: [{ item: item(), findings: [...findings], isLate: false }],
    totals: [],
    ...(findings.some(({ level }) => level === 'blocks') ? {} : { token: 'once' }),
  }));
  fake.answer('sending.confirm', () => ({ runId: ID as never }));
  renderApp({}, fake);
  return fake;
}
const payloadsOf = (fake: FakeBridge, name: string): readonly unknown[] =>
  fake.calls.filter((call) => call.name === name).map((call) => call.payload);

beforeAll(giveLayout);
beforeEach(() => useRouteStore.setState({ route: { place: 'sale' }, previous: undefined }));
afterEach(cleanup);

describe('the form', { timeout: 30_000 }, () => {
  it('says at the field what is missing, only once it is asked to send', async () => {
    const fake = await shown(true);
    const name = await screen.findByLabelText('Goods or service');
    await waitFor(() => expect(payloadsOf(fake, 'selling.check').length).toBeGreaterThan(0));
    expect(screen.queryByText(/This field is empty/)).toBeNull();
    fireEvent.click(await screen.findByText('Review and send…'));
    await screen.findByText(/This field is empty/);
    await screen.findByText('1 thing is missing before it can be sent.');
    expect(name.getAttribute('aria-invalid')).toBe('true');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('reckons while one writes, with a comma too, adds a line on Enter, and keeps a draft', async () => {
    const fake = await shown(true);
    fireEvent.change(await screen.findByLabelText('Net price'), { target: { value: '1 000,50' } });
    await screen.findByText('To pay');
    expect(document.body.textContent).toMatch(/1,230\.62/);
    fireEvent.keyDown(screen.getByLabelText('Goods or service'), { key: 'Enter' });
    expect(screen.getAllByLabelText('Goods or service')).toHaveLength(2);
    await waitFor(() => expect(document.activeElement).toBe(screen.getAllByLabelText('Goods or service')[1]));
    await screen.findByText('Kept as a draft');
    const [saved] = payloadsOf(fake, 'selling.saveDraft') as { invoice: SalesInvoice }[];
    expect(saved?.invoice.lines[0]?.price).toBe('1000.50');
  });

  it('fills in a customer that is known, and says when a NIP cannot be right', async () => {
    await shown(true);
    const name = await screen.findByLabelText<HTMLInputElement>('Name', { selector: 'input' });
    fireEvent.change(name, { target: { value: 'ogr' } });
    fireEvent.click(await screen.findByText('966-234-56-71'));
    const nip = screen.getByLabelText<HTMLInputElement>('NIP', { selector: 'input' });
    await waitFor(() => expect(nip.value).toBe('9662345671'));
    expect(name.value).toBe('Ogrody Miejskie S.A.');
    fireEvent.change(nip, { target: { value: '9662345672' } });
    await screen.findByText(/The check digit does not fit/);
  });

  it('without a connection that sends keeps drafts and offers to connect one', async () => {
    await shown(false);
    await screen.findByText('Connect KSeF or another service');
    expect(screen.queryByText('Review and send…')).toBeNull();
  });
});

describe('the last look', { timeout: 30_000 }, () => {
  const open = async (findings: readonly Finding[] = []) => {
    const fake = await shown(true, [item()], findings);
    fireEvent.change(await screen.findByLabelText('Goods or service'), { target: { value: 'brama' } });
    fireEvent.click(screen.getByText('Review and send…'));
    return { fake, dialog: await screen.findByRole('dialog') };
  };

  it('names the place, sends what was shown, once, and drops the draft', async () => {
    const { fake, dialog } = await open();
    await within(dialog).findByText(/TEST, a test environment/);
    expect(payloadsOf(fake, 'sending.confirm')).toEqual([]);
    fireEvent.click(within(dialog).getByText('Send to TEST'));
    await screen.findByText('Laid out and sent');
    expect(payloadsOf(fake, 'sending.confirm')).toEqual([{ token: 'once' }]);
    expect(payloadsOf(fake, 'sending.discard')).toEqual([]);
  });

  it('closed without sending takes the document back and leaves the form', async () => {
    const { fake, dialog } = await open();
    fireEvent.click(within(dialog).getByText('Cancel'));
    await waitFor(() => expect(payloadsOf(fake, 'sending.discard')).toEqual([{ ids: [ID] }]));
    expect(payloadsOf(fake, 'sending.confirm')).toEqual([]);
    expect(screen.getByLabelText<HTMLInputElement>('Goods or service').value).toBe('brama');
  });

  it('offers no button while something blocks', async () => {
    const { dialog } = await open([{ key: 'sending.finding.bom', params: {}, level: 'blocks' }]);
    await within(dialog).findByText(/byte order mark/);
    expect(within(dialog).queryByText('Send to TEST')).toBeNull();
  });
});

describe('outgoing', { timeout: 30_000 }, () => {
  beforeEach(() => useRouteStore.setState({ route: { place: 'outgoing' }, previous: undefined }));

  it('is empty with one next step', async () => {
    await shown(true);
    await screen.findByText('Your own invoices will be here');
    expect(screen.getAllByText('New invoice').length).toBeGreaterThan(0);
  });

  it.each([
    ['accepted', { hasReceipt: true, remoteNumber: '5265877635-20261120-0100001AF629-AF' }, 'Save receipt (UPO)…'],
    ['unknown', {}, 'Go on'],
    ['rejected', {}, 'Edit and send again'],
    ['queued', {}, 'Withdraw'],
    ['draft', {}, 'Review and send…'],
  ] as const)('%s says so and offers what comes next', async (state, more, button) => {
    await shown(true, [item({ state, ...more })]);
    await screen.findByText(button);
    if ('remoteNumber' in more) await screen.findByText(more.remoteNumber);
  });

  it('explains when the list cannot be read', async () => {
    const fake = await shown(true);
    cleanup();
    fake.fail('sending.list', { kind: 'disk', key: 'error.bug', params: {}, supportId: 'x' } as never);
    renderApp({}, fake);
    await screen.findByText('Try again');
  });
});
