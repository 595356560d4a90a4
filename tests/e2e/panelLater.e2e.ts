// What is put off in the panel at the symbol.
import { ask } from '../../build/demo/ask.ts';
import { startPanel } from '../support/panel.ts';
import { accessProblems, clippedTexts } from './pages/judge.ts';
import { click, escape, withTrouble } from './pages/panel.ts';
import { look } from './pages/shell.ts';
import { expect, keepScreenshot, test } from './support/launchApp.ts';
import { onBus, windows } from './support/onBus.ts';

test.setTimeout(240_000);

const { bus, start } = onBus();

test('what needs a person is put off until tomorrow, and is still said in the window', async ({}, info) => {
  const desktop = await startPanel(bus());
  const { app } = await start();
  const window = await app.firstWindow();
  await withTrouble(window);
  const item = await desktop.item();
  const panel = await click(app, item);
  const later = panel.getByRole('button', { name: 'Put off until tomorrow' });
  await later.press('Enter');
  await expect(later).toBeHidden();
  await expect(panel.getByText('1 thing put off until tomorrow')).toBeVisible();
  await expect(panel.getByRole('heading', { level: 1 })).toHaveText('Nothing more for today');
  await expect(panel.getByRole('heading', { level: 1 })).toBeFocused();
  await escape(panel);
  const findings: Record<string, readonly string[]> = {};
  for (const [language, theme] of [
    ['de', 'light'],
    ['pl', 'dark'],
    ['et', 'light'],
  ] as const) {
    await look(window, language, theme);
    const again = await click(app, item);
    await again.locator(`html[lang="${language}"]`).waitFor();
    findings[language] = [...(await clippedTexts(again)), ...(await accessProblems(again))];
    await keepScreenshot(again, info, `panel-later-${language}-${theme}`);
    await escape(again);
    await expect.poll(() => windows(app)).toBe(1);
  }
  expect(Object.entries(findings).filter(([, found]) => found.length > 0)).toEqual([]);
  await look(window, 'en');
  const soon = (await ask(window, 'expiries.list', undefined)).dated.filter(({ state }) => state === 'soon');
  expect(soon).toHaveLength(1);
});
