// The main job by the keyboard alone: connecting KSeF, from the first Tab to the invoices, and again after a restart.

import { type Page, expect } from 'playwright/test';
import { DEMO_NIP, ksefOnLoopback } from '../support/ksef.ts';
import { accessProblems } from './pages/judge.ts';
import { SYNC_MS, goTo, look, settle } from './pages/shell.ts';
import { test } from './support/launchApp.ts';
import { testKey } from './support/testKey.ts';

/** Tab until it has the focus: what cannot be reached this way cannot be used by keyboard. */
async function tabTo(window: Page, name: RegExp): Promise<void> {
  const focused = (): Promise<string> =>
    window.evaluate(() => {
      const at = document.activeElement;
      if (!(at instanceof HTMLElement)) return '';
      const labels = (at as HTMLInputElement).labels;
      const label = labels?.[0]?.textContent ?? '';
      return (at.getAttribute('aria-label') ?? (label === '' ? at.textContent : label)).trim();
    });
  const passed: string[] = [];
  for (let presses = 0; presses < 60; presses += 1) {
    await window.keyboard.press('Tab');
    const now = await focused();
    if (name.test(now)) return;
    passed.push(now);
  }
  throw new Error(`Tab never came to ${String(name)}. It passed: ${passed.join(' | ')}`);
}

const heading = (window: Page) => window.getByRole('heading', { level: 1 });

async function typeToken(window: Page, token: string): Promise<void> {
  await tabTo(window, /^KSeF token/);
  if (await window.getByRole('button', { name: /entered; press to change it/ }).isVisible()) {
    await window.keyboard.press('Enter');
    await expect(window.getByRole('textbox', { name: 'KSeF token' })).toBeFocused();
    await window.keyboard.press('ControlOrMeta+a');
  }
  await window.keyboard.insertText(token);
}

test('connects KSeF by keyboard, explains a wrong token in place, and keeps everything', async ({ launch }, info) => {
  test.setTimeout(240_000);
  const ksef = await ksefOnLoopback({ clock: { now: () => Date.now(), advance: () => undefined } });
  const env = { CONFIG_ENCRYPTION_KEY: testKey() };
  const right = ksef.simulator.control.tokens.demo.token;
  const wrong = `${right.slice(0, -4)}0000`;
  const first = await launch({ env });
  const { window } = first;

  await test.step('to the sign-in', async () => {
    await look(window, 'en');
    await tabTo(window, /^Connect$/);
    await window.keyboard.press('Enter');
    await expect(heading(window)).toHaveText('In which country is the company?');
    await expect(heading(window)).toBeFocused();
    await tabTo(window, /Poland/);
    await window.keyboard.press('Enter');
    await expect(heading(window)).toBeFocused();
    await tabTo(window, /KSeF/);
    await window.keyboard.press('Space');
    await window.keyboard.press('Enter');
    await expect(window.getByRole('textbox', { name: 'KSeF token' })).toBeVisible();
  });

  await test.step('a wrong token', async () => {
    await typeToken(window, wrong);
    await tabTo(window, /^NIP/);
    await window.keyboard.press('ControlOrMeta+a');
    await window.keyboard.insertText(DEMO_NIP);
    await chooseOwnAddress(window);
    await tabTo(window, /^Address/);
    await window.keyboard.insertText(ksef.url);
    await window.keyboard.press('Enter');
    await expect(heading(window)).toHaveText('The check of KSeF stopped');
    await expect(heading(window)).toBeFocused();
    await expect(window.getByText(/does not know this token/)).toBeVisible();
    expect(await accessProblems(window)).toEqual([]);
    await info.attach('wrong token', { body: await window.screenshot(), contentType: 'image/png' });
  });

  await test.step('the right one', async () => {
    await heading(window).focus();
    await tabTo(window, /^Change the details$/);
    await window.keyboard.press('Enter');
    await expect(window.getByRole('textbox', { name: 'Address' })).toHaveValue(ksef.url);
    await typeToken(window, right);
    await tabTo(window, /^Address/);
    await window.keyboard.press('Enter');
    await expect(heading(window)).toHaveText('KSeF answers and lets us in');
    await expect(window.getByText('Rights held')).toBeVisible();
    expect(await accessProblems(window)).toEqual([]);
    await heading(window).focus();
    await tabTo(window, /^Save this connection$/);
    await window.keyboard.press('Enter');
    await expect(heading(window)).toHaveText(/ is connected$/);
  });

  await test.step('the invoices', async () => {
    await expect(window.getByText(/\d+ invoices are here\./)).toBeVisible({ timeout: SYNC_MS });
    expect(await accessProblems(window)).toEqual([]);
    // Judging moves the focus; the heading is where it was.
    await heading(window).focus();
    await tabTo(window, /^Show my invoices$/);
    await window.keyboard.press('Enter');
    await settle(window);
    await expect(window.getByRole('gridcell').first()).toBeVisible();
    await info.attach('invoices', { body: await window.screenshot(), contentType: 'image/png' });
    expect(await window.content()).not.toContain(right.split('|')[2]);
  });
  const count = await invoiceCount(window);
  await first.close();
  expect(first.output()).not.toContain(right.split('|')[2]);

  await test.step('after a restart', async () => {
    const again = await launch({ env, home: first.home });
    await goTo(again.window, 'invoices');
    await expect(again.window.getByRole('gridcell').first()).toBeVisible();
    expect(await invoiceCount(again.window)).toBe(count);
    await goTo(again.window, 'connections');
    await expect(heading(again.window)).toContainText('Connections');
    await expect(again.window.getByRole('main').getByText('KSeF').first()).toBeVisible();
    await info.attach('connections', { body: await again.window.screenshot(), contentType: 'image/png' });
  });
  await ksef.close();
});

async function chooseOwnAddress(window: Page): Promise<void> {
  await tabTo(window, /^Environment/);
  const own = window.getByRole('option', { name: 'Own address' });
  await window.keyboard.press('Enter');
  await expect(own).toBeVisible();
  for (let presses = 0; presses < 4; presses += 1) {
    if ((await own.getAttribute('data-combobox-selected')) === 'true') break;
    await window.keyboard.press('ArrowDown');
  }
  await window.keyboard.press('Enter');
  await expect(window.getByRole('combobox', { name: 'Environment' })).toHaveValue('Own address');
}

async function invoiceCount(window: Page): Promise<number> {
  const shown = window.getByRole('toolbar', { name: 'Filters' }).getByText(/^\d[\d,]* invoices?$/);
  return Number((await shown.innerText()).replaceAll(/\D/g, ''));
}
