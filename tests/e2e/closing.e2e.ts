// A month is closed on the overview by keys, stands closed in the year of reports, and is opened again.
import { ask } from '../../build/demo/ask.ts';
import type { Language } from '../../shared/domain/ids.ts';
import { accessProblems, clippedTexts } from './pages/judge.ts';
import { goTo, look, settle, SYNC_MS } from './pages/shell.ts';
import { monthsAgo } from './support/calendar.ts';
import { expect, keepScreenshot, test } from './support/launchApp.ts';

const LOOKS: readonly (readonly [Language, 'light' | 'dark'])[] = [
  ['pl', 'dark'],
  ['de', 'light'],
  ['et', 'dark'],
  ['en', 'light'],
];

test('a month is closed by keys, keeps its place in the year, and is opened again', async ({ launchDemo }, info) => {
  test.setTimeout(240_000);
  const { app, window } = await launchDemo();
  const [company] = await ask(window, 'companies.list', undefined);
  if (!company) throw new Error('no company');
  const month = monthsAgo(1);
  const name = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
  const close = window.getByRole('button', { name: `Close ${name}`, exact: true });
  await expect(close).toBeDisabled();
  await expect(window.getByText('First the bundle has to hold every invoice.')).toBeVisible();
  await keepScreenshot(window, info, 'steps');
  const { runId } = await ask(window, 'reports.upload', { companyId: company.id, month });
  await expect.poll(async () => (await ask(window, 'runs.get', { runId })).state, { timeout: SYNC_MS }).toBe('done');
  await expect(close).toBeEnabled();

  await close.press('Enter');
  await expect(window.getByRole('button', { name: 'Not yet' })).toBeFocused();
  for (const [language, theme] of LOOKS) {
    await look(window, language, theme);
    await settle(window);
    await keepScreenshot(window, info, `asked-${language}-${theme}`);
    if (theme === 'light') expect(await accessProblems(window)).toEqual([]);
  }
  await window.keyboard.press('Escape');
  await close.press('Enter');
  await close.press('Enter');
  const closed = window.getByRole('heading', { name: new RegExp(`${name} \\d{4} is closed`) });
  await expect(closed).toBeVisible();
  expect(await ask(window, 'closing.year', { companyId: company.id, year: Number(month.slice(0, 4)) })).toEqual([
    month,
  ]);

  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1024, 640));
  await window.waitForFunction(() => innerWidth === 1024 && innerHeight === 640);
  for (const [language, theme] of LOOKS) {
    await look(window, language, theme);
    for (const place of ['overview', 'reports'] as const) {
      await goTo(window, place);
      expect(await clippedTexts(window), `${place} ${language}`).toEqual([]);
      await keepScreenshot(window, info, `closed-${place}-${language}-${theme}`);
      if (theme === 'light') expect(await accessProblems(window)).toEqual([]);
    }
  }
  await window.getByRole('button', { name: 'Open again' }).press('Enter');
  await expect
    .poll(() => ask(window, 'closing.year', { companyId: company.id, year: Number(month.slice(0, 4)) }))
    .toEqual([]);
});
