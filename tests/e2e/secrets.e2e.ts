// What is typed as a secret stays where it was typed: not in a page, its attributes or the other fields, not in what the app prints,
// and in no file, also when the window's process and then the app itself crash.

import { type Page, expect } from 'playwright/test';
import { findSecrets, findSecretsBelow, type Secret } from '../support/secretForms.ts';
import { ksefOnLoopback } from '../support/ksef.ts';
import { PLACES, SYNC_MS, goTo, look } from './pages/shell.ts';
import { keepScreenshot, test } from './support/launchApp.ts';
import { testKey } from './support/testKey.ts';

/** Everything a picture could show and a reader could hear: markup, and what stands in the fields, except the one being typed in. */
async function wholePage(window: Page): Promise<string> {
  const fields = await window.evaluate(() =>
    [...document.querySelectorAll('input, textarea')]
      .filter((field) => field !== document.activeElement && field.getAttribute('type') !== 'password')
      .map((field) => (field as HTMLInputElement).value),
  );
  return [await window.content(), ...fields].join('\n');
}

const heading = (window: Page) => window.getByRole('heading', { level: 1 });

async function fillKsef(window: Page, token: string, url: string): Promise<void> {
  await window.getByRole('textbox', { name: 'KSeF token' }).fill(token);
  await window.getByRole('combobox', { name: 'Environment' }).click();
  await window.getByRole('option', { name: 'Own address' }).click();
  await window.getByRole('textbox', { name: 'Address' }).fill(url);
}

test('a secret is in no page, no output and no file, crashes included', async ({ launch }, info) => {
  test.setTimeout(240_000);
  const ksef = await ksefOnLoopback({ clock: { now: () => Date.now(), advance: () => undefined } });
  const { token } = ksef.simulator.control.tokens.demo;
  const key = testKey();
  const door = token.split('|')[2] ?? token;
  const secrets: Secret[] = [
    { name: 'KSeF token', value: door },
    { name: 'wrong KSeF token', value: door.split('').toReversed().join('') },
    { name: 'CONFIG_ENCRYPTION_KEY', value: key },
  ];
  const wrong = token.replace(door, String(secrets[1]?.value));
  const running = await launch({ env: { CONFIG_ENCRYPTION_KEY: key } });
  const { app, window, home } = running;
  const seen: string[] = [];
  const see = async (name: string): Promise<void> => {
    await keepScreenshot(window, info, name);
    seen.push(...findSecrets(name, Buffer.from(await wholePage(window)), secrets));
  };

  await look(window, 'en');
  await window.getByRole('button', { name: 'Connect', exact: true }).click();
  await window.getByRole('radio', { name: /Poland/ }).dblclick();
  await window.getByRole('radio', { name: /KSeF/ }).click();
  await window.locator('footer button').last().click();
  await fillKsef(window, wrong, ksef.url);
  await see('typed');
  await window.getByRole('textbox', { name: 'Address' }).press('Enter');
  await expect(heading(window)).toHaveText('The check of KSeF stopped');
  await see('refused');
  await window.getByRole('button', { name: 'Change the details' }).click();
  await see('form again');
  await window.getByRole('button', { name: /entered; press to change it/ }).click();
  await window.getByRole('textbox', { name: 'KSeF token' }).fill(token);
  await window.getByRole('textbox', { name: 'Address' }).press('Enter');
  await expect(heading(window)).toHaveText('KSeF answers and lets us in');
  await see('accepted');
  await window.getByRole('button', { name: 'Save this connection' }).click();
  await expect(window.getByText(/\d+ invoices are here\./)).toBeVisible({ timeout: SYNC_MS });
  await see('synced');
  for (const place of PLACES) {
    await goTo(window, place);
    await see(place);
  }
  expect(seen).toEqual([]);

  const isGone = app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.once('render-process-gone', () => {
          resolve();
        });
        contents?.forcefullyCrashRenderer();
      }),
  );
  await isGone;
  const ended = new Promise((resolve) => app.process().once('exit', resolve));
  await app.evaluate(() => process.crash()).catch(() => undefined);
  await ended;
  expect(findSecretsBelow(home, secrets)).toEqual([]);
  expect(findSecrets('output', Buffer.from(running.output()), secrets)).toEqual([]);
  await ksef.close();
});
