// A task of a connection, from its menu to what it shows once: a TSE is founded at the demo company's fiskaly.

import { accessProblems, clippedTexts } from './pages/judge.ts';
import { goTo, settle } from './pages/shell.ts';
import { expect, keepScreenshot, test } from './support/launchApp.ts';

test('founds a TSE from the menu of the connection and shows its PUK once', async ({ launchDemo }, info) => {
  test.setTimeout(240_000);
  const { app, window } = await launchDemo();
  const heading = window.getByRole('heading', { level: 1 });
  const problems: Record<string, string[]> = {};
  const judge = async (name: string): Promise<void> => {
    await settle(window);
    await keepScreenshot(window, info, name);
    problems[name] = [...(await accessProblems(window)), ...(await clippedTexts(window))];
  };
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1024, 640));
  await goTo(window, 'connections');
  await window.getByRole('button', { name: /^fiskaly/ }).click();
  await expect(window.getByText('Environment').first()).toBeVisible();
  await judge('connection');
  const menu = async (item: string): Promise<void> => {
    await window.getByRole('button', { name: 'More' }).click();
    await settle(window);
    await keepScreenshot(window, info, `menu ${item}`);
    await window.getByRole('menuitem', { name: item }).click();
  };

  await test.step('a refused one keeps what was typed', async () => {
    await menu('Disable a TSE for good');
    await expect(heading).toHaveText('Disable a TSE for good');
    await window.getByRole('textbox', { name: /PIN/ }).fill('0000000000');
    await window.getByRole('textbox', { name: /serial number/i }).fill('not it');
    await judge('disable');
    await window.getByRole('button', { name: 'Disable a TSE for good' }).click();
    await expect(window.locator('[aria-invalid="true"]').first()).toBeVisible();
    await judge('disable refused');
    await window.keyboard.press('Escape');
  });

  await test.step('the other one comes to its end', async () => {
    await menu('Found a TSE');
    await window.getByRole('textbox', { name: /PIN/ }).fill('pin-86420-geheim');
    await judge('found');
    await window.getByRole('button', { name: 'Found a TSE' }).click();
    await expect(heading).toHaveText(/is ready to sign/, { timeout: 120_000 });
    await expect(window.getByText(/^\d{10,}$/)).toBeVisible();
    await judge('founded');
    await window.getByRole('button', { name: 'Back to the connections' }).click();
    await expect(heading).toHaveText('Connections');
    await expect(window.getByText(/^\d{10,}$/)).toHaveCount(0);
  });
  expect(Object.fromEntries(Object.entries(problems).filter(([, found]) => found.length > 0))).toEqual({});
});
