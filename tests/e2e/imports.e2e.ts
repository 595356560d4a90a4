// Files on their way in, in the real window: chosen by keys, dropped, looked over, stored as a run.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright/test';
import { ask } from '../../build/demo/ask.ts';
import { earve } from '../support/earveDocuments.ts';
import { brought, COST_HEAD, costRow, encoded, tableText } from '../support/importFiles.ts';
import { accessProblems, clippedTexts } from './pages/judge.ts';
import { goTo, look, settle } from './pages/shell.ts';
import { expect, keepScreenshot, test } from './support/launchApp.ts';
import { testKey } from './support/testKey.ts';

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kontor-brought-'));
  // The app runs as another user.
  chmodSync(folder, 0o755);
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What the system's own dialog would answer. */
const chooseNext = (app: ElectronApplication, paths: readonly string[]) =>
  app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [...filePaths] });
  }, paths);

async function drop(window: Page, files: readonly string[], last: 'dragOver' | 'drop'): Promise<void> {
  const session = await window.context().newCDPSession(window);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', ...(last === 'drop' ? (['drop'] as const) : [])] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 500, y: 400, data });
}

test('a table and an e-invoice are brought in by keys; a second time they are known', async ({ launch }, info) => {
  test.setTimeout(240_000);
  const { app, window } = await launch({ env: { CONFIG_ENCRYPTION_KEY: testKey() } });
  await look(window, 'en');
  const company = { name: 'Zielona Kuźnia', country: 'PL', taxId: '5265877635' } as const;
  const { id: companyId } = await ask(window, 'companies.create', company);
  const rows = [COST_HEAD, costRow(1), costRow(2, '1 476,00'), costRow(3, 'sto'), costRow(4), costRow(5)];
  const table = brought(folder, 'koszty 10-2026.csv', encoded(tableText(rows), 'windows-1250'));
  const document = brought(folder, 'arve.xml', earve());
  await goTo(window, 'invoices');
  await chooseNext(app, [table, document]);
  await window.getByRole('button', { name: 'Import files…' }).press('Enter');
  await expect(window.getByRole('heading', { name: 'What do the columns mean?' })).toBeVisible();
  await settle(window);
  await keepScreenshot(window, info, 'import-columns');
  expect(await accessProblems(window)).toEqual([]);
  await window.getByRole('button', { name: 'Compare with what is here' }).press('Enter');
  await expect(window.getByRole('heading', { name: /^5 new invoices/ })).toBeVisible();
  await settle(window);
  await keepScreenshot(window, info, 'import-plan');
  expect(await accessProblems(window)).toEqual([]);
  await window.getByRole('tab', { name: /New/ }).press('ArrowLeft');
  await expect(window.getByText('The value of the field “Kwota brutto” cannot be read.')).toBeVisible();
  await keepScreenshot(window, info, 'import-unreadable');
  await window.getByRole('button', { name: 'Store 5 invoices' }).press('Enter');
  await expect.poll(async () => (await ask(window, 'runs.list', { companyId, limit: 1 }))[0]?.state).toBe('done');
  await settle(window);
  await keepScreenshot(window, info, 'import-run');
  await goTo(window, 'invoices');
  await expect(window.getByText('Żółta Łódź sp. z o.o.').first()).toBeVisible();
  await keepScreenshot(window, info, 'import-invoices');
  await goTo(window, 'connections');
  await settle(window);
  await keepScreenshot(window, info, 'import-connection');

  await test.step('dropped on the window they are recognised', async () => {
    await drop(window, [table], 'dragOver');
    await expect(window.getByText('Drop the files here')).toBeVisible();
    await keepScreenshot(window, info, 'import-drop');
    await drop(window, [table], 'drop');
    await expect(window.getByRole('tab', { name: 'Already imported' })).toContainText('4');
    await keepScreenshot(window, info, 'import-known');
  });

  for (const [language, theme] of [
    ['pl', 'dark'],
    ['de', 'light'],
    ['et', 'dark'],
  ] as const) {
    await look(window, language, theme);
    await settle(window);
    await keepScreenshot(window, info, `import-plan-${language}-${theme}`);
  }
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1024, 640));
  await window.waitForFunction(() => innerWidth === 1024 && innerHeight === 640);
  for (const language of ['en', 'pl', 'de', 'et'] as const) {
    await look(window, language, 'light');
    await settle(window);
    expect(await clippedTexts(window), language).toEqual([]);
  }
  await keepScreenshot(window, info, 'import-plan-narrow');
});

test('a page learns no path, and can name none', async ({ launch }) => {
  const { window } = await launch({ env: { CONFIG_ENCRYPTION_KEY: testKey() } });
  await look(window, 'en');
  const outcome = await window.evaluate(async () => {
    const bridge = Reflect.get(globalThis, 'kontor') as {
      invoke(name: string, payload: unknown): Promise<unknown>;
      dropFiles(name: string, payload: object, files: readonly File[]): Promise<unknown>;
    };
    const named = await bridge.invoke('imports.drop', { paths: ['/etc/hostname'] }).catch(() => 'refused');
    const payload = { companyId: '0192f3a0-0000-7000-8000-000000000001' };
    const madeUp = await bridge.dropFiles('imports.drop', payload, [new File(['x'], '/etc/hostname')]);
    return { named, madeUp };
  });
  expect(outcome).toEqual({ named: 'refused', madeUp: { ok: true, value: {} } });
});
