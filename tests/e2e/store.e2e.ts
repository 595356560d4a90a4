// Settings, "Where connections are kept": a real server is tried out, moved to, lost for a while, and left again.
import type { ElectronApplication, Page } from 'playwright/test';
import type { Language } from '../../shared/domain/ids.ts';
import { postgresMissing, startPostgres } from '../support/databases/postgres';
import type { DatabaseServer, FreshDatabase } from '../support/databases/types';
import { goTo, look, atDemo, settle } from './pages/shell.ts';
import { copyDemoHome } from './support/demoHome.ts';
import { expect, keepScreenshot, test, type RunningApp } from './support/launchApp.ts';

test.skip(postgresMissing() !== null, postgresMissing() ?? '');

let server: DatabaseServer;
let mine: FreshDatabase;
test.beforeAll(async () => {
  server = await startPostgres();
  mine = await server.fresh();
});
test.afterAll(() => server.close());

const section = (window: Page) => window.locator('[data-store]');
const LOOKS: readonly (readonly [Language, 'light' | 'dark'])[] = [
  ['pl', 'light'],
  ['de', 'dark'],
  ['et', 'light'],
  ['en', 'light'],
];

/** The window is closed as a restart closes it, and nothing starts behind the test's back. */
async function restartedBy(app: ElectronApplication, press: () => Promise<void>): Promise<void> {
  await app.evaluate(({ app: electronApp }) => {
    electronApp.relaunch = () => undefined;
  });
  const closed = new Promise<void>((resolve) => {
    app.on('close', () => {
      resolve();
    });
  });
  await press();
  await closed;
}

async function fill(window: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values))
    await section(window).getByLabel(label, { exact: true }).fill(value);
}

test('a store is tried out, moved to, missed, and copied back', async ({ launch }, info) => {
  test.setTimeout(300_000);
  const { home, env } = copyDemoHome();
  const seen = async (window: Page, name: string): Promise<void> => {
    for (const [language, theme] of LOOKS) {
      await look(window, language, theme);
      await section(window).scrollIntoViewIfNeeded();
      await settle(window);
      await keepScreenshot(window, info, `${name}-${language}`);
    }
  };
  const first = await launch({ env, home });
  await test.step('a file, and the form by the keyboard alone', async () => {
    const { window } = first;
    await atDemo(window);
    await goTo(window, 'settings');
    await seen(window, 'file');
    const move = section(window).getByRole('button', { name: 'Move to a server…' });
    await move.focus();
    await move.press('Enter');
    await expect(section(window).getByLabel('Server', { exact: true })).toBeFocused();
    await seen(window, 'form');
    await fill(window, {
      Server: '127.0.0.1',
      Port: String(server.port),
      Database: mine.name,
      User: mine.user,
      Password: 'not this one',
    });
    await section(window).getByLabel('Password', { exact: true }).press('Enter');
    await expect(section(window).getByText('does not let the user')).toBeVisible();
    await seen(window, 'wrong-password');
    await fill(window, { Password: mine.password });
    await section(window).getByRole('button', { name: 'Test', exact: true }).click();
    await expect(section(window).getByText('The database answers.')).toBeVisible();
    await seen(window, 'empty');
    await restartedBy(first.app, () =>
      section(window).getByRole('button', { name: 'Copy there and restart' }).press('Enter'),
    );
  });

  let second: RunningApp | null = null;
  await test.step('a server, gone for a while', async () => {
    second = await launch({ env, home });
    const { window } = second;
    await look(window, 'en');
    await goTo(window, 'settings');
    await expect(section(window).getByText('PostgreSQL', { exact: true })).toBeVisible();
    await seen(window, 'server');
    await server.stop();
    await window.reload();
    await expect(window.getByText('has not answered since')).toBeVisible({ timeout: 30_000 });
    await keepScreenshot(window, info, 'away');
    await window.getByRole('button', { name: 'What to do' }).click();
    await expect(section(window).getByRole('heading')).toBeFocused();
    await keepScreenshot(window, info, 'away-settings');
    await server.start();
    await expect(window.getByText('has not answered since')).toBeHidden({ timeout: 60_000 });
    await restartedBy(second.app, () =>
      section(window).getByRole('button', { name: 'Copy back to this computer and restart' }).click(),
    );
  });

  const { window } = await launch({ env, home });
  await look(window, 'en');
  await goTo(window, 'settings');
  await expect(section(window).getByText('A file on this computer')).toBeVisible();
});
