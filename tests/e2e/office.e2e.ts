// Two computers of an office on one database: what one has done, the other shows by its name, and waits for by its name.
import type { Page } from 'playwright/test';
import { ask } from '../../build/demo/ask.ts';
import type { Language } from '../../shared/domain/ids.ts';
import { postgresMissing, startPostgres } from '../support/databases/postgres';
import type { DatabaseServer, FreshDatabase } from '../support/databases/types';
import { accessProblems, clippedTexts } from './pages/judge.ts';
import { goTo, look, openDemo, settle, SYNC_MS } from './pages/shell.ts';
import { monthsAgo } from './support/calendar.ts';
import { expect, keepScreenshot, test } from './support/launchApp.ts';
import { testKey } from './support/testKey.ts';

test.skip(postgresMissing() !== null, postgresMissing() ?? '');

let server: DatabaseServer;
let mine: FreshDatabase;
test.beforeAll(async () => {
  server = await startPostgres();
  mine = await server.fresh();
});
test.afterAll(() => server.close());

/** As long as an office names them; both computers of this test are one and have its name. */
const OTHER = 'Księgowość – komputer przy oknie 2';
const LOOKS: readonly (readonly [Language, 'light' | 'dark'])[] = [
  ['en', 'light'],
  ['de', 'dark'],
  ['de', 'light'],
  ['pl', 'dark'],
  ['et', 'light'],
];

const lastUpload = async (window: Page) => (await ask(window, 'runs.list', { kind: 'upload', limit: 1 }))[0];

const clippedRuns = (window: Page): Promise<string[]> =>
  window
    .getByRole('option')
    .locator('span')
    .evaluateAll((all) =>
      all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map((each) => each.textContent),
    );

test('what one computer has done, the other one shows by its name', async ({ launch }, info) => {
  test.setTimeout(300_000);
  const env = { CONFIG_ENCRYPTION_KEY: testKey(), CONFIG_DB_URL: mine.url };
  const seen = async (window: Page, name: string): Promise<void> => {
    for (const [language, theme] of LOOKS) {
      await look(window, language, theme);
      await window.getByText(OTHER).last().scrollIntoViewIfNeeded();
      await settle(window);
      expect(await clippedTexts(window), `${name} ${language}`).toEqual([]);
      // The name of the other computer stands there in full, however narrow the list.
      expect(await clippedRuns(window), `${name} ${language}`).toEqual([]);
      await keepScreenshot(window, info, `${name}-${language}-${theme}`);
    }
    expect(await accessProblems(window)).toEqual([]);
    await look(window, 'en');
    await settle(window);
  };

  const first = await launch({ env });
  await openDemo(first.window);
  const [company] = await ask(first.window, 'companies.list', undefined);
  if (!company) throw new Error('no company');
  await ask(first.window, 'reports.upload', { companyId: company.id, month: monthsAgo(1) });
  await expect.poll(async () => (await lastUpload(first.window))?.state, { timeout: SYNC_MS }).toBe('done');
  const copies = async (): Promise<number> =>
    (await server.admin('select connection_id from receipt_copy', mine.name)).length;
  // The bundle and two files of the till, at six places.
  await expect.poll(copies, { timeout: SYNC_MS }).toBe(18);
  for (const table of ['receipt_copy', 'run_copy'])
    await server.admin(`update ${table} set pc = '${OTHER}'`, mine.name);
  const { app, window, close } = await launch({ env });
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1024, 640));
  await window.waitForFunction(() => innerWidth === 1024 && innerHeight === 640);
  await look(window, 'en');
  await goTo(window, 'activity');
  await expect(window.getByText(`on ${OTHER}`).first()).toBeVisible();
  await seen(window, 'activity');
  await window.getByText(`on ${OTHER}`).first().click();
  await expect(window.getByText(`The log of this run is on ${OTHER}.`)).toBeVisible();
  await keepScreenshot(window, info, 'activity-run');

  await goTo(window, 'reports');
  await expect(window.getByText(`Built on ${OTHER}; its file is there.`)).toBeVisible();
  await seen(window, 'bundle');
  const verified = window.locator('[role="cell"] [tabindex="0"]').first();
  await verified.focus();
  // What a focus tells is told to those who came with the keys.
  for (const key of ['Tab', 'Shift+Tab']) await window.keyboard.press(key);
  await expect(verified).toBeFocused();
  await expect(window.getByText(`Sent by ${OTHER}.`)).toBeVisible();
  for (const [language, theme] of LOOKS) {
    await look(window, language, theme);
    await settle(window);
    await keepScreenshot(window, info, `receipt-${language}-${theme}`);
  }
  await look(window, 'en');

  await close();

  // Now it is the other way round: the second one is at an earlier month.
  const [told] = await server.admin('select installation, connection_id from receipt_copy limit 1', mine.name);
  const [pc] = await server.admin(
    `select key from meta where key like 'pc/%' and key <> 'pc/${String(told?.['installation'])}'`,
    mine.name,
  );
  const lease = [
    `upload/${String(told?.['connection_id'])}/${monthsAgo(2)}`,
    String(pc?.['key']).slice(3),
    '2099-01-01',
  ];
  await server.admin(`insert into lease (name, holder, until) values ('${lease.join("', '")}')`, mine.name);
  await server.admin(`update meta set value = '${OTHER}' where key = '${String(pc?.['key'])}'`, mine.name);
  await ask(first.window, 'reports.upload', { companyId: company.id, month: monthsAgo(2) });
  await goTo(first.window, 'activity');
  await expect(first.window.getByText(`${OTHER} is uploading`).first()).toBeVisible({ timeout: SYNC_MS });
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1024, 640));
  await first.window.waitForFunction(() => innerWidth === 1024 && innerHeight === 640);
  await seen(first.window, 'waits');
});
