// Beside its window: the symbol in a real panel's hands, life without a window, and a desktop that shows no symbols.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication } from 'playwright/test';
import { ask } from '../../build/demo/ask.ts';
import { startPanel } from '../support/panel.ts';
import { goTo, atDemo, settle } from './pages/shell.ts';
import { expect, keepScreenshot, test } from './support/launchApp.ts';
import { answerBoxes, keepPanel, onBus, windows } from './support/onBus.ts';

const { bus, start, startAgain } = onBus();
const closedOf = (app: ElectronApplication): Promise<void> =>
  new Promise((resolve) => {
    app.on('close', () => {
      resolve();
    });
  });
/** Electron's own processes that draw pages. */
const renderers = (app: ElectronApplication): Promise<number> =>
  app.evaluate(({ app: own }) => own.getAppMetrics().filter(({ type }) => type === 'Tab').length);
const said = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(() => (Reflect.get(globalThis, 'said') ?? []) as string[]);

test('started hidden: a symbol, no window process; its menu opens the window and ends the app', async () => {
  const panel = await startPanel(bus());
  const { app, home } = await start({ args: ['--hidden'] });
  const item = await panel.item();
  expect(await item.property('Title')).toBeDefined();
  await expect.poll(async () => (await item.menu()).map(({ label }) => label)).toContain('Open Kontor');
  expect([windows(app), await renderers(app)]).toEqual([0, 0]);

  await test.step('a second start, also hidden, changes nothing; one without opens the window', async () => {
    expect(await startAgain(home, { args: ['--hidden'] })).toBe(0);
    expect(windows(app)).toBe(0);
    expect(await startAgain(home)).toBe(0);
    await expect.poll(() => windows(app)).toBe(1);
  });

  await test.step('without anything to run by itself, closing the window ends it', async () => {
    const closed = closedOf(app);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => undefined);
    await closed;
  });

  await test.step('quit ends it', async () => {
    const known = panel.registered();
    const { app: again } = await start({ args: ['--hidden'] });
    await expect.poll(() => panel.registered()).toBeGreaterThan(known);
    const other = await panel.item();
    await expect.poll(async () => (await other.menu()).map(({ label }) => label)).toContain('Quit Kontor');
    const ended = closedOf(again);
    await other.choose('Quit Kontor');
    await ended;
  });
});

test('schedules keep it alive without a window, and the panel works it', async ({}, info) => {
  test.setTimeout(300_000);
  const panel = await startPanel(bus());
  const { app, home } = await start({ isDemo: true });
  let window = await app.firstWindow();
  await atDemo(window);
  const item = await panel.item();
  const labels = async (): Promise<string[]> => (await item.menu()).map(({ label }) => label);
  await expect.poll(labels).toContain('Sync now');
  expect(await labels()).toContain('Upload last month now');
  expect((await labels()).find((label) => label.startsWith('Pause'))).toBeUndefined();

  const [company] = await ask(window, 'companies.list', undefined);
  if (!company) throw new Error('no company');
  const suggested = await ask(window, 'schedules.suggest', { companyId: company.id, work: 'sync' });
  const rule = { companyId: company.id, work: 'sync', ...suggested, catchUp: 'when_possible', isOn: true } as const;
  await ask(window, 'schedules.save', rule);
  await expect.poll(labels).toContain('Pause for 1 hour');
  await expect
    .poll(async () => (await labels()).filter((label) => /^(Last good run|Next) /.test(label)).length)
    .toBe(2);

  const picture = async (): Promise<string> => {
    const [first] = (await item.property('IconPixmap')) as readonly (readonly [number, number, Buffer])[];
    return first ? `${String(first[0])} ${first[2].toString('base64')}` : '';
  };
  const idle = await picture();
  expect(idle).toMatch(/^\d+ .*[^A=]/);

  await test.step('pausing from the menu is seen in the window, and resumed there', async () => {
    await item.choose('Pause until I resume');
    await expect.poll(async () => (await ask(window, 'schedules.status', undefined)).pausedUntil).toBe('resumed');
    await expect.poll(labels).toContain('Resume');
    // Another outline, not another colour.
    await expect.poll(picture).not.toBe(idle);
    await item.choose('Resume');
    await expect.poll(labels).toContain('Pause for 1 hour');
  });

  await test.step('the login entry is really there, and gone again', async () => {
    const file = path.join(home, '.config/autostart/kontor.desktop');
    await goTo(window, 'settings');
    const box = window.locator('#desktop');
    await box.scrollIntoViewIfNeeded();
    await box.getByRole('switch').first().press('Space');
    await expect.poll(() => existsSync(file)).toBe(true);
    expect(readFileSync(file, 'utf8')).toMatch(/^Exec=.*--hidden$/m);
    await settle(window);
    await box.scrollIntoViewIfNeeded();
    await keepScreenshot(window, info, 'outside-settings');
    await expect(box.getByRole('switch').first()).toBeChecked();
    await box.getByRole('switch').first().press('Space');
    await expect.poll(() => existsSync(file)).toBe(false);
  });

  await test.step('closing destroys the window and says so once', async () => {
    await answerBoxes(app, 0);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(() => renderers(app)).toBe(0);
    await expect.poll(() => said(app)).toEqual([expect.stringContaining('The symbol in the panel')]);
    const opened = app.waitForEvent('window');
    await item.choose('Activity');
    window = await opened;
    await expect(window.locator('nav [data-place="activity"]')).toHaveAttribute('aria-current', 'page');
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(() => renderers(app)).toBe(0);
    expect((await said(app)).length).toBe(1);
  });

  await test.step('Sync now works without a window; a click on the symbol opens the panel, and that the window', async () => {
    await item.choose('Sync now');
    await keepPanel(app);
    const small = app.waitForEvent('window');
    await item.activate();
    const panel = await small;
    const opened = app.waitForEvent('window');
    await panel.getByRole('button', { name: 'Open Kontor' }).click();
    window = await opened;
    await expect
      .poll(async () => (await ask(window, 'runs.list', { companyId: company.id, kind: 'sync', limit: 5 })).length)
      .toBeGreaterThan(0);
  });

  await test.step('a month by the command line of a second start', async () => {
    expect(await startAgain(home, { args: ['--hidden', '--upload-month', '2026-09'] })).toBe(0);
    await expect
      .poll(async () => (await ask(window, 'runs.list', { companyId: company.id, kind: 'upload', limit: 1 }))[0]?.month)
      .toBe('2026-09');
    expect(await startAgain(home, { args: ['--upload-month', 'autumn'] })).toBe(2);
  });
});

test('where nobody shows symbols the app stays usable', async () => {
  test.setTimeout(180_000);
  const { app, home } = await start({ isDemo: true });
  const first = await app.firstWindow();
  await atDemo(first);
  const [company] = await ask(first, 'companies.list', undefined);
  if (!company) throw new Error('no company');
  expect((await ask(first, 'desktop.settings', undefined)).hasTray).toBe(false);
  const suggested = await ask(first, 'schedules.suggest', { companyId: company.id, work: 'sync' });
  const rule = { companyId: company.id, work: 'sync', ...suggested, catchUp: 'when_possible', isOn: true } as const;
  await ask(first, 'schedules.save', rule);

  await answerBoxes(app, 0);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(() => said(app)).toEqual([expect.stringContaining('start Kontor again')]);
  const opened = app.waitForEvent('window');
  expect(await startAgain(home)).toBe(0);
  const window = await opened;
  await expect(window.locator('nav [data-place="overview"]')).toHaveAttribute('aria-current', 'page');

  // A panel that comes later gets its symbol.
  const panel = await startPanel(bus());
  const item = await panel.item();
  await expect.poll(async () => (await item.menu()).map(({ label }) => label)).toContain('Open Kontor');

  // Without anything to run by itself, closing ends it.
  const [schedule] = await ask(window, 'schedules.list', { companyId: company.id });
  if (!schedule) throw new Error('no schedule');
  await ask(window, 'schedules.remove', { id: schedule.id });
  const closed = closedOf(app);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => undefined);
  await closed;
});
