// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AuditView } from '../../../shared/contract/safety';
import { giveLayout, renderApp } from '../../app/renderForTest';
import { createFakeBridge, type FakeBridge } from '../../bridge/fakeBridge';
import { useRouteStore } from '../../stores/route';
import { firstOfYear, monthsSince } from './auditMonths';

beforeAll(giveLayout);
beforeEach(() => useRouteStore.setState({ route: { place: 'settings', section: 'audit' }, previous: undefined }));
afterEach(cleanup);

const ROOM = 'There is not enough room at the chosen place.';

async function section(view: AuditView = {}): Promise<{ fake: FakeBridge; place: HTMLElement }> {
  const fake = createFakeBridge({ invoiceCount: 20 });
  fake.answer('safety.audit', () => view);
  renderApp({}, fake);
  const place = await screen.findByRole('region', { name: 'Folder for an auditor' });
  await within(place).findByText('Months of this company');
  return { fake, place };
}

describe('the folder for an auditor in Settings', { timeout: 30_000 }, () => {
  it('asks for its months, and proposes the year up to the last one', async () => {
    const { fake, place } = await section();
    fake.answer('safety.writeAudit', () => ({ isDone: true }));
    fireEvent.click(within(place).getByText('Folder for an auditor…'));
    fireEvent.click(await within(place).findByText('Choose the place and write'));
    const sent = await waitFor(() => {
      const call = fake.calls.find(({ name }) => name === 'safety.writeAudit');
      expect(call).toBeDefined();
      return call?.payload as { from: string; to: string };
    });
    expect(sent.from <= sent.to && sent.from.slice(0, 4) === sent.to.slice(0, 4)).toBe(true);
    await waitFor(() => expect(within(place).queryByText('Choose the place and write')).toBeNull());
  });

  it('stays open when no place was chosen, says what stopped it, and says nothing of a cancelled one', async () => {
    const { fake, place } = await section();
    fake.answer('safety.writeAudit', () => ({ isDone: false }));
    fireEvent.click(within(place).getByText('Folder for an auditor…'));
    const start = await within(place).findByText('Choose the place and write');
    fireEvent.click(start);
    await waitFor(() => expect(fake.calls.some(({ name }) => name === 'safety.writeAudit')).toBe(true));
    expect(within(place).queryByText(ROOM)).toBeNull();
    fake.fail('safety.writeAudit', {
      kind: 'rejected',
      key: 'audit.disk_full',
      params: { folder: '/x' },
      supportId: 'K1',
    });
    fireEvent.click(within(place).getByText('Choose the place and write'));
    await within(place).findByText(ROOM);
    fake.fail('safety.writeAudit', { kind: 'cancelled', key: 'error.cancelled', params: {}, supportId: 'K2' });
    fireEvent.click(within(place).getByText('Choose the place and write'));
    await waitFor(() => expect(within(place).queryByText(ROOM)).toBeNull());
  });

  it('shows how far it is, and lets it be cancelled', async () => {
    const { fake, place } = await section({ running: { work: 'audit', done: 1, total: 4 } });
    fake.answer('safety.cancel', () => undefined);
    expect(within(place).queryByText('Folder for an auditor…')).toBeNull();
    expect(within(place).getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25');
    fireEvent.click(within(place).getByText('Cancel'));
    await waitFor(() => expect(fake.calls.some(({ name }) => name === 'safety.cancel')).toBe(true));
  });
});

describe('the months that are offered', () => {
  it('go back to the first invoice, at least two years, and never without end', () => {
    expect(monthsSince(undefined, '2026-03')).toHaveLength(24);
    const months = monthsSince('2021-11', '2026-03');
    expect([months[0], months.at(-1), months.length]).toEqual(['2026-03', '2021-11', 53]);
    expect(monthsSince('0201-01', '2026-03')).toHaveLength(360);
  });

  it('propose the year of the last one', () => {
    expect(firstOfYear('2025-12', monthsSince(undefined, '2026-01'))).toBe('2025-01');
    expect(firstOfYear('2024-03', monthsSince(undefined, '2026-01'))).toBe('2024-02');
  });
});
