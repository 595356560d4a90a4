// The frame around every page: its places, its search, its language.

import { type Locator, type Page, expect } from 'playwright/test';
import { ask } from '../../../build/demo/ask.ts';
import type { Language } from '../../../shared/domain/ids.ts';

export const PLACES = ['overview', 'invoices', 'reconcile', 'reports', 'connections', 'activity', 'settings'] as const;
export type Place = (typeof PLACES)[number];

/** The first syncs of the demo do real work on a machine that may be busy. */
export const SYNC_MS = 90_000;

export function placeButton(window: Page, place: Place): Locator {
  return window.locator(`nav [data-place="${place}"]`);
}

/** What the page asked for is there, and the window has painted it. */
export async function settle(window: Page): Promise<void> {
  await window.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await window.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

export async function goTo(window: Page, place: Place): Promise<void> {
  await placeButton(window, place).click();
  await expect(placeButton(window, place)).toHaveAttribute('aria-current', 'page');
  await settle(window);
}

export async function look(window: Page, language: Language, theme: 'light' | 'dark' = 'light'): Promise<void> {
  await ask(window, 'app.saveSettings', { language, theme, contrast: 'system' });
  await window.locator(`html[lang="${language}"]`).waitFor();
}

/** A profile whose demo company is complete. */
export async function atDemo(window: Page): Promise<void> {
  await look(window, 'en');
  await goTo(window, 'overview');
}

/** From the first start to the overview of the demo company with every invoice here. */
export async function openDemo(window: Page): Promise<void> {
  await look(window, 'en');
  await window.getByRole('button', { name: 'Open the demo' }).click();
  await expect(placeButton(window, 'overview')).toHaveAttribute('aria-current', 'page', { timeout: SYNC_MS });
  await expect
    .poll(() => stateOfFirstSync(window), { timeout: SYNC_MS, message: 'the first sync of the demo' })
    .toBe('done');
  await settle(window);
}

async function stateOfFirstSync(window: Page): Promise<string> {
  const demo = (await ask(window, 'companies.list', undefined)).find((company) => company.isDemo);
  if (!demo) return 'no company yet';
  const [sync] = await ask(window, 'runs.list', { companyId: demo.id, kind: 'sync', limit: 1 });
  if (sync?.state === 'failed') throw new Error(`The first sync stopped: ${sync.problem?.key ?? 'unknown'}`);
  return sync?.state ?? 'no sync yet';
}
