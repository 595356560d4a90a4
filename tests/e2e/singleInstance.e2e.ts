import { spawn } from 'node:child_process';
import { electronCommand } from '../../build/launch/electronCommand.ts';
import type { Page } from 'playwright/test';
import { ask } from '../../build/demo/ask.ts';
import type { CompanyId } from '../../shared/domain/ids.ts';
import { addFirm } from './pages/firm.ts';
import { expect, test } from './support/launchApp.ts';
import { testKey } from './support/testKey.ts';

/** A start beside one that is running, as a second click on the icon does it. */
async function startAgain(
  home: string,
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<number | null> {
  const command = electronCommand({ home, env, args });
  const child = spawn(command.executablePath, command.args, { cwd: command.cwd, env: command.env, stdio: 'ignore' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', resolve);
  });
}

test('a second start brings the first window forward and ends', async ({ launch }) => {
  const env = { CONFIG_ENCRYPTION_KEY: testKey() };
  const { app, window, home } = await launch({ env });
  await expect(window.locator('#root button').first()).toBeVisible();
  // There is no window manager to minimise with: hidden is what `show` has to undo.
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const isVisible = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  expect(await isVisible()).toBe(false);

  expect(await startAgain(home, env)).toBe(0);
  await expect.poll(isVisible).toBe(true);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  expect(await window.evaluate(() => document.title)).toBe('Kontor');
});

const syncs = async (window: Page, companyId: CompanyId): Promise<readonly string[]> =>
  (await ask(window, 'runs.list', { companyId, kind: 'sync', limit: 5 })).map(({ state }) => state);

test('--sync of a second start is carried out by the first one, once', async ({ launch }) => {
  const env = { CONFIG_ENCRYPTION_KEY: testKey() };
  const { app, window, home } = await launch({ env });
  const companyId = await addFirm(window, 'verified');
  expect(await syncs(window, companyId)).toEqual([]);

  expect(await startAgain(home, env, ['--sync', '--hidden'])).toBe(0);
  await expect.poll(() => syncs(window, companyId), { timeout: 60_000 }).toEqual(['done']);
  // Hidden is the second start's own affair: the window of the first stays.
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  // What was checked a moment ago is not asked for again.
  expect(await startAgain(home, env, ['--sync'])).toBe(0);
  await ask(window, 'app.info', undefined);
  expect(await syncs(window, companyId)).toEqual(['done']);
});

test('--sync of a first start syncs as soon as the core is there', async ({ launch }) => {
  const env = { CONFIG_ENCRYPTION_KEY: testKey() };
  const first = await launch({ env });
  const companyId = await addFirm(first.window, 'verified');
  await first.close();
  const { window } = await launch({ env, home: first.home, args: ['--sync'] });
  await expect.poll(() => syncs(window, companyId), { timeout: 60_000 }).toEqual(['done']);
});
