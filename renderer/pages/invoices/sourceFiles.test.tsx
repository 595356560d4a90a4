// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InvoiceRowId } from '../../../shared/domain/ids';
import { giveLayout, renderApp } from '../../app/renderForTest';
import { NO_FILTERS, useInvoiceView } from '../../stores/invoiceView';
import { useRouteStore } from '../../stores/route';
import { useSourceFileTasks } from './sourceFileTasks';

beforeAll(giveLayout);
beforeEach(() => {
  useRouteStore.setState({ route: { place: 'invoices' }, previous: undefined });
  useInvoiceView.setState({ filters: NO_FILTERS, openId: undefined, sort: 'date_desc' });
  useSourceFileTasks.setState({ tasks: {} });
});
afterEach(cleanup);

async function openFirst() {
  const { fake } = renderApp({ invoiceCount: 20 });
  const [row] = await screen.findAllByRole('row', { name: /FV|KOR|ZK|F\// });
  if (row === undefined) throw new Error('no row');
  fireEvent.click(row);
  await screen.findByRole('heading', { name: /^Document at / });
  return fake;
}
const namesOf = (fake: Awaited<ReturnType<typeof openFirst>>): readonly string[] =>
  fake.calls.map(({ name }) => name).filter((name) => name.endsWith('SourceFile'));

describe('the file at a service', { timeout: 30_000 }, () => {
  it('is asked for by a press alone; where it went is told', async () => {
    const fake = await openFirst();
    expect(namesOf(fake)).toEqual([]);
    fireEvent.click(screen.getByText('Save…'));
    await screen.findByText(/^Saved to |Pobrane/);
    fireEvent.click(await screen.findByText("Keep with the month's reports"));
    await screen.findByText(/\.pdf lies with the reports of /);
    fireEvent.click(await screen.findByText('Open'));
    await waitFor(() =>
      expect(namesOf(fake)).toEqual(
        ['saveSourceFile', 'keepSourceFile', 'openSourceFile'].map((it) => `invoices.${it}`),
      ),
    );
  });

  it('tells how much has come, is cancelled by a button, and says nothing of what was cancelled', async () => {
    const fake = await openFirst();
    let end = (): void => undefined;
    const waiting = new Promise<void>((_, reject) => {
      end = () => reject(Object.assign(new Error('stopped'), { name: 'AbortError' }));
    });
    fake.answer('invoices.openSourceFile', () => waiting as never);
    fake.answer('invoices.cancelSourceFile', () => {
      end();
      return undefined;
    });
    fireEvent.click(screen.getByText('Open'));
    await screen.findByText(/^Fetching from /);
    const id = useInvoiceView.getState().openId as InvoiceRowId;
    fake.emit('invoices.sourceFileProgress', { id, bytes: 1_500_000 });
    await screen.findByText(/1[.,]5 MB so far/);
    fireEvent.click(screen.getByText('Cancel'));
    await screen.findByText('Open');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('is explained when it does not come, until the next try', async () => {
    const fake = await openFirst();
    const key = 'archive.source_file_none';
    fake.fail('invoices.openSourceFile', { kind: 'rejected', key, params: {}, supportId: 'K1' });
    fireEvent.click(screen.getByText('Open'));
    expect((await screen.findByRole('alert')).textContent).toContain('has no file of this invoice');
    fireEvent.click(screen.getByText('Save…'));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });
});
