// A service's own file of an invoice: where it is offered, by keys, in light and dark, in the smallest window and the longest language.
import type { Page } from 'playwright/test';
import { ask } from '../../build/demo/ask.ts';
import type { InvoiceRow } from '../../shared/contract/invoices.ts';
import { accessProblems, clippedTexts } from './pages/judge.ts';
import { goTo, look, settle } from './pages/shell.ts';
import { expect, keepScreenshot, test } from './support/launchApp.ts';

/** The newest invoices of that side at that provider. */
async function newest(
  window: Page,
  providerId: string,
  direction: InvoiceRow['direction'],
  limit: number,
): Promise<readonly InvoiceRow[]> {
  const [company] = await ask(window, 'companies.list', undefined);
  const connections = company ? await ask(window, 'connections.list', { companyId: company.id }) : [];
  const connection = connections.find((one) => one.providerId === providerId);
  if (!company || !connection) throw new Error(`no ${providerId}`);
  const filter = { companyId: company.id, connectionId: connection.id, direction };
  const { rows } = await ask(window, 'invoices.list', { filter, sort: 'date_desc', limit });
  return rows;
}

async function show(window: Page, row: InvoiceRow): Promise<void> {
  await goTo(window, 'invoices');
  await window.keyboard.press('Control+k');
  await window.keyboard.type(row.number);
  await settle(window);
  await window.getByRole('gridcell').filter({ hasText: row.number }).first().click();
  await window.locator('aside article').getByText(row.number).first().waitFor();
  await settle(window);
}

test('a document at a service is opened, saved and kept, and offered only where nothing changes', async ({
  launchDemo,
}, info) => {
  test.setTimeout(300_000);
  const { app, window } = await launchDemo();
  await app.evaluate(({ shell }) => {
    shell.openPath = (path) => {
      Object.assign(globalThis, { openedPath: path });
      return Promise.resolve('');
    };
  });
  const [sale] = await newest(window, 'wfirma', 'sale', 1);
  if (!sale) throw new Error('no sale at wFirma');
  await show(window, sale);
  const block = window.locator('aside article').getByRole('region', { name: /^Document at / });
  await block.scrollIntoViewIfNeeded();
  const problems: Record<string, string[]> = {};
  for (const theme of ['light', 'dark'] as const) {
    await look(window, 'en', theme);
    await settle(window);
    await block.scrollIntoViewIfNeeded();
    await keepScreenshot(window, info, `source-file-${theme}`);
    problems[theme] = await accessProblems(window);
  }

  await test.step('opened by keys', async () => {
    await block.getByRole('button', { name: 'Open' }).focus();
    await window.keyboard.press('Enter');
    // What is asked of main while it reads more of its code is lost: it is asked again.
    const opened = () => app.evaluate(() => (globalThis as { openedPath?: string }).openedPath ?? '').catch(() => '');
    await expect.poll(opened).toMatch(/\.pdf$/);
    await settle(window);
  });

  await test.step("kept with the month's reports", async () => {
    await block.getByRole('button', { name: "Keep with the month's reports" }).click();
    await expect(window.getByText(/lies with the reports of/)).toBeVisible();
    await keepScreenshot(window, info, 'source-file-kept');
  });

  await test.step('offered where KSeF speaks for the invoice, and explained when nothing was attached', async () => {
    const explained = window.locator('aside article').getByRole('alert');
    for (const row of await newest(window, 'fakturownia', 'purchase', 8)) {
      await show(window, row);
      const [open] = await block.getByRole('button', { name: 'Open' }).all();
      await open?.scrollIntoViewIfNeeded();
      await open?.click();
      await expect(block.getByRole('button', { name: 'Cancel' })).toHaveCount(0);
      await settle(window);
      if (await explained.filter({ hasText: 'has no file' }).isVisible()) break;
    }
    await expect(explained).toContainText('has no file of this invoice');
    await explained.scrollIntoViewIfNeeded();
    await keepScreenshot(window, info, 'source-file-none');
    problems['explained'] = await accessProblems(window);
  });

  await test.step('not offered where asking would change something; the connection says why', async () => {
    const [invoice] = await newest(window, 'infakt', 'sale', 1);
    if (!invoice) throw new Error('no sale at inFakt');
    expect(await ask(window, 'invoices.get', { id: invoice.id })).not.toHaveProperty('sourceFiles');
    await goTo(window, 'connections');
    await window
      .getByRole('button', { name: /inFakt/ })
      .first()
      .click();
    await window.getByRole('note').filter({ hasText: 'marks a sales invoice as printed' }).scrollIntoViewIfNeeded();
    await settle(window);
    await keepScreenshot(window, info, 'source-file-infakt');
    problems['connection'] = await accessProblems(window);
  });

  await test.step('in the smallest window and the longest language', async () => {
    await show(window, sale);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1024, 640));
    await window.waitForFunction(() => innerWidth === 1024 && innerHeight === 640);
    for (const language of ['pl', 'de', 'et'] as const) {
      await look(window, language);
      await settle(window);
      await window.locator('aside article section').filter({ hasText: 'wFirma' }).first().scrollIntoViewIfNeeded();
      await keepScreenshot(window, info, `source-file-${language}`);
      problems[language] = await clippedTexts(window);
    }
  });
  expect(Object.fromEntries(Object.entries(problems).filter(([, list]) => list.length > 0))).toEqual({});
});
