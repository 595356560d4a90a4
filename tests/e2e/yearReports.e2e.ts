// The year of reports in the real window: saved by keys, and looked at in light and dark, in the longest language and the narrowest window.
import { mkdtempSync, chmodSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { accessProblems, clippedTexts } from './pages/judge.ts';
import { goTo, look, settle } from './pages/shell.ts';
import { expect, keepScreenshot, test } from './support/launchApp.ts';

test('the year is saved as a page, a table and facts, by keys', async ({ launchDemo }, info) => {
  test.setTimeout(240_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'kontor-year-'));
  // The app runs as another user.
  chmodSync(folder, 0o777);
  const { app, window } = await launchDemo();
  await app.evaluate(({ dialog }, to) => {
    dialog.showSaveDialog = ((...given: { defaultPath?: string }[]) => {
      const name = given.at(-1)?.defaultPath?.split('/').at(-1) ?? '';
      return Promise.resolve({ canceled: false, filePath: `${to}/${name}` });
    }) as typeof dialog.showSaveDialog;
  }, folder);
  await goTo(window, 'reports');
  const button = window.getByRole('button', { name: 'Save the year' });
  for (const [words, end] of [
    ['As a page (PDF)…', '.pdf'],
    ['As a table (CSV)…', '.csv'],
    ['For programs (JSON)…', '.json'],
  ] as const) {
    await button.press('Enter');
    const item = window.getByRole('menuitem', { name: words });
    await expect(item).toBeVisible();
    if (end === '.pdf') await keepScreenshot(window, info, 'year-menu');
    await item.press('Enter');
    await expect.poll(() => readdirSync(folder).filter((name) => name.endsWith(end)).length).toBe(1);
  }
  await expect(window.getByText(/^Year saved: /).first()).toBeVisible();
  await settle(window);
  expect(await accessProblems(window)).toEqual([]);
  for (const [language, theme] of [
    ['pl', 'dark'],
    ['de', 'light'],
  ] as const) {
    await look(window, language, theme);
    await settle(window);
    await keepScreenshot(window, info, `year-${language}-${theme}`);
  }
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1024, 640));
  await window.waitForFunction(() => innerWidth === 1024 && innerHeight === 640);
  for (const language of ['en', 'pl', 'de', 'et'] as const) {
    await look(window, language, 'light');
    await settle(window);
    expect(await clippedTexts(window), language).toEqual([]);
  }
  await keepScreenshot(window, info, 'year-narrow');
  rmSync(folder, { recursive: true, force: true });
});
