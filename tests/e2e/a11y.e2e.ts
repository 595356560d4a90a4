// Every page, in light and in dark, in four languages: nothing an assistive technology stumbles over, nothing cut off.

import type { ElectronApplication, Page } from 'playwright/test';
import { accessProblems, clippedTexts } from './pages/judge.ts';
import { PLACES, goTo, look, settle } from './pages/shell.ts';
import { expect, test } from './support/launchApp.ts';
import { testKey } from './support/testKey.ts';

const LANGUAGES = ['en', 'pl', 'de', 'et'] as const;

async function smallestWindow(app: ElectronApplication, window: Page): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1024, 640));
  await window.waitForFunction(() => innerWidth === 1024 && innerHeight === 640);
}

async function openInvoice(window: Page): Promise<void> {
  await goTo(window, 'invoices');
  const pane = window.locator('aside article');
  if (await pane.isHidden()) await window.getByRole('gridcell').first().click();
  await pane.waitFor();
  await settle(window);
}

/** Everything wrong at once: the first broken page does not hide the others. */
type Findings = Record<string, string[]>;
const found = (findings: Findings): Findings =>
  Object.fromEntries(Object.entries(findings).filter(([, problems]) => problems.length > 0));
function judging(problems: () => Promise<string[]>) {
  const findings: Findings = {};
  const judge = async (name: string): Promise<void> => {
    findings[name] = await problems();
  };
  return { findings, judge };
}

/** The steps of the wizard up to where a service has to be asked; leaves it again. */
async function throughWizard(window: Page, onStep: (name: string) => Promise<void>): Promise<void> {
  const sheet = window.locator('section:has(ol)').filter({ has: window.locator('footer') });
  const primary = sheet.locator('footer button').last();
  const first = window.getByRole('radio', { name: /Poland|Polska|Polen|Poola/ }).first();
  await first.waitFor();
  await settle(window);
  await onStep('wizard, country');
  if (await primary.isEnabled()) await primary.click();
  const service = window.getByRole('radio', { name: /KSeF/ });
  await service.click();
  await settle(window);
  await onStep('wizard, service');
  await primary.click();
  await window.locator('form textarea').waitFor();
  await settle(window);
  await onStep('wizard, sign in');
  await primary.click();
  await window.locator('[aria-invalid="true"]').first().waitFor();
  await settle(window);
  await onStep('wizard, sign in refused');
  await window.keyboard.press('Escape');
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious before there is a company, ${theme}`, async ({ launch }) => {
    const { window } = await launch({ env: { CONFIG_ENCRYPTION_KEY: testKey() } });
    const { findings, judge } = judging(() => accessProblems(window));
    await look(window, 'en', theme);
    await settle(window);
    await judge('first start');
    await window.getByRole('button', { name: 'Connect', exact: true }).click();
    await throughWizard(window, judge);
    expect(found(findings)).toEqual({});
  });

  test(`axe finds nothing serious on any page, ${theme}`, async ({ launchDemo }) => {
    const { window } = await launchDemo();
    const { findings, judge } = judging(() => accessProblems(window));
    await look(window, 'en', theme);
    for (const place of PLACES) {
      await goTo(window, place);
      await judge(place);
    }
    await openInvoice(window);
    await judge('invoices with one open');
    expect(found(findings)).toEqual({});
  });
}

test('nothing of the first question is cut off in the smallest window, in four languages', async ({ launch }) => {
  const { app, window } = await launch({ env: { CONFIG_ENCRYPTION_KEY: testKey() } });
  await smallestWindow(app, window);
  const { findings, judge } = judging(() => clippedTexts(window));
  for (const language of LANGUAGES) {
    await look(window, language);
    await settle(window);
    await judge(`${language}: first start`);
  }
  expect(found(findings)).toEqual({});
});

test('nothing is cut off in the smallest window, in four languages', async ({ launchDemo }) => {
  test.setTimeout(120_000);
  const { app, window } = await launchDemo();
  await smallestWindow(app, window);
  const { findings, judge } = judging(() => clippedTexts(window));
  for (const language of LANGUAGES) {
    await look(window, language);
    for (const place of PLACES) {
      await goTo(window, place);
      await judge(`${language}: ${place}`);
    }
    await openInvoice(window);
    await judge(`${language}: invoices with one open`);
  }
  expect(found(findings)).toEqual({});
});
