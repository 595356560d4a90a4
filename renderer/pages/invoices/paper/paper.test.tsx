// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { giveLayout, renderApp } from '../../../app/renderForTest';
import { NO_FILTERS, useInvoiceView } from '../../../stores/invoiceView';
import { useRouteStore } from '../../../stores/route';
import { QrCode } from '../../../ui/QrCode';
import { readQr } from '../../../../tests/support/readQr';
import { usePaperLanguageStore } from './paperLanguage';
import { usePaperTask } from './paperTask';

beforeAll(giveLayout);
beforeEach(() => {
  useRouteStore.setState({ route: { place: 'invoices' }, previous: undefined });
  useInvoiceView.setState({ filters: NO_FILTERS, openId: undefined, sort: 'date_desc' });
  usePaperLanguageStore.setState({ chosen: undefined });
  usePaperTask.setState({ task: undefined });
});
afterEach(cleanup);

async function openFirst() {
  const app = renderApp({ invoiceCount: 20 });
  const [row] = await screen.findAllByRole('row', { name: /FV|KOR|ZK|F\// });
  if (row === undefined) throw new Error('no row');
  fireEvent.click(row);
  await screen.findByTitle('Show the page large');
  return app;
}
const payloadsOf = (fake: ReturnType<typeof renderApp>['fake'], name: string): readonly unknown[] =>
  fake.calls.filter((call) => call.name === name).map((call) => call.payload);

describe('the page', { timeout: 30_000 }, () => {
  it('is shown large, in two languages on demand, and saved in the language that is shown', async () => {
    const { fake } = await openFirst();
    fireEvent.click(screen.getByTitle('Show the page large'));
    const dialog = await screen.findByRole('dialog');
    await within(dialog).findByText('Seller');
    act(() => usePaperLanguageStore.getState().choose('pl-en'));
    await within(dialog).findByText('Sprzedawca / Seller');
    expect(within(dialog).getAllByLabelText(/^Copy /).length).toBeGreaterThan(3);
    fireEvent.click(within(dialog).getByText('Save PDF'));
    await waitFor(() => expect(payloadsOf(fake, 'invoices.savePdf')).toHaveLength(1));
    expect(payloadsOf(fake, 'invoices.savePdf')).toEqual([{ id: expect.any(Number) as number, language: 'pl-en' }]);
  });

  it('is printed with Ctrl+P, once', async () => {
    const { fake } = await openFirst();
    fireEvent.keyDown(window, { key: 'p', ctrlKey: true });
    await waitFor(() => expect(payloadsOf(fake, 'invoices.print')).toHaveLength(1));
    expect(payloadsOf(fake, 'invoices.print')).toEqual([{ id: expect.any(Number) as number, language: 'en' }]);
  });
});

describe('many pages', { timeout: 30_000 }, () => {
  it('are those that were picked, else all of the list; how far they are is told until the end', async () => {
    const { fake } = renderApp({ invoiceCount: 20 });
    const rows = await screen.findAllByRole('row', { name: /Sale|Purchase/ });
    fireEvent.click(rows[1] as HTMLElement, { ctrlKey: true });
    fireEvent.click(rows[3] as HTMLElement, { shiftKey: true });
    fireEvent.click(await screen.findByText('Save 3 PDFs'));
    await screen.findByText('Saving PDFs: 0 of 3');
    expect(payloadsOf(fake, 'invoices.savePdfs')).toMatchObject([
      { what: { ids: [{}, {}, {}].map(() => expect.any(Number) as number) } },
    ]);
    const task = { taskId: 'task-1', total: 3, unreadable: 0, folder: '/home/biuro/Faktury' };
    fake.emit('invoices.pdfProgress', { ...task, state: 'running', done: 2 });
    await screen.findByText('Saving PDFs: 2 of 3');
    fireEvent.click(screen.getByText('Stop saving'));
    expect(payloadsOf(fake, 'invoices.cancelPdfs')).toEqual([{ taskId: 'task-1' }]);
    fake.emit('invoices.pdfProgress', { ...task, state: 'cancelled', done: 2 });
    await screen.findByText('2 PDFs lie in /home/biuro/Faktury');
    fireEvent.click(screen.getByText('Unpick 3'));
    await screen.findByText('Save 20 PDFs');
  });
});

describe('the code on the screen', () => {
  it('is read back by another library', () => {
    const link = 'https://qr.ksef.mf.gov.pl/invoice/5265877635/01-02-2026/UtQp9Gpc51y-u3xApZjIjgkpZ01js-J8KflSPW8WzIE';
    const markup = renderToStaticMarkup(<QrCode text={link} size={96} label="code" />);
    const size = Number(/viewBox="0 0 (\d+)/.exec(markup)?.[1]);
    expect(readQr(/ d="([^"]+)"/.exec(markup)?.[1] ?? '', size)).toBe(link);
  });
});
