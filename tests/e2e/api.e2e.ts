// The local API in Settings: switched on by keys, its token shown once, renewed, its port taken by somebody else.
import type { Page } from 'playwright/test';
import { ask } from '../../build/demo/ask.ts';
import { deadPort, httpServer } from '../support/loopback.ts';
import { accessProblems, clippedTexts } from './pages/judge.ts';
import { goTo, look, settle } from './pages/shell.ts';
import { expect, keepScreenshot, test } from './support/launchApp.ts';

const section = (window: Page) => window.locator('#programs');

async function statusOf(port: number, token: string): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${String(port)}/api/companies`, {
    headers: { authorization: `Bearer ${token}` },
  });
  await answer.text();
  return answer.status;
}

test('the local API is switched on by keys and its token is shown once', async ({ launchDemo }, info) => {
  test.setTimeout(240_000);
  const { app, window } = await launchDemo();
  const port = await deadPort();
  await ask(window, 'api.save', { isOn: false, port });
  await goTo(window, 'settings');
  const box = section(window);
  await box.scrollIntoViewIfNeeded();
  await expect(box.getByRole('switch', { name: 'Local API' })).not.toBeChecked();
  await keepScreenshot(window, info, 'api-off');

  await box.getByRole('switch', { name: 'Local API' }).press('Space');
  const shown = box.getByRole('group', { name: /Copy it now/ });
  await expect(shown).toBeFocused();
  const token = (await shown.locator('p').nth(1).innerText()).trim();
  expect(token).toMatch(/^kontor_[\w-]{43}$/);
  expect(await statusOf(port, token)).toBe(200);
  await settle(window);
  expect(await accessProblems(window)).toEqual([]);
  await box.scrollIntoViewIfNeeded();
  await keepScreenshot(window, info, 'api-token');
  await window.keyboard.press('Tab');
  await window.keyboard.press('Enter');
  // Main copies it.
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(token);
  await box.getByRole('button', { name: 'I have it' }).press('Enter');
  await expect(window.getByText(token)).toHaveCount(0);
  expect(await window.content()).not.toContain(token);
  await keepScreenshot(window, info, 'api-on');

  await test.step('a new one ends the old one', async () => {
    await box.getByRole('button', { name: 'Make a new token' }).press('Enter');
    await keepScreenshot(window, info, 'api-renew');
    await box.getByRole('button', { name: 'Yes, make a new one' }).press('Enter');
    await expect(shown).toBeVisible();
    expect(await statusOf(port, token)).toBe(401);
    await box.getByRole('button', { name: 'I have it' }).click();
  });

  await test.step('a port that is taken is explained, with one that is free', async () => {
    const other = await httpServer((_, response) => response.end());
    await box.getByLabel('Port').fill('99999');
    await expect(box.getByText('A number from 1 to 65535')).toBeVisible();
    await box.getByLabel('Port').fill(String(other.port));
    await box.getByLabel('Port').press('Enter');
    await expect(box.getByText(`Port ${String(other.port)} is taken by another program.`)).toBeVisible();
    await settle(window);
    await keepScreenshot(window, info, 'api-port-taken');
    await other.close();
  });

  await test.step('nothing is cut off in any language', async () => {
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1024, 640));
    for (const language of ['pl', 'de', 'et'] as const) {
      await look(window, language, language === 'de' ? 'dark' : 'light');
      await settle(window);
      await box.scrollIntoViewIfNeeded();
      expect(await clippedTexts(window)).toEqual([]);
      await keepScreenshot(window, info, `api-${language}`);
    }
  });
});
