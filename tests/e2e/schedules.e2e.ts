// What runs by itself, in the real window: set up in Settings by keys, seen on the overview and in a run.
import type { Page } from 'playwright/test';
import { ask } from '../../build/demo/ask.ts';
import { accessProblems, clippedTexts } from './pages/judge.ts';
import { goTo, look, settle } from './pages/shell.ts';
import { expect, keepScreenshot, test } from './support/launchApp.ts';

const section = (window: Page) => window.locator('#schedules');

async function schedulesOf(window: Page) {
  const [company] = await ask(window, 'companies.list', undefined);
  if (!company) throw new Error('no company');
  return ask(window, 'schedules.list', { companyId: company.id });
}

test('schedules are set up by keys, and nothing that was chosen is lost', async ({ launchDemo }, info) => {
  test.setTimeout(240_000);
  const { app, window } = await launchDemo();
  await goTo(window, 'settings');
  const box = section(window);
  await box.scrollIntoViewIfNeeded();
  await keepScreenshot(window, info, 'schedules-none');
  await box.getByRole('button', { name: 'Fetch every night' }).press('Enter');
  await box.getByRole('button', { name: 'Send every month' }).press('Enter');
  await expect.poll(async () => (await schedulesOf(window)).length).toBe(2);

  await test.step('chosen days stay chosen', async () => {
    const sync = box.getByRole('group', { name: 'Fetch invoices' });
    await sync.getByLabel('When').click();
    await window.getByRole('option', { name: 'On chosen days' }).click();
    await sync.getByRole('button', { name: 'Wed', exact: true }).press('Space');
    await sync.getByRole('button', { name: 'Sat', exact: true }).press('Space');
    await expect
      .poll(async () => (await schedulesOf(window)).find(({ work }) => work === 'sync')?.rule)
      .toMatchObject({ every: 'week', on: [1, 2, 4, 5, 6] });
    await sync.getByLabel('Time').fill('06:13');
    await sync.getByLabel('Time').press('Enter');
    await expect
      .poll(async () => (await schedulesOf(window)).find(({ work }) => work === 'sync')?.rule)
      .toMatchObject({ on: [1, 2, 4, 5, 6], at: '06:13' });
  });
  await settle(window);
  expect(await accessProblems(window)).toEqual([]);
  await box.scrollIntoViewIfNeeded();
  await keepScreenshot(window, info, 'schedules-en-light');

  await test.step('what is paused says until when', async () => {
    await box.getByRole('button', { name: 'Until tomorrow' }).press('Enter');
    await expect(box.getByRole('button', { name: 'Resume' })).toBeVisible();
    await keepScreenshot(window, info, 'schedules-paused');
    await box.getByRole('button', { name: 'Resume' }).press('Enter');
    await expect(box.getByRole('button', { name: 'Until tomorrow' })).toBeVisible();
  });

  await goTo(window, 'overview');
  await keepScreenshot(window, info, 'schedules-overview');
  await goTo(window, 'settings');
  for (const [language, theme] of [
    ['pl', 'dark'],
    ['de', 'light'],
    ['et', 'dark'],
  ] as const) {
    await look(window, language, theme);
    await box.scrollIntoViewIfNeeded();
    await settle(window);
    await keepScreenshot(window, info, `schedules-${language}-${theme}`);
  }
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1024, 640));
  await window.waitForFunction(() => innerWidth === 1024 && innerHeight === 640);
  for (const language of ['en', 'pl', 'de', 'et'] as const) {
    await look(window, language, 'light');
    await settle(window);
    expect(await clippedTexts(window), language).toEqual([]);
  }
});
