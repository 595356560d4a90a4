// A cloud is connected by signing in in the browser: from the wizard to the service's page, back to this computer, and to the saved connection.
import type { ElectronApplication, Page } from 'playwright/test';
import { ask } from '../../build/demo/ask.ts';
import { createDropboxSimulator, DEMO } from '../../electron/core/providers/dropbox/simulator/index.ts';
import { serveOnLoopback, type Simulator } from '../../electron/core/providers/sdk/simulatorKit.ts';
import { accessProblems, clippedTexts } from './pages/judge.ts';
import { goTo, look, settle } from './pages/shell.ts';
import { expect, keepScreenshot, test } from './support/launchApp.ts';
import { testKey } from './support/testKey.ts';

const heading = (window: Page) => window.getByRole('heading', { level: 1 });

/** Takes the place of the system browser: what Kontor wants opened is remembered, and nothing is. */
async function rememberPages(app: ElectronApplication): Promise<(count: number) => Promise<string>> {
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Reflect.set(globalThis, 'opened', opened);
    Reflect.set(shell, 'openExternal', (url: string) => {
      opened.push(url);
      return Promise.resolve();
    });
  });
  const all = () => app.evaluate(() => Reflect.get(globalThis, 'opened') as string[]);
  return async (count) => {
    await expect.poll(async () => (await all()).length).toBe(count);
    return (await all()).at(-1) ?? '';
  };
}

async function fillForm(window: Page, address: string): Promise<void> {
  await window.getByRole('textbox', { name: /^Client ID/ }).fill(DEMO.clientId);
  await window.getByText('More settings', { exact: true }).click();
  await window.getByRole('textbox', { name: /^Own address/ }).fill(address);
}

test('connects Dropbox by signing in in the browser; leaving in between stops it', async ({ launch }, info) => {
  test.setTimeout(120_000);
  let simulator: Simulator | undefined;
  const served = await serveOnLoopback((baseUrl) => {
    simulator = createDropboxSimulator({ now: () => Date.now(), baseUrl, seed: 1 });
    return simulator;
  });
  const { app, window, output } = await launch({ env: { CONFIG_ENCRYPTION_KEY: testKey() } });
  const opened = await rememberPages(app);
  const tokens = () => (simulator?.seen ?? []).filter(({ url }) => url.endsWith('/oauth2/token')).length;

  await test.step('to the form', async () => {
    await look(window, 'en');
    // A place for files belongs to a company that is there.
    await ask(window, 'companies.create', { name: 'Zielona Kuźnia', country: 'PL', taxId: '5265877635' });
    await goTo(window, 'connections');
    await window
      .getByRole('button', { name: /^Connect\b/ })
      .first()
      .click();
    await window.getByRole('radio', { name: /Dropbox/ }).click();
    await window.getByRole('button', { name: 'Continue with Dropbox' }).click();
    await expect(window.getByRole('textbox', { name: /^Client ID/ })).toBeVisible();
    await fillForm(window, served.url);
    expect(await accessProblems(window)).toEqual([]);
    await keepScreenshot(window, info, 'dropbox-form');
    await window.setViewportSize({ width: 1024, height: 640 }).catch(() => undefined);
  });

  await test.step('waiting for the browser, and leaving', async () => {
    await window.getByRole('button', { name: 'Sign in in the browser' }).click();
    const page = await opened(1);
    expect(page).toContain('code_challenge_method=S256');
    await expect(window.getByText(/waiting/i).first()).toBeVisible();
    await settle(window);
    expect(await accessProblems(window)).toEqual([]);
    expect(await clippedTexts(window)).toEqual([]);
    await keepScreenshot(window, info, 'dropbox-waiting');
    await window.getByRole('button', { name: 'Cancel the sign-in' }).click();
    await expect(window.getByRole('textbox', { name: /^Client ID/ })).toHaveValue(DEMO.clientId);
    const redirect = new URL(page).searchParams.get('redirect_uri') ?? '';
    // Nothing listens there any more.
    await expect(fetch(redirect)).rejects.toThrow();
    expect(tokens()).toBe(0);
  });

  await test.step('through the page of Dropbox', async () => {
    await window.getByRole('button', { name: 'Sign in in the browser' }).click();
    const back = await fetch(await opened(2));
    expect(back.status).toBe(200);
    expect(await back.text()).toContain('<html lang="en">');
    await expect(heading(window)).toHaveText('Dropbox answers and lets us in');
    await settle(window);
    expect(await accessProblems(window)).toEqual([]);
    await keepScreenshot(window, info, 'dropbox-checked');
  });

  await test.step('saved', async () => {
    await window.getByRole('button', { name: 'Save this connection' }).click();
    await expect(heading(window)).toHaveText(/ is connected$/);
    await keepScreenshot(window, info, 'dropbox-done');
    expect(tokens()).toBe(1);
    expect(output()).not.toMatch(/sl\.access-|refresh-[\w-]{20}/);
  });
  await served.close();
});
