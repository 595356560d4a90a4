// Another key for the sign-ins: in Settings by the keyboard, from the command line, and with a key that an administrator gives.
import { spawn } from 'node:child_process';
import type { Page } from 'playwright/test';
import { ask } from '../../build/demo/ask.ts';
import { electronCommand, type StartOptions } from '../../build/launch/electronCommand.ts';
import type { Language } from '../../shared/domain/ids.ts';
import { goTo, look, openDemo, settle } from './pages/shell.ts';
import { copyDemoHome } from './support/demoHome.ts';
import { expect, keepScreenshot, test } from './support/launchApp.ts';
import { testKey } from './support/testKey.ts';

const PASSPHRASE = 'heron lantern gravel sixpence';
const NEXT = 'otter window cinnamon ladder';
const LOOKS: readonly (readonly [Language, 'light' | 'dark'])[] = [
  ['pl', 'light'],
  ['de', 'dark'],
  ['et', 'light'],
  ['en', 'light'],
];

interface Ended {
  readonly code: number | null;
  readonly output: string;
}
function command(options: StartOptions, input = ''): Promise<Ended> {
  const { executablePath, args, env, cwd } = electronCommand({ ...options, args: ['--rotate-key'] });
  const child = spawn(executablePath, args, { cwd, env });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, output });
    });
  });
}

const vaultSection = (window: Page) => window.locator('[data-vault]');

/** Every sign-in of the demo opens: each service is asked with it. */
async function expectSignInsOpen(window: Page): Promise<void> {
  const [company] = await ask(window, 'companies.list', undefined);
  if (!company) throw new Error('no company');
  for (const { id } of await ask(window, 'connections.list', { companyId: company.id })) {
    const { runId } = await ask(window, 'connections.verify', { connectionId: id });
    const problem = async (): Promise<string> => {
      const run = await ask(window, 'runs.get', { runId });
      return run.endedAt === undefined ? 'not ended' : `${run.state} ${run.problem?.key ?? ''}`;
    };
    await expect.poll(problem, { timeout: 60_000 }).toMatch(/^done /);
  }
}

test('in Settings by the keyboard, with a new passphrase; then from the command line', async ({ launch }, info) => {
  test.setTimeout(300_000);
  const first = await launch();
  const { window, home } = first;
  await ask(window, 'app.choosePassphrase', { passphrase: PASSPHRASE });
  await openDemo(window);
  await goTo(window, 'settings');
  const section = vaultSection(window);
  const seen = async (name: string): Promise<void> => {
    for (const [language, theme] of LOOKS) {
      await look(window, language, theme);
      await section.scrollIntoViewIfNeeded();
      await settle(window);
      await keepScreenshot(window, info, `${name}-${language}`);
    }
  };
  await section.getByRole('button', { name: 'New key…' }).focus();
  await window.keyboard.press('Enter');
  const field = section.getByLabel('Passphrase in force', { exact: true });
  await expect(field).toBeFocused();
  await field.fill('another one altogether');
  await field.press('Enter');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await section.getByRole('switch', { name: 'Choose a new passphrase' }).press('Space');
  await field.fill(PASSPHRASE);
  await section.getByLabel('New passphrase', { exact: true }).fill(NEXT);
  await section.getByLabel('Once more', { exact: true }).fill(NEXT);
  await seen('order');
  await section.getByLabel('Once more', { exact: true }).press('Enter');
  await expect(section.getByText('The new key is in force.')).toBeVisible({ timeout: 60_000 });
  await seen('done');
  await expectSignInsOpen(window);
  const busy = await command({ home });
  expect(busy.output).toContain('Kontor is running.');
  expect(busy.code).toBe(1);
  await first.close();

  const wrong = await command({ home }, `${PASSPHRASE}\n`);
  expect(wrong.output).toContain('This is not the passphrase.');
  expect(wrong.code).toBe(1);
  const done = await command({ home }, `${NEXT}\n`);
  expect(done.output).toContain('The new key is in force.');
  expect(done.output).not.toContain(NEXT);
  expect(done.code).toBe(0);

  const second = await launch({ home });
  expect(await ask(second.window, 'app.vault', undefined)).toMatchObject({ state: 'locked' });
  await ask(second.window, 'app.unlockVault', { passphrase: NEXT });
  await expectSignInsOpen(second.window);
});

test('an administrator puts a new key first, runs the command and takes the old key out', async ({ launch }) => {
  test.setTimeout(300_000);
  const { home, env } = copyDemoHome();
  const [old, next] = [env.CONFIG_ENCRYPTION_KEY, testKey()];
  const { code, output } = await command({ home, env: { CONFIG_ENCRYPTION_KEY: `${next},${old}` } });
  expect(output).toContain('take the old keys out of CONFIG_ENCRYPTION_KEY');
  expect(code).toBe(0);
  for (const key of [old, next]) expect(output).not.toContain(key);
  const second = await launch({ home, env: { CONFIG_ENCRYPTION_KEY: next } });
  await expectSignInsOpen(second.window);
});
