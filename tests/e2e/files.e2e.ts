// What lies at a destination, in the real window: reached from a receipt, walked by keys, a file brought back, a bundle tried on.
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ask, until } from '../../build/demo/ask.ts';
import { accessProblems, clippedTexts } from './pages/judge.ts';
import { goTo, look, settle, SYNC_MS } from './pages/shell.ts';
import { expect, keepScreenshot, test } from './support/launchApp.ts';

test('files at a destination are listed, brought back and tried on', async ({ launchDemo }, info) => {
  test.setTimeout(300_000);
  const { app, window, home } = await launchDemo();
  await goTo(window, 'reports');
  await window.getByRole('button', { name: /^Upload \S+/ }).click();
  await expect
    .poll(async () => (await ask(window, 'runs.list', { kind: 'upload', limit: 1 }))[0]?.state, { timeout: SYNC_MS })
    .toBe('done');
  await settle(window);

  await test.step('from the path of a receipt to its folder', async () => {
    await window
      .getByRole('button', { name: /^Show the folder of/ })
      .first()
      .press('Enter');
    const grid = window.getByRole('grid');
    await expect(grid.getByRole('row').first()).toBeVisible();
    await keepScreenshot(window, info, 'files-month');
  });
  const grid = window.getByRole('grid');
  const target = path.join(home, 'brought.zip');
  rmSync(target, { force: true });
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, target);

  await test.step('a bundle is tried on, then brought back', async () => {
    await grid.focus();
    // Between two files of a till.
    await window.keyboard.press('End');
    await window.keyboard.press('ArrowUp');
    await window.keyboard.press('Enter');
    await keepScreenshot(window, info, 'files-chosen');
    await window.getByRole('button', { name: 'Try restoring' }).press('Enter');
    await expect(window.getByText('The bundle can be restored')).toBeVisible({ timeout: SYNC_MS });
    await settle(window);
    await keepScreenshot(window, info, 'files-restored');
    await window.getByRole('button', { name: 'Bring it back…' }).press('Enter');
    await expect(window.getByText('The file is here')).toBeVisible({ timeout: SYNC_MS });
    expect(existsSync(target)).toBe(true);
    await settle(window);
    await keepScreenshot(window, info, 'files-fetched');
    expect(await accessProblems(window)).toEqual([]);
  });

  await test.step('up to the base folder by Escape', async () => {
    await grid.focus();
    await window.keyboard.press('Escape');
    for (const name of ['2026', 'Base folder']) {
      // The keyboard goes along as soon as the folder is listed.
      await expect(grid).toBeFocused();
      await window.keyboard.press('Escape');
      await expect(window.getByText(name, { exact: true })).toHaveAttribute('aria-current', 'location');
    }
    await keepScreenshot(window, info, 'files-base');
  });

  await test.step('in the history', async () => {
    await goTo(window, 'activity');
    await settle(window);
    await keepScreenshot(window, info, 'files-activity');
  });

  await test.step('nothing is cut off in any language', async () => {
    const [restored] = await until('the test in the history', () =>
      ask(window, 'runs.list', { kind: 'restore', limit: 1 }),
    );
    expect(restored?.state).toBe('done');
    await goTo(window, 'reports');
    await window
      .getByRole('button', { name: /^Show the folder of/ })
      .first()
      .click();
    await grid.getByRole('row').filter({ hasText: '.zip' }).click();
    for (const [language, theme] of [
      ['pl', 'dark'],
      ['de', 'light'],
      ['et', 'dark'],
    ] as const) {
      await look(window, language, theme);
      await settle(window);
      await keepScreenshot(window, info, `files-${language}-${theme}`);
    }
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1024, 640));
    for (const language of ['pl', 'de', 'et', 'en'] as const) {
      await look(window, language);
      await settle(window);
      expect(await clippedTexts(window), language).toEqual([]);
    }
    await keepScreenshot(window, info, 'files-narrow');
  });
});
