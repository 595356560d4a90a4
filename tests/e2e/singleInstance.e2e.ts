import { spawn } from 'node:child_process';
import { electronCommand } from '../../build/launch/electronCommand.ts';
import { expect, test } from './support/launchApp.ts';
import { testKey } from './support/testKey.ts';

/** A start beside one that is running, as a second click on the icon does it. */
async function startAgain(home: string, env: Readonly<Record<string, string>>): Promise<number | null> {
  const command = electronCommand({ home, env });
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
