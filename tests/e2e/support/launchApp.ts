// Starts the built Kontor in a real, sandboxed window with a profile of its own.

import { rmSync } from 'node:fs';
import path from 'node:path';
import { type ElectronApplication, type Page, type TestInfo, test as base } from 'playwright/test';
import { ask } from '../../../build/demo/ask.ts';
import { makeAppUserFolder } from '../../../build/launch/appUser.ts';
import { type StartOptions, electronCommand } from '../../../build/launch/electronCommand.ts';
import { openElectron } from '../../../build/launch/openElectron.ts';
import { atDemo } from '../pages/shell.ts';
import { copyDemoHome } from './demoHome.ts';

export interface RunningApp {
  readonly app: ElectronApplication;
  readonly window: Page;
  /** Belongs to the user that Electron runs as; the profile is the folder `profile` in it. */
  readonly home: string;
  /** What the app printed so far, both streams. */
  readonly output: () => string;
  /** Closes the app as a user would; the profile stays for a second start. */
  readonly close: () => Promise<void>;
}

export type LaunchOptions = Omit<StartOptions, 'home'> & { readonly home?: string };

export async function launchApp(options: LaunchOptions = {}): Promise<RunningApp> {
  const home = options.home ?? makeAppUserFolder('e2e');
  const command = electronCommand({ ...options, home });
  const app = await openElectron(command);
  let output = '';
  const { stdout, stderr } = app.process();
  stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const window = await app.firstWindow().catch((cause: unknown) => {
    killGroup(app);
    throw new Error(`The app opened no window. It said:\n${output}`, { cause });
  });
  // Its core is there.
  await window.waitForLoadState('domcontentloaded');
  await ask(window, 'app.info', undefined);
  return { app, window, home, output: () => output, close: () => closeApp(app, () => output) };
}

const quitWithinMs = 15_000;

/** Playwright started it as the head of a process group: a keyring's session goes with it. */
function killGroup(app: ElectronApplication): void {
  const { pid } = app.process();
  if (pid !== undefined) process.kill(-pid, 'SIGKILL');
}

async function closeApp(app: ElectronApplication, output: () => string): Promise<void> {
  let patience: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    patience = setTimeout(() => resolve('late'), quitWithinMs);
  });
  const outcome = await Promise.race([app.close(), late]);
  clearTimeout(patience);
  if (outcome !== 'late') return;
  killGroup(app);
  throw new Error(`The app had not quit ${quitWithinMs / 1000} s after it was asked. It said:\n${output()}`);
}

/** Keeps a picture of the window among the test's results. */
export async function keepScreenshot(window: Page, info: TestInfo, name: string): Promise<void> {
  const file = path.join(info.outputDir, `${name}.png`);
  await window.screenshot({ path: file });
  await info.attach(name, { path: file, contentType: 'image/png' });
}

interface Fixtures {
  /** Starts the app as often as the test asks; everything is closed and removed after it, with a picture if it failed. */
  readonly launch: (options?: LaunchOptions) => Promise<RunningApp>;
  /** The same, with the demo company on its overview and every invoice of it here. */
  readonly launchDemo: () => Promise<RunningApp>;
}

export const test = base.extend<Fixtures>({
  // Playwright reads from the pattern which other fixtures this one needs: none.
  launch: async ({}, use, info) => {
    const started: RunningApp[] = [];
    await use(async (options) => {
      const running = await launchApp(options);
      started.push(running);
      return running;
    });
    const hasFailed = info.status !== info.expectedStatus;
    const closing: unknown[] = [];
    for (const [index, { window, home, output, close }] of started.entries()) {
      if (hasFailed) await keepScreenshot(window, info, `failed-${index + 1}`).catch(() => undefined);
      await close().catch((cause: unknown) => closing.push(cause));
      if (hasFailed || closing.length > 0) await info.attach('output', { body: output() });
      rmSync(home, { recursive: true, force: true });
    }
    if (closing.length > 0) throw new AggregateError(closing, String(closing[0]));
  },
  launchDemo: async ({ launch }, use) => {
    await use(async () => {
      const running = await launch(copyDemoHome());
      await atDemo(running.window);
      return running;
    });
  },
});

export { expect } from 'playwright/test';
