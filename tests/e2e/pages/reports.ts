// The month's other files, in the real window: dropped, chosen by keys, taken from a folder, uploaded, compared with what lies there.

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication, Locator, Page, TestInfo } from 'playwright/test';
import { ask } from '../../../build/demo/ask.ts';
import { monthsAgo } from '../support/calendar.ts';
import { expect, keepScreenshot } from '../support/launchApp.ts';
import { accessProblems, clippedTexts } from './judge.ts';
import { goTo, look, settle, SYNC_MS } from './shell.ts';

/** What the system's own dialog would answer. */
const chooseNext = (app: ElectronApplication, paths: readonly string[]) =>
  app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [...filePaths] });
  }, paths);

async function drop(window: Page, zone: Locator, files: readonly string[], last: 'dragOver' | 'drop'): Promise<void> {
  // Not at the window's edge: what is dragged there scrolls the page by itself.
  await zone.evaluate((element) => {
    element.scrollIntoView({ block: 'center' });
  });
  const box = await zone.boundingBox();
  if (!box) throw new Error('no place to drop on');
  const session = await window.context().newCDPSession(window);
  const [x, y] = [box.x + box.width / 3, box.y + box.height / 2];
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', ...(last === 'drop' ? (['drop'] as const) : [])] as const)
    await session.send('Input.dispatchDragEvent', { type, x, y, data });
}

async function ended(window: Page, kind: 'upload' | 'check'): Promise<void> {
  await expect
    .poll(async () => (await ask(window, 'runs.list', { kind, limit: 1 }))[0]?.state, { timeout: SYNC_MS })
    .toBe('done');
}

export async function reportsOfMonth(app: ElectronApplication, window: Page, info: TestInfo): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kontor-reports-'));
  // The app runs as another user.
  chmodSync(folder, 0o755);
  const onDesk = (name: string, place = folder): string => {
    writeFileSync(path.join(place, name), `%PDF-1.4 ${name}`);
    return path.join(place, name);
  };
  try {
    await steps(app, window, info, { folder, onDesk });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Desk {
  readonly folder: string;
  readonly onDesk: (name: string, place?: string) => string;
}

async function steps(app: ElectronApplication, window: Page, info: TestInfo, { folder, onDesk }: Desk): Promise<void> {
  await goTo(window, 'reports');
  const card = window.getByRole('region', { name: /^Reports of/ });
  const zone = card.getByText('Drop files here');
  const row = (name: string) => card.getByRole('row').filter({ hasText: name });
  const month = monthsAgo(1);
  await zone.scrollIntoViewIfNeeded();
  await keepScreenshot(window, info, 'reports-none');

  await drop(window, zone, [onDesk(`raport-br-${month}.pdf`)], 'dragOver');
  await keepScreenshot(window, info, 'reports-drop');
  await drop(window, zone, [path.join(folder, `raport-br-${month}.pdf`)], 'drop');
  await expect(row(`raport-br-${month}.pdf`)).toContainText('not uploaded yet');

  // By keys; its name tells an older month, which is corrected.
  await chooseNext(app, [onDesk('kasa-2025-01.csv'), onDesk('wyciag.pdf')]);
  await card.getByRole('button', { name: 'Choose files' }).press('Enter');
  await expect(row('wyciag.pdf')).toBeVisible();
  await row('wyciag.pdf')
    .getByRole('button', { name: /^More for/ })
    .press('Enter');
  await expect(window.getByRole('menuitem', { name: 'Take it away' })).toBeVisible();
  await keepScreenshot(window, info, 'reports-menu');
  await window.getByRole('menuitem', { name: 'Take it away' }).press('Enter');
  await expect(row('wyciag.pdf')).toBeHidden();

  const watched = path.join(folder, 'watched');
  mkdirSync(watched, { mode: 0o755 });
  await chooseNext(app, [watched]);
  await card.getByRole('button', { name: 'Choose a folder' }).press('Enter');
  await expect(card.getByText(watched)).toBeVisible();
  onDesk('wyciag bankowy.pdf', watched);
  const unsorted = card.getByRole('table', { name: 'Month not known' });
  await expect(unsorted.getByText('wyciag bankowy.pdf')).toBeVisible({ timeout: 30_000 });
  await keepScreenshot(window, info, 'reports-unsorted');
  await unsorted.getByRole('button', { name: /Month of/ }).press('Enter');
  await window.getByRole('menuitem').nth(1).press('Enter');
  await expect(unsorted).toBeHidden();
  await expect(row('wyciag bankowy.pdf')).toContainText('not uploaded yet');

  await window.getByRole('button', { name: /^Upload \S+/ }).press('Enter');
  await ended(window, 'upload');
  await expect(row(`raport-br-${month}.pdf`)).toContainText('at every destination');
  await window.getByRole('button', { name: 'Check what lies there' }).press('Enter');
  await ended(window, 'check');
  await expect(window.getByText('still there').first()).toBeVisible();
  await settle(window);
  await keepScreenshot(window, info, 'reports-checked');
  expect(await accessProblems(window)).toEqual([]);
  await zone.scrollIntoViewIfNeeded();
  for (const [language, theme] of [
    ['pl', 'dark'],
    ['de', 'light'],
    ['et', 'dark'],
  ] as const) {
    await look(window, language, theme);
    await settle(window);
    await keepScreenshot(window, info, `reports-${language}-${theme}`);
  }
  const size = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize());
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1024, 640));
  await window.waitForFunction(() => innerWidth === 1024 && innerHeight === 640);
  for (const language of ['pl', 'de', 'et', 'en'] as const) {
    await look(window, language, 'light');
    await settle(window);
    expect(await clippedTexts(window), language).toEqual([]);
  }
  await keepScreenshot(window, info, 'reports-narrow');
  await app.evaluate(({ BrowserWindow }, [width = 1280, height = 800]) => {
    BrowserWindow.getAllWindows()[0]?.setSize(width, height);
  }, size ?? []);
}
