// What the system shows and tells over its message bus, for real: a notice and its click, and the sleep of the computer.
import type { ElectronApplication, Page } from 'playwright/test';
import type { OutputOf } from '../../shared/contract/define.ts';
import type { contract } from '../../shared/contract/index.ts';
import type { Outcome } from '../../shared/errors.ts';
import { ask } from '../../build/demo/ask.ts';
import { startNotices, startSleep } from '../support/desktopServices.ts';
import { startPanel } from '../support/panel.ts';
import { atDemo } from './pages/shell.ts';
import { answerBoxes, closeWindow, onBus, windows } from './support/onBus.ts';
import { expect, test } from './support/launchApp.ts';

const { bus, start, startAgain } = onBus();
const HOUR = 3_600_000;

/** The demo with a schedule, so that it goes on without its window; no quiet hours. */
async function openedDemo(app: ElectronApplication, at: string, catchUp: 'when_possible' | 'ask') {
  const window = await app.firstWindow();
  await atDemo(window);
  const [company] = await ask(window, 'companies.list', undefined);
  if (!company) throw new Error('no company');
  await ask(window, 'desktop.save', { isAutostart: false, notify: 'problems' });
  const rule = { every: 'day', at } as const;
  const order = { companyId: company.id, work: 'sync', rule, zone: 'UTC', catchUp, isOn: true } as const;
  await ask(window, 'schedules.save', order);
  return { window, companyId: company.id };
}
const clock = (ms: number): string => new Date(ms).toISOString().slice(11, 16);

/** The window that comes. */
async function windowAfter(app: ElectronApplication, act: () => void): Promise<Page> {
  const opened = app.waitForEvent('window');
  act();
  const window = await opened;
  await window.waitForLoadState('domcontentloaded');
  return window;
}

/** Chromium hangs up all its sockets when the computer sleeps, that of the test among them: the window is asked through main. */
const inWindow = (app: ElectronApplication, code: string): Promise<unknown> =>
  app.evaluate(({ BrowserWindow }, script): Promise<unknown> => {
    const [window] = BrowserWindow.getAllWindows();
    return window ? window.webContents.executeJavaScript(script) : Promise.reject(new Error('no window'));
  }, code);
async function asked<T>(app: ElectronApplication, call: string, input: unknown): Promise<T> {
  const answer = (await inWindow(
    app,
    `kontor.invoke(${JSON.stringify(call)}, ${JSON.stringify(input)})`,
  )) as Outcome<T>;
  if (!answer.ok) throw new Error(`${call}: ${answer.error.key}`);
  return answer.value;
}

test('a real notice: several are one, no amounts, a click leads to the exact place; without the service nothing fails', async () => {
  test.setTimeout(300_000);
  const [panel, service] = [await startPanel(bus()), await startNotices(bus())];
  const { app, home } = await start({ isDemo: true });
  const { companyId } = await openedDemo(app, clock(Date.now() + 12 * HOUR), 'when_possible');
  await answerBoxes(app, 0);
  await closeWindow(app);
  await expect.poll(() => windows(app)).toBe(0);

  const [one, other] = ['1999-01', '1999-02'];
  // Months without an invoice: nothing gets better by trying again.
  expect(await startAgain(home, { args: ['--hidden', '--upload-month', one, '--upload-month', other] })).toBe(0);
  await expect.poll(() => service.shown.map(({ title }) => title), { timeout: 30_000 }).toEqual(['2 things need you']);
  expect(await startAgain(home, { args: ['--hidden', '--upload-month', '1999-03'] })).toBe(0);
  await expect.poll(() => service.shown.length, { timeout: 30_000 }).toBe(2);
  const [, single] = service.shown;
  if (!single) throw new Error('no notice');
  expect(single.title).toMatch(/ needs you$/);
  for (const { title, body } of service.shown) expect(`${title} ${body}`).not.toMatch(/\d[\d .]*[.,]\d\d|PLN|EUR|zł|€/);

  const window = await windowAfter(app, () => service.click(single));
  await expect(window.locator('nav [data-place="activity"]')).toHaveAttribute('aria-current', 'page');
  await expect(window.getByText(/March 1999/).first()).toBeVisible();
  const [run] = await ask(window, 'runs.list', { companyId, kind: 'upload', limit: 1 });
  expect(run).toMatchObject({ month: '1999-03', state: 'failed' });

  await service.leave();
  await closeWindow(app);
  await expect.poll(() => windows(app)).toBe(0);
  expect(await startAgain(home, { args: ['--hidden', '--upload-month', '1999-04'] })).toBe(0);
  const item = await panel.item();
  const again = await windowAfter(app, () => void item.choose('Activity'));
  await expect
    .poll(async () => (await ask(again, 'runs.list', { companyId, kind: 'upload', limit: 1 }))[0], { timeout: 30_000 })
    .toMatchObject({ month: '1999-04', state: 'failed' });
  expect(service.shown.length).toBe(2);
});

test('the computer sleeps over a due time and wakes up: Kontor hears it from the system, says why it is late, and asks', async () => {
  test.setTimeout(240_000);
  const [service, sleep] = [await startNotices(bus()), await startSleep(bus())];
  const { app } = await start({ isDemo: true, env: { DBUS_SYSTEM_BUS_ADDRESS: bus().address } });
  const { companyId } = await openedDemo(app, clock(Date.now() + 2 * HOUR), 'ask');
  const schedule = async () => {
    const [one] = await asked<OutputOf<typeof contract.schedules.list>>(app, 'schedules.list', { companyId });
    if (!one) throw new Error('no schedule');
    return one;
  };
  const waiting = async () => (await schedule()).waiting;
  expect(await waiting()).toBeUndefined();

  sleep.sleeps();
  // While a computer sleeps its clock on the wall goes on, and the one that counts durations stands still.
  await app.evaluate((_, ms) => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + ms;
  }, 9 * HOUR);
  expect((await waiting())?.reason).not.toBe('asleep');
  sleep.wakes();
  await expect.poll(waiting, { timeout: 15_000 }).toMatchObject({ kind: 'ask', count: 1, reason: 'asleep' });
  const titles = (): string[] => service.shown.map(({ title }) => title);
  await expect.poll(titles, { timeout: 15_000 }).toEqual(['Something was missed']);
  const [notice] = service.shown;
  if (!notice) throw new Error('no notice');
  service.click(notice);
  await expect.poll(() => inWindow(app, `document.querySelector('#schedules') !== null`)).toBe(true);

  await asked(app, 'schedules.runWaiting', { id: (await schedule()).id });
  const order = { companyId, kind: 'sync', limit: 1 };
  const last = async () => (await asked<OutputOf<typeof contract.runs.list>>(app, 'runs.list', order))[0];
  await expect.poll(async () => (await last())?.due?.late, { timeout: 60_000 }).toBe('asleep');
});
