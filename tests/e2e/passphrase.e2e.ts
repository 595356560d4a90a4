// Where the key to the sign-ins comes from: a passphrase where there is no keychain, the keychain where there is one.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from 'playwright/test';
import { ask } from '../../build/demo/ask.ts';
import { look, openDemo } from './pages/shell.ts';
import { expect, keepScreenshot, test } from './support/launchApp.ts';

const PASSPHRASE = 'heron lantern gravel sixpence';

const heading = (window: Page) => window.getByRole('heading', { level: 1 });

async function toTheWizard(window: Page): Promise<void> {
  await look(window, 'en');
  await window.getByRole('button', { name: 'Connect', exact: true }).click();
}

/** What the config store holds of one key, read from the file after the app has quit. */
function storedRing(home: string): string {
  const db = new DatabaseSync(path.join(home, 'profile/config.db'), { readOnly: true });
  try {
    const row = db.prepare("select value from meta where key = 'key_ring'").get();
    return String(row?.['value'] ?? '');
  } finally {
    db.close();
  }
}

test('asks for a passphrase where there is no keychain, once to choose and once at every start', async ({
  launch,
}, info) => {
  test.setTimeout(150_000);
  const first = await launch();
  const { window, home } = first;
  await test.step('choosing', async () => {
    await toTheWizard(window);
    await expect(heading(window)).toHaveText('Choose a passphrase for the sign-ins');
    await keepScreenshot(window, info, 'choose');
    await window.getByLabel('Passphrase', { exact: true }).fill('short');
    await window.getByRole('button', { name: 'Use this passphrase' }).click();
    await expect(window.getByText('At least 10 characters')).toBeVisible();
    await window.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
    await window.getByLabel('Once more').fill(`${PASSPHRASE}s`);
    await window.getByRole('button', { name: 'Use this passphrase' }).click();
    await expect(window.getByText('The two are not the same')).toBeVisible();
    await window.getByLabel('Once more').fill(PASSPHRASE);
    await window.getByRole('button', { name: 'Use this passphrase' }).click();
    await expect(heading(window)).toHaveText('In which country is the company?');
    expect(await ask(window, 'app.vault', undefined)).toMatchObject({ state: 'open', protectedBy: 'passphrase' });
  });
  await first.close();
  expect(storedRing(home)).not.toContain(PASSPHRASE);
  expect(JSON.parse(storedRing(home))).toMatchObject({ v: 1, generations: [{ keychains: [] }] });

  const second = await launch({ home });
  await test.step('a wrong one, then the right one', async () => {
    await toTheWizard(second.window);
    await expect(heading(second.window)).toHaveText('Kontor waits for your passphrase');
    await expect(second.window.getByText('All invoices, bundles and receipts. They need no key.')).toBeVisible();
    const field = second.window.getByLabel('Passphrase', { exact: true });
    await expect(field).toBeFocused();
    await field.fill('another one altogether');
    await field.press('Enter');
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await keepScreenshot(second.window, info, 'wrong');
    await field.fill(PASSPHRASE);
    await expect(field).not.toHaveAttribute('aria-invalid', 'true');
    await field.press('Enter');
    await expect(heading(second.window)).toHaveText('In which country is the company?');
    expect(await ask(second.window, 'app.vault', undefined)).toMatchObject({ state: 'open' });
  });
});

test('asks nothing where there is a keychain, and keeps only what it sealed', async ({ launch }) => {
  test.setTimeout(150_000);
  const keyring = 'password of a test keyring';
  const first = await launch({ keyring });
  await openDemo(first.window);
  const vault = await ask(first.window, 'app.vault', undefined);
  expect(vault).toMatchObject({ state: 'open', protectedBy: 'keychain', backend: 'gnome_libsecret' });
  await first.close();

  const ring = JSON.parse(storedRing(first.home)) as {
    generations: { passphrase: unknown; keychains: { backend: string; sealed: string }[] }[];
  };
  expect(ring.generations).toHaveLength(1);
  expect(ring.generations[0]).toMatchObject({ passphrase: null, keychains: [{ backend: 'gnome_libsecret' }] });
  // Chromium's own mark of a value under a key from the keyring; `v10` would be one under a key that everybody knows.
  const sealed = Buffer.from(ring.generations[0]?.keychains[0]?.sealed ?? '', 'base64');
  expect(sealed.subarray(0, 3).toString('latin1')).toBe('v11');
  const store = readFileSync(path.join(first.home, 'profile/config.db')).toString('latin1');
  expect(store).not.toContain('e81cf2a9552d5fae57e33fa078e95397848d246e669ce298b12074ae62bd2d18');
});
