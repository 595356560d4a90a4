import { readFileSync, readdirSync } from 'node:fs';
import { expect, keepScreenshot, test } from './support/launchApp.ts';

/** The kernel's own word: a sandboxed renderer runs under a seccomp filter. */
function seccompModeOf(pid: number): string {
  return /^Seccomp:\s+(\d)/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1] ?? 'unknown';
}

test('opens a sandboxed window that shows something', async ({ launch }, info) => {
  const { app, window } = await launch();
  await expect(window).toHaveTitle('Kontor');
  await expect(window.locator('#root button').first()).toBeVisible(); // only there after the core has answered
  await keepScreenshot(window, info, 'first-window');
  const metrics = await app.evaluate(({ app: electronApp }) =>
    electronApp.getAppMetrics().map(({ type, pid, sandboxed }) => ({ type, pid, sandboxed })),
  );
  const renderers = metrics.filter(({ type }) => type === 'Tab');
  expect(renderers.length).toBeGreaterThan(0);
  expect(renderers.map(({ pid }) => seccompModeOf(pid))).toEqual(renderers.map(() => '2'));
  expect(await window.evaluate(() => typeof Reflect.get(globalThis, 'require'))).toBe('undefined');
});

test('keeps everything it writes in the profile it was given', async ({ launch }) => {
  const { app, home } = await launch();
  const userData = await app.evaluate(({ app: electronApp }) => electronApp.getPath('userData'));
  expect(userData).toBe(`${home}/profile`);
  expect(readdirSync(home).filter((name) => name.toLowerCase().includes('kontor'))).toEqual([]);
});

test('has a real keyring where one is asked for, and none otherwise', async ({ launch }) => {
  const backendOf = async (options: { keyring?: string }) => {
    const { app } = await launch(options);
    return app.evaluate(({ safeStorage }) => safeStorage.getSelectedStorageBackend());
  };
  expect(await backendOf({})).toBe('basic_text');
  expect(await backendOf({ keyring: 'password of a test keyring' })).toBe('gnome_libsecret');
});

test('main is asked in a turn of its own, whatever it is at', async ({ launch }) => {
  const { app } = await launch({ args: ['--js-flags=--expose-gc'] });
  // At work nearly all the time, and collecting in the middle of it: an answer that nothing holds is lost.
  await app.evaluate(() => {
    const collect = Reflect.get(globalThis, 'gc') as () => void;
    setInterval(() => {
      const end = performance.now() + 20;
      while (performance.now() < end) collect();
    }, 5);
  });
  for (let nth = 0; nth < 40; nth += 1) expect(await app.evaluate((_, asked) => asked, nth)).toBe(nth);
});
