// A folder for an auditor out of the demo company, from the menu of the reports on; and its page, opened where there is no Kontor: whole, and with
// one byte turned.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page, TestInfo } from 'playwright/test';
import { ask } from '../../build/demo/ask.ts';
import type { Language } from '../../shared/domain/ids.ts';
import { accessProblems, clippedTexts } from './pages/judge.ts';
import { goTo, look, settle } from './pages/shell.ts';
import { expect, keepScreenshot, test } from './support/launchApp.ts';

const LOOKS: readonly (readonly [Language, 'light' | 'dark'])[] = [
  ['pl', 'dark'],
  ['de', 'light'],
  ['et', 'dark'],
  ['en', 'light'],
];

/** A window as any browser's: no preload, a session of its own, nothing of the app's. */
async function openedInBrowser(app: ElectronApplication, file: string): Promise<Page> {
  const opened = app.waitForEvent('window');
  await app.evaluate(async ({ BrowserWindow }, page) => {
    const plain = new BrowserWindow({
      width: 900,
      height: 900,
      webPreferences: { partition: 'auditor', sandbox: true },
    });
    await plain.loadFile(page);
  }, file);
  const page = await opened;
  await page.waitForLoadState();
  return page;
}

/**
 * The files of the folder, handed to the page as its own field hands them over. The folder is looked through here: the runtime of the tests
 * once did not come to an end with it.
 */
async function chooseFolder(page: Page, folder: string): Promise<void> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => path.join(entry.parentPath, entry.name));
  await page.evaluate(() => {
    document.body.append(Object.assign(document.createElement('input'), { type: 'file', multiple: true, id: 'plain' }));
  });
  await page.locator('#plain').setInputFiles(paths);
  await page.evaluate(
    (names) => {
      const plain = document.querySelector<HTMLInputElement>('#plain');
      const chosen = [...(plain?.files ?? [])].map((file, index) =>
        Object.defineProperty(file, 'webkitRelativePath', { value: names[index] }),
      );
      plain?.remove();
      const field = document.querySelector<HTMLInputElement>('#folder');
      field?.onchange?.({ target: { files: chosen, value: '' } } as unknown as Event);
    },
    paths.map((each) => path.relative(path.dirname(folder), each)),
  );
}

async function inSmallestWindow(app: ElectronApplication, window: Page, judge: () => Promise<void>): Promise<void> {
  const resize = (size: readonly number[]) =>
    app.evaluate(({ BrowserWindow }, [width = 1280, height = 800]) => {
      BrowserWindow.getAllWindows()[0]?.setSize(width, height);
    }, size);
  const size = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize());
  await resize([1024, 640]);
  await window.waitForFunction(() => innerWidth === 1024 && innerHeight === 640);
  await judge();
  await resize(size ?? []);
}

async function inBothSchemes(page: Page, info: TestInfo, name: string): Promise<void> {
  for (const [language, colorScheme] of [
    ['English', 'light'],
    ['Deutsch', 'dark'],
    ['English', 'dark'],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.getByRole('button', { name: language, exact: true }).press('Enter');
    expect(await accessProblems(page)).toEqual([]);
    expect(await clippedTexts(page)).toEqual([]);
    await keepScreenshot(page, info, `${name}-${language}-${colorScheme}`);
  }
}

test('a folder for an auditor proves itself in a browser, and names the byte that was turned', async ({
  launchDemo,
}, info) => {
  test.setTimeout(240_000);
  const { app, window, home } = await launchDemo();
  const chosen = path.join(home, 'auditor');
  mkdirSync(chosen);
  // The app runs as another user.
  chmodSync(chosen, 0o777);
  await app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] });
  }, chosen);

  const section = window.locator('[data-audit]');
  await test.step('ask for it', async () => {
    await goTo(window, 'reports');
    await window.getByRole('button', { name: 'Save the year' }).press('Enter');
    await window.getByRole('menuitem', { name: 'Folder for an auditor…' }).press('Enter');
    await expect(section.getByRole('heading', { name: 'Folder for an auditor' })).toBeFocused();
    await section.getByRole('button', { name: 'Folder for an auditor…' }).press('Enter');
    await settle(window);
    await keepScreenshot(window, info, 'asked');
  });

  const folder = await test.step('write it', async () => {
    await section.getByRole('button', { name: 'Choose the place and write' }).press('Enter');
    await expect(section.locator('[data-fingerprint]')).toBeVisible({ timeout: 60_000 });
    for (const [language, theme] of LOOKS) {
      await look(window, language, theme);
      await section.scrollIntoViewIfNeeded();
      await settle(window);
      await keepScreenshot(window, info, `written-${language}-${theme}`);
    }
    expect(await accessProblems(window)).toEqual([]);
    await inSmallestWindow(app, window, async () => {
      for (const [language] of LOOKS) {
        await look(window, language);
        await settle(window);
        expect(await clippedTexts(window), language).toEqual([]);
      }
    });
    const { last } = await ask(window, 'safety.audit', undefined);
    expect(await section.locator('[data-fingerprint]').innerText()).toBe(last?.fingerprint);
    expect(last?.originals).toBeGreaterThan(10);
    return last?.folder ?? '';
  });
  execFileSync('sha256sum', ['-c', '--strict', '--quiet', 'SHA256SUMS'], { cwd: folder });

  const page = await openedInBrowser(app, path.join(folder, 'verify.html'));
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const verdict = page.locator('#verdict');
  await inBothSchemes(page, info, 'page');

  await test.step('whole', async () => {
    await chooseFolder(page, folder);
    await expect(verdict).toHaveText(/^All [\d,]+ files are as they were$/, { timeout: 30_000 });
    const { last } = await ask(window, 'safety.audit', undefined);
    await expect(page.locator('#fingerprint')).toHaveText(last?.fingerprint ?? '');
    await inBothSchemes(page, info, 'whole');
  });

  await test.step('one byte turned', async () => {
    const { files } = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as {
      files: { path: string }[];
    };
    const name = files.map((file) => file.path).find((file) => file.startsWith('originals/')) ?? '';
    const bytes = readFileSync(path.join(folder, name));
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    writeFileSync(path.join(folder, name), bytes);
    await chooseFolder(page, folder);
    await expect(verdict).toHaveText('Not everything is as it was', { timeout: 30_000 });
    await expect(page.getByRole('listitem').filter({ hasText: name })).toBeVisible();
    await inBothSchemes(page, info, 'turned');
  });
  expect(asked.filter((url) => !url.startsWith('blob:'))).toEqual([]);
});
