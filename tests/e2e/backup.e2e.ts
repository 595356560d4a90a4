// A firm backed up in Settings, proved, looked through, and brought back on the first screen of another profile.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright/test';
import { ask } from '../../build/demo/ask.ts';
import type { Language } from '../../shared/domain/ids.ts';
import { damageOriginal } from '../support/damage.ts';
import { goTo, look, openDemo, settle } from './pages/shell.ts';
import { expect, keepScreenshot, test } from './support/launchApp.ts';

const PASSPHRASE = 'heron lantern gravel sixpence';
const LOOKS: readonly (readonly [Language, 'light' | 'dark'])[] = [
  ['en', 'light'],
  ['pl', 'dark'],
  ['de', 'light'],
];

async function answerDialogs(app: ElectronApplication, file: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, file);
}

test('backed up, proved, looked through, and restored in another profile', async ({ launch }, info) => {
  test.setTimeout(300_000);
  const first = await launch();
  const { window, home } = first;
  const file = path.join(home, 'firm.kontor-backup');
  await ask(window, 'app.choosePassphrase', { passphrase: 'otter window cinnamon ladder' });
  await openDemo(window);
  await answerDialogs(first.app, file);
  await goTo(window, 'settings');
  const [backup, integrity] = [window.locator('[data-backup]'), window.locator('[data-integrity]')];
  const seen = async (name: string, of: typeof backup): Promise<void> => {
    for (const [language, theme] of LOOKS) {
      await look(window, language, theme);
      await of.scrollIntoViewIfNeeded();
      await settle(window);
      await keepScreenshot(window, info, `${name}-${language}`);
    }
    await look(window, 'en');
  };

  await test.step('back up', async () => {
    await backup.getByRole('button', { name: 'Make a backup…' }).click();
    const field = backup.getByLabel('Passphrase for the backup', { exact: true });
    await expect(field).toBeFocused();
    await field.fill(PASSPHRASE);
    await backup.getByLabel('Once more', { exact: true }).fill(PASSPHRASE);
    await seen('order', backup);
    await backup.getByRole('button', { name: 'Choose the place and back up' }).click();
    await expect(backup.getByText('firm.kontor-backup')).toBeVisible({ timeout: 60_000 });
  });

  await test.step('by itself', async () => {
    await backup.locator('label', { has: window.getByRole('switch', { name: 'By itself' }) }).click();
    await expect(backup.getByText('into the same file')).toBeVisible();
    await backup.getByRole('combobox', { name: 'When' }).click();
    await window.getByRole('option', { name: 'Every day' }).click();
    await expect.poll(async () => (await ask(window, 'safety.backup', undefined)).plan?.rule.every).toBe('day');
    await seen('by-itself', backup);
  });

  await test.step('to a destination as well', async () => {
    await backup.getByRole('switch', { name: /^Nextcloud, / }).press('Space');
    await expect(backup.getByText('1 of 1 states there')).toBeVisible({ timeout: 60_000 });
    await seen('destination', backup);
  });

  await test.step('prove it', async () => {
    await backup.getByRole('button', { name: 'Test the restore…' }).click();
    await backup.getByLabel('Passphrase of the backup', { exact: true }).fill('another one altogether');
    await backup.getByRole('button', { name: 'Start the test' }).click();
    await expect(backup.getByText('This is not the passphrase of the backup.')).toBeVisible({ timeout: 60_000 });
    await backup.getByLabel('Passphrase of the backup', { exact: true }).fill(PASSPHRASE);
    await backup.getByRole('button', { name: 'Start the test' }).click();
    await expect(backup.getByText('every file as it was')).toBeVisible({ timeout: 60_000 });
    await seen('proved', backup);
  });

  await test.step('look through everything', async () => {
    await integrity.getByRole('button', { name: 'Check now' }).click();
    await expect(integrity.getByText('as stored', { exact: true })).toBeVisible({ timeout: 60_000 });
    await seen('integrity', integrity);
  });
  await test.step('put a damaged file back', async () => {
    const [company] = await ask(window, 'companies.list', undefined);
    const folder = path.join(home, 'profile', 'archive', company?.id ?? '');
    // Of KSeF, which gives a single original again.
    const { file: damaged, before } = damageOriginal(folder, /^00001-\d{10}-\d{8}-/);
    await integrity.getByRole('button', { name: 'Check now' }).click();
    await expect(integrity.getByText('1 file damaged')).toBeVisible({ timeout: 60_000 });
    await expect(integrity.getByRole('button', { name: 'Fetch again' })).toBeVisible();
    await seen('damaged', integrity);
    await integrity.getByRole('button', { name: 'Put back from a backup…' }).click();
    await integrity.getByLabel('Passphrase of the backup', { exact: true }).fill('another one altogether');
    await integrity.getByRole('button', { name: 'Put back', exact: true }).click();
    await expect(integrity.getByText('This is not the passphrase of the backup.')).toBeVisible({ timeout: 60_000 });
    await integrity.getByLabel('Passphrase of the backup', { exact: true }).fill(PASSPHRASE);
    await seen('put-back', integrity);
    await integrity.getByRole('button', { name: 'Put back', exact: true }).click();
    await expect(integrity.getByText('as stored', { exact: true })).toBeVisible({ timeout: 60_000 });
    expect(readFileSync(path.join(folder, damaged))).toEqual(before);
  });
  const companies = await ask(window, 'companies.list', undefined);
  await first.close();

  const second = await launch();
  await answerDialogs(second.app, file);
  await look(second.window, 'en');
  await second.window.getByRole('button', { name: 'Restore…' }).click();
  await second.window.getByLabel('Passphrase of the backup', { exact: true }).fill(PASSPHRASE);
  for (const [language, theme] of LOOKS) {
    await look(second.window, language, theme);
    await settle(second.window);
    await keepScreenshot(second.window, info, `restore-${language}`);
  }
  await look(second.window, 'en');
  await second.app.evaluate(({ app }) => {
    app.relaunch = () => undefined;
  });
  const closed = second.app.waitForEvent('close');
  await second.window.getByRole('button', { name: 'Choose the file and restore' }).click();
  await closed;

  const third = await launch({ home: second.home });
  expect(await listed(third.window)).toEqual(
    companies.map(({ id, name, invoiceCount }) => ({ id, name, invoiceCount })),
  );
  expect(await ask(third.window, 'app.vault', undefined)).toMatchObject({ state: 'locked', hasPassphrase: true });
  expect(await ask(third.window, 'app.unlockVault', { passphrase: PASSPHRASE })).toMatchObject({ state: 'open' });
});

async function listed(window: Page) {
  const companies = await ask(window, 'companies.list', undefined);
  return companies.map(({ id, name, invoiceCount }) => ({ id, name, invoiceCount }));
}
