// A firm removed for good in Settings: what the law says and what goes is on the screen, its name is typed, and its proof stays.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page, TestInfo } from 'playwright/test';
import { ask } from '../../build/demo/ask.ts';
import type { Language } from '../../shared/domain/ids.ts';
import { addFirm } from './pages/firm.ts';
import { accessProblems, clippedTexts } from './pages/judge.ts';
import { goTo, look, placeButton, settle } from './pages/shell.ts';
import { expect, keepScreenshot, test } from './support/launchApp.ts';
import { testKey } from './support/testKey.ts';

const LOOKS: readonly (readonly [Language, 'light' | 'dark'])[] = [
  ['pl', 'dark'],
  ['de', 'light'],
  ['et', 'dark'],
  ['en', 'light'],
];

async function inEveryLook(window: Page, info: TestInfo, name: string, place: string): Promise<void> {
  for (const [language, theme] of LOOKS) {
    await look(window, language, theme);
    await window.locator(place).scrollIntoViewIfNeeded();
    await settle(window);
    await keepScreenshot(window, info, `${name}-${language}-${theme}`);
    if (theme === 'light') expect(await accessProblems(window)).toEqual([]);
  }
}

test('a firm is removed by its name, and leaves its proof', async ({ launch }, info) => {
  test.setTimeout(240_000);
  const { app, window, home } = await launch({ env: { CONFIG_ENCRYPTION_KEY: testKey() } });
  await addFirm(window, 'read');
  const file = path.join(home, 'proof.json');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await goTo(window, 'settings');
  await window.getByRole('button', { name: 'Remove the company…' }).press('Enter');
  const form = window.locator('[data-removal]');
  const field = form.getByRole('textbox');
  await expect(field).toBeFocused();
  await expect(form.getByText('art. 112 of the VAT Act')).toBeVisible();
  const remove = form.getByRole('button', { name: 'Choose the place of the proof and remove' });
  await expect(remove).toBeDisabled();
  await field.fill('Zielona');
  await remove.press('Enter');
  await expect(form.getByText('This is not the name of the company.')).toBeVisible();
  await inEveryLook(window, info, 'asked', '[data-removal]');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1024, 640));
  await window.waitForFunction(() => innerWidth === 1024 && innerHeight === 640);
  for (const [language] of LOOKS) {
    await look(window, language);
    await settle(window);
    expect(await clippedTexts(window), language).toEqual([]);
  }

  await field.fill('Zielona Kuźnia sp. z o.o.');
  await remove.press('Enter');
  await expect.poll(async () => (await ask(window, 'companies.list', undefined)).length).toBe(0);
  const [proof] = await ask(window, 'safety.removals', undefined);
  expect(proof?.removed.originals).toBeGreaterThan(0);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(proof);
  // Without a company there is no place but the first screen: its way to Settings leads to the proof.
  const wayToSettings = window.getByRole('main').getByRole('button', { name: 'Settings' });
  await wayToSettings.waitFor();
  await inEveryLook(window, info, 'gone', 'footer');
  await wayToSettings.press('Enter');
  await expect(window.getByRole('heading', { level: 1, name: 'Settings' })).toBeFocused();
  const alone = window.getByRole('region', { name: 'Removed companies' });
  await expect(alone.getByText(proof?.sha256 ?? 'none')).toBeVisible();
  await inEveryLook(window, info, 'alone', '#removed');
  await placeButton(window, 'overview').click();
  await wayToSettings.waitFor();

  // The next firm's Settings tell of it.
  await window.reload();
  await addFirm(window, 'verified');
  await window.reload();
  await look(window, 'en');
  await goTo(window, 'settings');
  const history = window.getByRole('region', { name: 'Removed companies' });
  await history.scrollIntoViewIfNeeded();
  await expect(history.getByText(proof?.sha256 ?? 'none')).toBeVisible();
  await history.getByRole('button', { name: 'Save the proof…' }).press('Enter');
  await expect(window.getByText(`Saved to ${file}`)).toBeVisible();
  await keepScreenshot(window, info, 'history');
});
