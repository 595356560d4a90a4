// Pictures of every place: each language in light, one of them in dark and in the narrowest window as well.

import path from 'node:path';
import type { Page } from 'playwright';
import type { Language } from '../../shared/domain/ids.ts';
import { ask } from './ask.ts';

const LANGUAGES: readonly Language[] = ['en', 'pl', 'de', 'et'];
const PLACES = ['overview', 'invoices', 'reconcile', 'reports', 'connections', 'activity'] as const;

export async function takePictures(window: Page, folder: string): Promise<string[]> {
  const taken: string[] = [];
  const keep = async (name: string): Promise<void> => {
    const file = path.join(folder, `${name}.png`);
    await window.screenshot({ path: file });
    taken.push(file);
  };
  for (const language of LANGUAGES) {
    await show(window, language, 'light');
    for (const place of PLACES) {
      await open(window, place);
      await keep(`${place}-${language}-light`);
    }
  }
  await show(window, 'pl', 'dark');
  for (const place of PLACES) {
    await open(window, place);
    await keep(`${place}-pl-dark`);
  }
  await show(window, 'en', 'light');
  await open(window, 'overview');
  return taken;
}

async function show(window: Page, language: Language, theme: 'light' | 'dark'): Promise<void> {
  await ask(window, 'app.saveSettings', { language, theme, contrast: 'system' });
  await window.locator(`html[lang="${language}"]`).waitFor();
}

async function open(window: Page, place: (typeof PLACES)[number]): Promise<void> {
  await window.locator(`nav [data-place="${place}"]`).click();
  if (place === 'invoices') await window.getByRole('row').nth(3).click();
  if (place === 'reconcile')
    await window
      .getByRole('row')
      .filter({ has: window.getByRole('gridcell') })
      .nth(2)
      .click();
  // Everything that was asked for has been answered and painted.
  await window.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await window.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}
