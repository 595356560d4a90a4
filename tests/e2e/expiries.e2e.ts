// The calendar of what expires, in the real window, by keys: a date is written down, shown everywhere, and leads into the right sign-in.
import { ask } from '../../build/demo/ask.ts';
import { accessProblems, clippedTexts } from './pages/judge.ts';
import { goTo, look, settle } from './pages/shell.ts';
import { dayFromNow } from './support/calendar.ts';
import { expect, keepScreenshot, test } from './support/launchApp.ts';

test('what expires: written down, reminded of, renewed', async ({ launchDemo }, info) => {
  test.setTimeout(240_000);
  const { app, window } = await launchDemo();
  await goTo(window, 'connections');
  await window.locator('[data-row]', { hasText: 'What expires' }).press('Enter');
  await expect(window.getByRole('heading', { name: 'What expires' })).toBeVisible();
  await settle(window);
  await keepScreenshot(window, info, 'expiries-none');
  expect(await accessProblems(window)).toEqual([]);

  await test.step('a date by keys', async () => {
    await window.getByRole('button', { name: /^Write down a date for Nextcloud/ }).press('Enter');
    const dialog = window.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Write it down' }).press('Enter');
    await expect(dialog.getByText('Choose a date')).toBeVisible();
    await dialog.getByLabel('Last day').fill(dayFromNow(6));
    await settle(window);
    expect(await accessProblems(window)).toEqual([]);
    await keepScreenshot(window, info, 'expiries-dialog');
    await dialog.getByLabel('Last day').press('Enter');
    await expect(dialog).toBeHidden();
  });
  // More of them, as an office has them.
  const [company] = await ask(window, 'companies.list', undefined);
  if (!company) throw new Error('no company');
  const connections = await ask(window, 'connections.list', { companyId: company.id });
  const idOf = (providerId: string) => {
    const found = connections.find((one) => one.providerId === providerId);
    if (!found) throw new Error(`no ${providerId}`);
    return found.id;
  };
  await ask(window, 'expiries.note', { connectionId: idOf('ksef'), kind: 'certificate', endsOn: dayFromNow(700) });
  await ask(window, 'expiries.note', { connectionId: idOf('krediidiinfo'), kind: 'token', endsOn: dayFromNow(21) });
  await ask(window, 'expiries.note', { connectionId: idOf('aws_s3'), kind: 'token', endsOn: dayFromNow(-2) });
  await expect(window.getByText('ended', { exact: true })).toBeVisible();
  await settle(window);
  await keepScreenshot(window, info, 'expiries-en-light');
  expect(await accessProblems(window)).toEqual([]);
  for (const [language, theme] of [
    ['pl', 'dark'],
    ['de', 'light'],
    ['et', 'dark'],
  ] as const) {
    await look(window, language, theme);
    await settle(window);
    await keepScreenshot(window, info, `expiries-${language}-${theme}`);
  }
  await look(window, 'en');

  await test.step('the overview says it and leads to the connection, the connection to signing in again', async () => {
    await goTo(window, 'overview');
    await settle(window);
    await keepScreenshot(window, info, 'expiries-overview');
    await window.getByRole('button', { name: /Nextcloud.*6 days left/s }).press('Enter');
    await settle(window);
    await keepScreenshot(window, info, 'expiries-connection');
    await look(window, 'de', 'dark');
    await settle(window);
    await keepScreenshot(window, info, 'expiries-connection-de-dark');
    await look(window, 'en');
    await window.getByRole('button', { name: 'Sign in again' }).first().press('Enter');
    await expect(window.getByRole('heading', { name: /Nextcloud/ }).first()).toBeVisible();
    await settle(window);
    await keepScreenshot(window, info, 'expiries-renew');
    await window.keyboard.press('Escape');
  });

  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1024, 640));
  await window.waitForFunction(() => innerWidth === 1024 && innerHeight === 640);
  await goTo(window, 'connections');
  await window.locator('[data-row]').last().press('Enter');
  for (const language of ['en', 'pl', 'de', 'et'] as const) {
    await look(window, language, 'light');
    await settle(window);
    expect(await clippedTexts(window), language).toEqual([]);
    if (language === 'de') await keepScreenshot(window, info, 'expiries-narrow-de');
  }
});
