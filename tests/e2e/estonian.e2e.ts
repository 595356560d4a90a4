// An Estonian firm in the window: an e-arve with a file inside, what is copied from it for the bank, and a sale of its own as a file.
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication, Page, TestInfo } from 'playwright/test';
import { ask } from '../../build/demo/ask.ts';
import { earve } from '../support/earveDocuments.ts';
import { brought } from '../support/importFiles.ts';
import { accessProblems, clippedTexts } from './pages/judge.ts';
import { goTo, look, settle } from './pages/shell.ts';
import { expect, keepScreenshot, test } from './support/launchApp.ts';
import { testKey } from './support/testKey.ts';

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kontor-eesti-'));
  // The app runs as another user.
  chmodSync(folder, 0o777);
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const page = Buffer.from('%PDF-1.7 a picture of it').toString('base64');
const additional = `<AttachmentFile><FileName>arve-2026-17.pdf</FileName><FileBase64>${page}</FileBase64></AttachmentFile>`;

/** What the system's own dialogs and programs would do. */
async function answered(app: ElectronApplication, chosen: readonly string[], saveTo: string): Promise<void> {
  await app.evaluate(
    ({ dialog, shell }, { filePaths, filePath }) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [...filePaths] });
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      shell.openPath = () => Promise.resolve('');
    },
    { filePaths: chosen, filePath: saveTo },
  );
}

async function inLooks(window: Page, info: TestInfo, name: string): Promise<void> {
  for (const [language, theme] of [
    ['pl', 'dark'],
    ['de', 'light'],
    ['et', 'light'],
  ] as const) {
    await look(window, language, theme);
    await settle(window);
    await keepScreenshot(window, info, `${name}-${language}-${theme}`);
    expect([name, language, await clippedTexts(window)]).toEqual([name, language, []]);
  }
  expect([name, await accessProblems(window)]).toEqual([name, []]);
  await look(window, 'en');
  await settle(window);
  expect([name, 'en', await clippedTexts(window)]).toEqual([name, 'en', []]);
}

test('its purchases are paid from the pane, its sales are written and saved', async ({ launch }, info) => {
  test.setTimeout(240_000);
  const { app, window } = await launch({ env: { CONFIG_ENCRYPTION_KEY: testKey() } });
  await look(window, 'en');
  const company = { name: 'Tamme Ost AS', country: 'EE', taxId: '10137025' } as const;
  const { id: companyId } = await ask(window, 'companies.create', company);
  const saved = path.join(folder, 'saved.xml');
  await answered(app, [brought(folder, 'arve.xml', earve({ additional }))], saved);
  await goTo(window, 'invoices');
  await window.getByRole('button', { name: 'Import files…' }).click();
  await window.getByRole('button', { name: /^Store 1 invoice/ }).click();
  await expect.poll(async () => (await ask(window, 'runs.list', { companyId, limit: 1 }))[0]?.state).toBe('done');
  await goTo(window, 'invoices');
  await window.getByText('Põhjala Müük OÜ').first().click();

  await test.step('reference number, account, the file inside', async () => {
    await window.getByRole('button', { name: 'Copy the reference number' }).click();
    await expect(window.getByText('Copied: 202600017')).toBeVisible();
    await expect(window.getByText('KSeF number')).toHaveCount(0);
    await window.getByRole('button', { name: 'Open arve-2026-17.pdf' }).click();
    await window.getByRole('button', { name: 'Save arve-2026-17.pdf' }).click();
    await expect.poll(() => existsSync(saved)).toBe(true);
    await window.getByRole('heading', { name: 'Files inside' }).scrollIntoViewIfNeeded();
    await settle(window);
    await keepScreenshot(window, info, 'estonian-invoice');
    await inLooks(window, info, 'estonian-invoice');
  });

  await test.step('a sale as a file', async () => {
    await window.getByRole('button', { name: 'Outgoing' }).click();
    await window.getByRole('button', { name: 'New invoice' }).first().click();
    await window.getByRole('combobox', { name: 'Name', exact: true }).fill('Ostja OÜ');
    await window.getByRole('textbox', { name: 'Registry code', exact: true }).fill('10000640');
    await settle(window);
    await keepScreenshot(window, info, 'estonian-sale-begun');
    await window.getByRole('textbox', { name: 'Goods or service' }).fill('Nõustamine');
    await window.getByRole('textbox', { name: 'Net price' }).fill('50');
    await window.getByRole('textbox', { name: 'Number', exact: true }).fill('2026-1');
    await window.getByRole('textbox', { name: 'Street and number', exact: true }).fill('Lai 2');
    await window.getByRole('textbox', { name: 'Postcode and town', exact: true }).fill('51005 Tartu');
    await window.getByRole('textbox', { name: "Seller's street and number" }).fill('Pikk 1');
    await window.getByRole('textbox', { name: "Seller's postcode and town" }).fill('10123 Tallinn');
    await window.getByRole('textbox', { name: 'Account' }).fill('EE382200221020145685');
    await window.getByRole('textbox', { name: 'Reference number' }).fill('202600017');
    await inLooks(window, info, 'estonian-sale');
    rmSync(saved, { force: true });
    await window.getByRole('button', { name: 'Save as…' }).click();
    await window.getByRole('menuitem', { name: 'E-arve (XML)' }).click();
    await expect.poll(() => (existsSync(saved) ? readFileSync(saved, 'utf8') : '')).toContain('<E_Invoice');
    await settle(window);
    await keepScreenshot(window, info, 'estonian-sale-saved');
  });
});
