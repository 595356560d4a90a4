// One invoice of every kind as a page, in light and in dark, with what one does with it.

import path from 'node:path';
import { type Page, expect } from 'playwright/test';
import { ask } from '../../build/demo/ask.ts';
import type { InvoiceCursor, InvoicePage, InvoiceRow } from '../../shared/contract/invoices.ts';
import { accessProblems, clippedTexts } from './pages/judge.ts';
import { goTo, look, settle } from './pages/shell.ts';
import { keepScreenshot, test } from './support/launchApp.ts';
import { momentsWhileSaving } from './support/whileSaving.ts';

/** The newest of each kind, and one in another currency. */
async function oneOfEach(window: Page): Promise<ReadonlyMap<string, InvoiceRow>> {
  const found = new Map<string, InvoiceRow>();
  const [company] = await ask(window, 'companies.list', undefined);
  if (!company) throw new Error('no company');
  let after: InvoiceCursor | undefined;
  do {
    const page: InvoicePage = await ask(window, 'invoices.list', {
      filter: { companyId: company.id },
      sort: 'date_desc',
      limit: 500,
      ...(after === undefined ? {} : { after }),
    });
    for (const row of page.rows) {
      if (!found.has(row.kind)) found.set(row.kind, row);
      if (row.gross.currency !== 'PLN' && !found.has('currency')) found.set('currency', row);
    }
    after = page.next;
  } while (after !== undefined);
  return found;
}

async function openLarge(window: Page, row: InvoiceRow): Promise<void> {
  await window.keyboard.press('Control+k');
  await window.keyboard.type(row.number);
  await settle(window);
  await window.getByRole('gridcell').filter({ hasText: row.number }).first().click();
  await window.locator('aside article').getByText(row.number).first().waitFor();
  await window.getByRole('button', { name: 'Show the page large' }).click();
  await window.locator('[data-printable]').filter({ hasText: row.number }).waitFor();
  await settle(window);
}

test('an invoice of every kind as a page', async ({ launchDemo }, info) => {
  test.setTimeout(300_000);
  const { window } = await launchDemo();
  await goTo(window, 'invoices');
  const rows = await oneOfEach(window);
  expect([...rows.keys()].toSorted()).toEqual([
    'advance',
    'advance_correction',
    'correction',
    'currency',
    'invoice',
    'settlement',
    'settlement_correction',
    'simplified',
  ]);
  const problems: Record<string, string[]> = {};
  for (const theme of ['light', 'dark'] as const) {
    await look(window, 'en', theme);
    // The page is white in both; in the dark its frame is looked at, once.
    for (const [kind, row] of theme === 'light' ? rows : [...rows].slice(0, 1)) {
      await openLarge(window, row);
      if (theme === 'light') await window.getByText('PL / EN').click();
      await settle(window);
      await keepScreenshot(window, info, `${kind}-${theme}`);
      const name = `${kind}, ${theme}`;
      problems[name] = await accessProblems(window);
      await window.keyboard.press('Escape');
      await window.locator('[data-printable]').waitFor({ state: 'detached' });
    }
  }
  expect(Object.fromEntries(Object.entries(problems).filter(([, list]) => list.length > 0))).toEqual({});
});

test('the page in the smallest window, in four languages, and on paper', async ({ launchDemo }, info) => {
  test.setTimeout(300_000);
  const { app, window } = await launchDemo();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1024, 640));
  await window.waitForFunction(() => innerWidth === 1024 && innerHeight === 640);
  await goTo(window, 'invoices');
  // Of KSeF: longer than the window.
  const row = (await oneOfEach(window)).get('settlement_correction');
  if (!row) throw new Error('no correction');
  await openLarge(window, row);
  const problems: Record<string, string[]> = {};
  for (const language of ['en', 'pl', 'de', 'et'] as const) {
    await look(window, language);
    await settle(window);
    await keepScreenshot(window, info, `small-${language}`);
    problems[language] = await clippedTexts(window);
  }
  expect(Object.fromEntries(Object.entries(problems).filter(([, list]) => list.length > 0))).toEqual({});

  // What the printer gets: the page alone, whole, on white.
  await window.emulateMedia({ media: 'print' });
  await expect(window.locator('nav').first()).toBeHidden();
  await expect(window.getByRole('button', { name: /PDF/ }).first()).toBeHidden();
  const sheet = window.locator('[data-printable]');
  const isWhole = await sheet.evaluate((element) => {
    const { height } = element.getBoundingClientRect();
    return document.documentElement.scrollHeight >= Math.floor(height) && height > innerHeight;
  });
  expect(isWhole).toBe(true);
  expect(await window.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
});

test('a thousand PDFs do not hold up the window', async ({ launchDemo }, info) => {
  test.setTimeout(300_000);
  const { app, window, home } = await launchDemo();
  await goTo(window, 'invoices');
  const folder = path.join(home, 'profile', 'pdfs');
  await app.evaluate(({ dialog }, chosen) => {
    process.getBuiltinModule('node:fs').mkdirSync(chosen, { recursive: true });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, folder);
  const watching = momentsWhileSaving(window, { counts: 5 });
  await window.getByRole('button', { name: /^Save [\d,]+ PDFs$/ }).click();
  const panel = window.getByRole('region', { name: 'Saving of PDFs' });
  await panel.waitFor();
  const moments = await watching;
  await keepScreenshot(window, info, 'saving');
  await window.getByRole('button', { name: 'Stop saving' }).click();
  await expect(window.getByText(/PDFs? lies? in /)).toBeVisible();
  const saved = await app.evaluate(
    (_, chosen) => process.getBuiltinModule('node:fs').readdirSync(chosen).length,
    folder,
  );
  info.annotations.push(
    ...(['answerMs', 'frameMs'] as const).map((type) => ({
      type: `longest ${type}`,
      description: String(Math.max(...moments.map((moment) => moment[type]))),
    })),
  );
  expect(saved).toBeGreaterThan(1);
  // Main answered and the window drew while the saving was under way, not before it and after it.
  const [first = 0, last = 0] = [moments[0]?.done, moments.at(-1)?.done];
  const between = new Set(moments.map(({ done }) => done).filter((done) => done > first && done < last));
  expect(between.size).toBeGreaterThan(1);
});
