// One limit for all uploads, set in the settings; an upload under way is paused and goes on, in the real window.
import { ask } from '../../build/demo/ask.ts';
import { accessProblems, clippedTexts } from './pages/judge.ts';
import { goTo, look, settle, SYNC_MS } from './pages/shell.ts';
import { expect, keepScreenshot, test } from './support/launchApp.ts';

test('uploads share a limit; one under way is paused and goes on', async ({ launchDemo }, info) => {
  test.setTimeout(300_000);
  const { app, window } = await launchDemo();
  await goTo(window, 'settings');
  const box = window.locator('#desktop');
  await box.getByRole('switch', { name: 'Limit for uploads' }).press('Space');
  const field = box.getByLabel('kB a second');
  await field.fill('5');
  await expect(box.getByText('A number from 10 to 10000000')).toBeVisible();
  await field.fill('40');
  await field.press('Enter');
  await expect.poll(async () => (await ask(window, 'desktop.settings', undefined)).uploadLimit).toBe(40);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1024, 640));
  await window.waitForFunction(() => innerWidth === 1024 && innerHeight === 640);
  for (const [language, theme] of [
    ['de', 'light'],
    ['pl', 'dark'],
    ['et', 'light'],
    ['en', 'light'],
  ] as const) {
    await look(window, language, theme);
    await settle(window);
    await box.scrollIntoViewIfNeeded();
    expect(await clippedTexts(window), language).toEqual([]);
    await keepScreenshot(window, info, `upload-limit-${language}-${theme}`);
  }

  const upload = async () => (await ask(window, 'runs.list', { kind: 'upload', limit: 1 }))[0];
  await goTo(window, 'reports');
  await window.getByRole('button', { name: /^Upload \S+/ }).click();
  await expect(window.getByText(/kB a second/).first()).toBeVisible({ timeout: SYNC_MS });
  await keepScreenshot(window, info, 'upload-slow');
  await window.getByRole('button', { name: 'Pause', exact: true }).press('Enter');
  await expect(window.getByRole('button', { name: 'Resume' })).toBeVisible({ timeout: SYNC_MS });
  await settle(window);
  expect((await upload())?.state).toBe('waiting');
  await keepScreenshot(window, info, 'upload-paused');
  expect(await accessProblems(window)).toEqual([]);
  for (const [language, theme] of [
    ['de', 'light'],
    ['pl', 'dark'],
    ['en', 'light'],
  ] as const) {
    await look(window, language, theme);
    await settle(window);
    expect(await clippedTexts(window), language).toEqual([]);
    await keepScreenshot(window, info, `upload-paused-${language}-${theme}`);
  }
  await window.getByRole('button', { name: 'Resume' }).press('Enter');
  await goTo(window, 'settings');
  await box.getByRole('switch', { name: 'Limit for uploads' }).press('Space');
  await expect.poll(async () => (await upload())?.state, { timeout: SYNC_MS }).toBe('done');
});
