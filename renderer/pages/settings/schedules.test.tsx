// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ScheduleView } from '../../../shared/contract/schedules';
import { giveLayout, renderApp } from '../../app/renderForTest';
import { createFakeBridge, type FakeBridge } from '../../bridge/fakeBridge';
import { FIRM } from '../../bridge/fake/world';
import { useRouteStore } from '../../stores/route';

const DAILY: ScheduleView = {
  id: '11111111-1111-4111-8111-111111111111' as ScheduleView['id'],
  companyId: FIRM.companyId,
  work: 'sync',
  rule: { every: 'day', at: '21:47' },
  zone: 'Europe/Warsaw',
  catchUp: 'when_possible',
  isOn: true,
  next: [],
};

beforeAll(giveLayout);
beforeEach(() => useRouteStore.setState({ route: { place: 'settings', section: 'schedules' }, previous: undefined }));
afterEach(cleanup);

function schedules(): FakeBridge {
  const fake = createFakeBridge({ invoiceCount: 5 });
  fake.answer('schedules.list', () => [DAILY]);
  fake.answer('schedules.status', () => ({ count: 1, asking: 0 }));
  fake.answer('schedules.save', () => ({ id: DAILY.id }));
  renderApp({}, fake);
  return fake;
}
const saved = (fake: FakeBridge): unknown[] =>
  fake.calls.filter(({ name }) => name === 'schedules.save').map(({ payload }) => payload);
const time = async (): Promise<HTMLInputElement> =>
  within(await screen.findByRole('group', { name: 'Fetch invoices' })).getByLabelText<HTMLInputElement>('Time', {
    selector: 'input',
  });
const setTime = async (at: string): Promise<void> => {
  fireEvent.change(await time(), { target: { value: at } });
  fireEvent.blur(await time());
};

describe('a schedule in Settings', { timeout: 30_000 }, () => {
  it('keeps every choice, however quick the next one comes', async () => {
    const fake = schedules();
    const line = await screen.findByRole('group', { name: 'Fetch invoices' });
    fireEvent.click(within(line).getByRole('switch', { name: 'Fetch invoices' }));
    await setTime('06:15');
    await waitFor(() => expect(saved(fake)).toHaveLength(2));
    expect(saved(fake).at(-1)).toMatchObject({ isOn: false, rule: { at: '06:15' } });
  });
});
