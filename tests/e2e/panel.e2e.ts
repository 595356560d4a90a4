// The small panel at the symbol: what a click shows, what one does from there with the keyboard alone, and that nothing of it stays.
import { writeFileSync } from 'node:fs';
import type { ElectronApplication, Page } from 'playwright/test';
import { ask } from '../../build/demo/ask.ts';
import type { CompanyId } from '../../shared/domain/ids.ts';
import { startPanel } from '../support/panel.ts';
import { accessProblems, clippedTexts } from './pages/judge.ts';
import { click, closes, escape, runByItself, withTrouble } from './pages/panel.ts';
import { atDemo, look } from './pages/shell.ts';
import { expect, keepScreenshot, test } from './support/launchApp.ts';
import { closeWindow, onBus, windows } from './support/onBus.ts';

test.setTimeout(240_000);

const { bus, start } = onBus();
/** Electron's own processes that draw pages. */
const renderers = (app: ElectronApplication): Promise<number> =>
  app.evaluate(({ app: own }) => own.getAppMetrics().filter(({ type }) => type === 'Tab').length);

async function atOffice(app: ElectronApplication): Promise<{ readonly window: Page; readonly companyId: CompanyId }> {
  const window = await app.firstWindow();
  await atDemo(window);
  const [company] = await ask(window, 'companies.list', undefined);
  if (!company) throw new Error('no company');
  for (const work of ['sync', 'report'] as const) await runByItself(window, company.id, work);
  return { window, companyId: company.id };
}

test('a click opens it, the keyboard works it, Escape and a click elsewhere leave nothing behind', async ({}, info) => {
  const desktop = await startPanel(bus());
  const { app } = await start({ isDemo: true });
  const { window, companyId } = await atOffice(app);
  const item = await desktop.item();

  const panel = await click(app, item);
  await expect(panel.getByRole('heading', { level: 1 })).toHaveText('All in order');
  await expect(panel.getByRole('listitem')).toContainText(/Last good today/);
  await expect(panel.getByRole('listitem')).toContainText(/Next (today|tomorrow)/);
  await keepScreenshot(panel, info, 'panel-well');

  await test.step('one click pauses, the next one says for how long, and it goes on again', async () => {
    // The reader starts at the sentence; what one comes for is next, what is rare stands before it.
    await panel.keyboard.press('Tab');
    await expect(panel.getByRole('button', { name: 'Sync now' })).toBeFocused();
    for (const key of ['Shift+Tab', 'Shift+Tab', 'Enter']) await panel.keyboard.press(key);
    await expect(panel.getByText(/^Paused until today|^Paused until tomorrow/)).toBeVisible();
    await keepScreenshot(panel, info, 'panel-paused');
    await panel.getByRole('button', { name: 'Until I resume' }).press('Enter');
    await expect.poll(async () => (await ask(window, 'schedules.status', undefined)).pausedUntil).toBe('resumed');
    await panel.getByRole('button', { name: 'Resume' }).last().press('Enter');
    await expect(panel.getByRole('heading', { level: 1 })).toHaveText('All in order');
  });

  await test.step('Upload now uploads the month before, and says how far it is', async () => {
    await panel.getByRole('button', { name: /^Upload / }).press('Enter');
    await expect
      .poll(async () => (await ask(window, 'runs.list', { companyId, kind: 'upload', limit: 1 }))[0]?.state, {
        timeout: 60_000,
      })
      .toBe('done');
    await expect(panel.getByRole('listitem')).toContainText(/uploaded today/);
    await keepScreenshot(panel, info, 'panel-uploaded');
  });

  await test.step('Sync now within a quarter of an hour says when it was checked', async () => {
    await panel.getByRole('button', { name: 'Sync now' }).press('Enter');
    await expect(panel.getByRole('status')).toContainText(/^Checked today/, { timeout: 60_000 });
  });

  await test.step('Escape closes it, and its process is gone', async () => {
    await escape(panel);
    await expect.poll(() => windows(app)).toBe(1);
    await expect.poll(() => renderers(app)).toBe(1);
  });

  await test.step('a second click on the symbol closes it as well', async () => {
    const again = await click(app, item);
    await closes(again, () => item.activate());
    expect(windows(app)).toBe(1);
  });

  await test.step('without the window it opens alone, and closing it ends nothing', async () => {
    await app.evaluate(({ dialog }) => {
      dialog.showMessageBox = (() => Promise.resolve({ response: 0 })) as unknown as typeof dialog.showMessageBox;
    });
    await closeWindow(app);
    await expect.poll(() => renderers(app)).toBe(0);
    const alone = await click(app, item);
    expect(windows(app)).toBe(1);
    await escape(alone);
    await expect.poll(() => renderers(app)).toBe(0);
    const opener = await click(app, item);
    const opened = app.waitForEvent('window');
    await closes(opener, () => opener.getByRole('button', { name: 'Open Kontor' }).press('Enter'));
    const back = await opened;
    await expect(back.locator('nav [data-place="overview"]')).toHaveAttribute('aria-current', 'page');
    await expect.poll(() => windows(app)).toBe(1);
  });
});

test('what needs a person stands first, and its button leads there', async ({}, info) => {
  const desktop = await startPanel(bus());
  const { app } = await start();
  const window = await app.firstWindow();
  await withTrouble(window);
  const item = await desktop.item();
  const panel = await click(app, item);
  await expect(panel.getByRole('heading', { level: 1 })).toHaveText('One thing needs you');
  await keepScreenshot(panel, info, 'panel-needs');
  await closes(panel, () => panel.getByRole('button', { name: 'Sign in again' }).press('Enter'));
  await expect(window.getByLabel('API key')).toBeVisible();
  await keepScreenshot(window, info, 'panel-led');
});

test('a panel that loses the focus is gone', async () => {
  const desktop = await startPanel(bus());
  const { app } = await start({ args: ['--hidden'] });
  const item = await desktop.item();
  await expect.poll(async () => (await item.menu()).length).toBeGreaterThan(0);
  const opened = app.waitForEvent('window');
  await item.activate();
  const panel = await opened;
  const gone = panel.isClosed() ? Promise.resolve() : panel.waitForEvent('close');
  await app.evaluate(({ BrowserWindow }) => {
    const [panel] = BrowserWindow.getAllWindows();
    const takeFocus = (): void => {
      new BrowserWindow({ width: 200, height: 200 }).focus();
    };
    if (panel?.isVisible() === true) takeFocus();
    else panel?.once('show', () => setTimeout(takeFocus, 200));
  });
  await gone;
  // Its page goes before it does.
  const panels = (): Promise<number> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((each) => each.isAlwaysOnTop()).length);
  await expect.poll(panels).toBe(0);
  // Nothing runs by itself here, and Kontor was started to stay in the panel: it does.
  await app.evaluate(({ BrowserWindow }) => {
    for (const each of BrowserWindow.getAllWindows()) each.close();
  });
  expect((await item.menu()).map(({ label }) => label)).toContain('Open Kontor');
});

test('its page has no Node, goes nowhere, and may ask for nothing but its own few things', async () => {
  const desktop = await startPanel(bus());
  const { app } = await start();
  const window = await app.firstWindow();
  await look(window, 'en');
  const panel = await click(app, await desktop.item());
  await expect(panel.getByRole('heading', { level: 1 })).toHaveText('Nothing connected yet');
  const found = await panel.evaluate(() => ({
    node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron'].filter((name) =>
      Reflect.has(globalThis, name),
    ),
    keys: Object.keys(Reflect.get(globalThis, 'kontor') as object).sort(),
  }));
  expect(found).toEqual({ node: [], keys: ['dropFiles', 'invoke', 'platform', 'subscribe'] });

  const answers = await panel.evaluate(async () => {
    const door = Reflect.get(globalThis, 'kontor') as {
      invoke(name: string, payload?: unknown): Promise<{ ok: boolean; error?: { key: string } }>;
      dropFiles(name: string, payload: object, files: readonly File[]): Promise<{ error?: { key: string } }>;
    };
    const key = async (name: string, payload?: unknown): Promise<string> => {
      const answer = await door.invoke(name, payload);
      return answer.ok ? 'answered' : (answer.error?.key ?? '');
    };
    const companyId = '0192f3a0-0000-7000-8000-000000000001';
    return {
      view: await key('panel.view'),
      companies: await key('companies.list'),
      support: await key('app.saveSettings', { language: 'de', theme: 'dark', contrast: 'system' }),
      quit: await key('panel.choose', { action: 'quit' }),
      drop: (await door.dropFiles('reports.drop', { companyId }, [])).error?.key,
    };
  });
  expect(answers).toEqual({
    view: 'answered',
    companies: 'error.unknown_sender',
    support: 'error.unknown_sender',
    quit: 'error.bad_payload',
    drop: 'error.unknown_sender',
  });

  const told = await panel.evaluate(() => {
    const heard: string[] = [];
    Reflect.set(globalThis, 'heard', heard);
    const door = Reflect.get(globalThis, 'kontor') as { subscribe(name: string, told: () => void): unknown };
    for (const name of ['desktop.changed', 'app.settingsChanged']) door.subscribe(name, () => heard.push(name));
    return heard;
  });
  expect(told).toEqual([]);
  await ask(window, 'desktop.save', { isAutostart: false, notify: 'all' });
  await look(window, 'en', 'dark');
  await expect
    .poll(() => panel.evaluate(() => Reflect.get(globalThis, 'heard') as string[]))
    .toEqual(['app.settingsChanged']);

  const complaints: string[] = [];
  panel.on('console', (message) => complaints.push(message.text()));
  await panel.reload();
  await panel.getByRole('heading', { level: 1 }).waitFor();
  expect(complaints).toEqual([]);

  const address = panel.url();
  expect(await panel.evaluate(() => globalThis.open('https://example.org/') === null)).toBe(true);
  for (const url of ['https://example.org/', 'data:text/html,other', 'file:///etc/passwd', 'kontor://app/index.html'])
    await panel.evaluate((next) => {
      location.href = next;
    }, url);
  // A round trip through main: whatever was begun before it has been decided.
  await ask(window, 'app.info', undefined);
  const open = await app.evaluate(({ webContents }) => webContents.getAllWebContents().map((each) => each.getURL()));
  expect(open.toSorted()).toEqual([window.url(), address].toSorted());

  const preferences = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => {
      const { sandbox, contextIsolation, nodeIntegration, webviewTag } = (
        webContents as unknown as { getLastWebPreferences(): Electron.WebPreferences }
      ).getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webviewTag };
    }),
  );
  const strict = { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false };
  expect(preferences).toEqual([strict, strict]);
});

test('in four languages, light and dark, and at twice the size nothing is cut off', async ({}, info) => {
  const desktop = await startPanel(bus());
  const { app } = await start();
  const window = await app.firstWindow();
  await withTrouble(window);
  const item = await desktop.item();
  const findings: Record<string, readonly string[]> = {};
  for (const theme of ['light', 'dark'] as const)
    for (const language of ['en', 'pl', 'de', 'et'] as const) {
      await look(window, language, theme);
      const panel = await click(app, item);
      await panel.locator(`html[lang="${language}"]`).waitFor();
      findings[`${language} ${theme}`] = [...(await clippedTexts(panel)), ...(await accessProblems(panel))];
      await keepScreenshot(panel, info, `panel-${language}-${theme}`);
      await escape(panel);
      await expect.poll(() => windows(app)).toBe(1);
    }
  await look(window, 'de', 'light');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2));
  const large = await click(app, item);
  expect(await large.evaluate(() => devicePixelRatio)).toBe(2);
  findings['de twice as large'] = await clippedTexts(large);
  const png = await app.evaluate(async ({ BrowserWindow }) => {
    const panel = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL().endsWith('/panel.html'));
    return (await panel?.capturePage())?.toPNG().toString('base64') ?? '';
  });
  writeFileSync(info.outputPath('panel-de-large.png'), Buffer.from(png, 'base64'));
  expect(Object.entries(findings).filter(([, found]) => found.length > 0)).toEqual([]);
});
