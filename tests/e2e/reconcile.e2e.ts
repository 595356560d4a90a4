// Reconcile in the real window: every list, a pair linked and taken back by keys, a note, the way to the other source of an invoice.
import type { Page } from 'playwright/test';
import { accessProblems, clippedTexts } from './pages/judge.ts';
import { goTo, look, settle } from './pages/shell.ts';
import { expect, keepScreenshot, test } from './support/launchApp.ts';

const LISTS = ['equal', 'different', 'only_left', 'only_right', 'duplicate'] as const;

const rowsIn = (window: Page) => window.getByRole('row').filter({ has: window.getByRole('gridcell') });

async function countOf(window: Page, list: (typeof LISTS)[number]): Promise<number> {
  return Number((await window.locator(`[data-list="${list}"]`).innerText()).replace(/^[\s\S]*?(\d+)\s*$/, '$1'));
}

test('shows both sides of a month, and decisions are made and taken back by keys', async ({ launchDemo }, info) => {
  test.setTimeout(240_000);
  const { window } = await launchDemo();
  await goTo(window, 'reconcile');
  for (const list of LISTS) {
    await window.locator(`[data-list="${list}"]`).click();
    await settle(window);
    expect(await countOf(window, list), list).toBeGreaterThan(0);
    await rowsIn(window).first().click();
    await settle(window);
    expect(await accessProblems(window), list).toEqual([]);
    await keepScreenshot(window, info, `reconcile-${list}`);
  }

  await test.step('a suggestion is linked by L and taken back by U', async () => {
    await window.locator('[data-list="duplicate"]').click();
    await settle(window);
    const before = await countOf(window, 'duplicate');
    const suggested = rowsIn(window).filter({ hasText: 'same sum' }).first();
    await suggested.click();
    await window.keyboard.press('l');
    await expect.poll(() => countOf(window, 'duplicate')).toBe(before - 1);
    await window.keyboard.press('u');
    await expect.poll(() => countOf(window, 'duplicate')).toBe(before);
  });

  await test.step('a line is put out of the way with a note', async () => {
    await window.locator('[data-list="only_left"]').click();
    await settle(window);
    const before = await countOf(window, 'only_left');
    await rowsIn(window).first().click();
    await window.keyboard.press('e');
    const dialog = window.getByRole('dialog');
    await dialog.getByRole('textbox').fill('private purchase');
    await keepScreenshot(window, info, 'reconcile-note');
    await dialog.getByRole('textbox').press('Enter');
    await expect.poll(() => countOf(window, 'only_left')).toBe(before - 1);
    await window.getByRole('button', { name: /^Show 1 explained/ }).click();
    await expect(rowsIn(window).filter({ hasText: 'explained' })).toHaveCount(1);
    await window.keyboard.press('u');
    await expect.poll(() => countOf(window, 'only_left')).toBe(before);
  });

  await test.step('a record is chosen by hand', async () => {
    await window.locator('[data-list="only_right"]').click();
    await settle(window);
    await rowsIn(window).first().click();
    await window.keyboard.press('l');
    await expect(window.getByRole('dialog')).toBeVisible();
    await settle(window);
    expect(await accessProblems(window)).toEqual([]);
    await keepScreenshot(window, info, 'reconcile-candidates');
    await window.getByRole('searchbox', { name: 'Number, seller or amount' }).fill('neverwritten');
    await expect(window.getByText('No record of the other side holds these words')).toBeVisible();
    await keepScreenshot(window, info, 'reconcile-candidates-search');
    await window.keyboard.press('Escape');
  });

  await test.step('an invoice leads to what other sources say of it', async () => {
    await window.locator('[data-list="different"]').click();
    await settle(window);
    await rowsIn(window).first().click();
    await window.getByRole('button', { name: 'Open in list' }).click();
    const pane = window.getByRole('complementary', { name: 'Invoice' });
    await expect(pane.getByText('differs').or(pane.getByText('Issue date')).first()).toBeVisible();
    await settle(window);
    await keepScreenshot(window, info, 'invoice-in-several');
  });
});

test('nothing is cut off beside an open row in the smallest window, in four languages', async ({
  launchDemo,
}, info) => {
  test.setTimeout(240_000);
  const { app, window } = await launchDemo();
  await goTo(window, 'reconcile');
  for (const [language, theme] of [
    ['pl', 'dark'],
    ['de', 'light'],
    ['et', 'light'],
    ['en', 'dark'],
  ] as const) {
    await look(window, language, theme);
    await settle(window);
    await rowsIn(window).first().click();
    await settle(window);
    await keepScreenshot(window, info, `reconcile-${language}-${theme}`);
  }
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1024, 640));
  await window.waitForFunction(() => innerWidth === 1024 && innerHeight === 640);
  for (const language of ['en', 'pl', 'de', 'et'] as const) {
    await look(window, language, 'light');
    await settle(window);
    expect(await clippedTexts(window), language).toEqual([]);
    await keepScreenshot(window, info, `reconcile-${language}-small`);
  }
});
