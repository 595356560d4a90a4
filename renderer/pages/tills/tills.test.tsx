// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FiscalFileView, FiscalOverview } from '../../../shared/contract/fiscal';
import type { RunView } from '../../../shared/contract/runs';
import type { CompanyId, ConnectionId, ReportId, RunId } from '../../../shared/domain/ids';
import { giveLayout, renderApp } from '../../app/renderForTest';
import { createFakeBridge, type FakeBridge } from '../../bridge/fakeBridge';
import { useRouteStore } from '../../stores/route';

const TILL = 'till' as ConnectionId;
const file = (id: string, month: string, more: Partial<FiscalFileView>): FiscalFileView => ({
  id: id as ReportId,
  companyId: 'c' as CompanyId,
  connectionId: TILL,
  providerId: 'fiskaly',
  month,
  isInterim: false,
  fileName: `${id}.tar`,
  mediaType: 'application/x-tar',
  bytes: 66_600,
  sha256: 'ab'.repeat(32),
  storedAt: '2026-11-01T02:31:00.000Z',
  records: 62,
  findings: [],
  receipts: [],
  ...more,
});
const FILES = [
  file('september', '2026-09', { moduleId: 'tse', firstCounter: 16, lastCounter: 75 }),
  file('october', '2026-10', { moduleId: 'tse', firstCounter: 76, lastCounter: 1370 }),
  file('closings', '2026-10', { records: 3 }),
];
const month = (name: string, state: 'kept' | 'due') => {
  return { month: name, state, goneFrom: '2027-01-01', daysLeft: 40, records: state === 'kept' ? 62 : 0, findings: 0 };
};
const OVERVIEW: FiscalOverview = {
  modules: [
    {
      connectionId: TILL,
      id: 'tse',
      name: 'Kasse 1',
      serial: '25ff',
      state: 'signing',
      months: [month('2026-08', 'due'), month('2026-09', 'kept'), month('2026-10', 'kept')],
    },
  ],
  alarm: 'calm',
  hasSchedule: true,
  notUploaded: 0,
};
const sync = (state: 'running' | 'failed', more: Partial<RunView['parts'][number]>): RunView => {
  const parts: RunView['parts'] = [
    {
      connectionId: TILL,
      state,
      done: 10,
      unit: 'bytes',
      newCount: 0,
      changedCount: 0,
      knownCount: 0,
      unreadable: [],
      ...more,
    },
  ];
  return { id: 'r' as RunId, kind: 'sync', trigger: 'user', state, startedAt: '2026-11-23T02:00:00.000Z', parts };
};

beforeAll(giveLayout);
beforeEach(() => useRouteStore.setState({ route: { place: 'tills' }, previous: undefined }));
afterEach(cleanup);

async function tills(run?: RunView): Promise<FakeBridge> {
  const fake = createFakeBridge({ invoiceCount: 20 });
  fake.answer('fiscal.overview', () => OVERVIEW);
  let giveFiles = (): void => undefined;
  const files = new Promise<FiscalFileView[]>((resolve) => {
    giveFiles = () => resolve(FILES);
  });
  fake.answer('fiscal.files', () => files);
  fake.answer('runs.list', ({ connectionId }) => (connectionId === TILL && run ? [run] : []));
  renderApp({}, fake);
  await screen.findByText('Kasse 1');
  // The months are there before their files.
  giveFiles();
  return fake;
}
const rowOf = (name: RegExp): HTMLElement => screen.getByRole('button', { name });

describe('tills', { timeout: 30_000 }, () => {
  it('list under each month what is kept of it, the newest month open', async () => {
    await tills();
    await screen.findByText('october.tar');
    screen.getByText(/62 log messages · signatures 76 to 1,370 · kept /);
    screen.getByText('checked, no gaps');
    expect(screen.queryByText('september.tar')).toBeNull();
    fireEvent.click(rowOf(/^September 2026/));
    screen.getByText(/signatures 16 to 75/);
    // Nothing to open where nothing is kept.
    expect(screen.queryByRole('button', { name: /^August 2026/ })).toBeNull();
    screen.getByText(/40 days left/);
  });

  it('show what belongs to no single till apart, and lead to the month', async () => {
    await tills();
    const further = (await screen.findByText('Further files of the tills')).closest('section');
    if (further === null) throw new Error('no card');
    fireEvent.click(within(further).getByRole('button', { name: /^October 2026/ }));
    within(further).getByText(/3 tables/);
    fireEvent.click(within(further).getByText('Open the report of October 2026'));
    expect(useRouteStore.getState().route).toEqual({ place: 'reports', month: '2026-10' });
  });

  it('save a file and show it in its folder', async () => {
    const fake = await tills();
    fake.answer('fiscal.save', () => ({ savedTo: '/home/a/october.tar' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Save october.tar as…' }));
    await screen.findByText('Saved to /home/a/october.tar');
    fireEvent.click(screen.getByRole('button', { name: 'Show october.tar' }));
    await waitFor(() => expect(fake.calls.at(-1)).toEqual({ name: 'fiscal.reveal', payload: { fileId: 'october' } }));
  });

  it('say what is still coming', async () => {
    await tills(sync('running', { phase: 'run.phase.downloading', total: 100 }));
    await screen.findByText('Coming from the service');
    screen.getByText(/^10\s?%$/);
  });

  it('say why the last fetch brought less than was asked for', async () => {
    const problem = { kind: 'unavailable', key: 'net.refused', params: { host: 'x' }, supportId: 'K1' } as const;
    await tills(sync('failed', { problem }));
    await screen.findByText('What to do');
    screen.getByRole('button', { name: 'Sync again' });
  });
});
