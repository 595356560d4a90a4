// Starts Kontor on a message bus of the test's own, with or without a window; everything is closed and removed after each test.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { type ElectronApplication, test } from 'playwright/test';
import { makeAppUserFolder } from '../../../build/launch/appUser.ts';
import { electronCommand, type StartOptions } from '../../../build/launch/electronCommand.ts';
import { openElectron } from '../../../build/launch/openElectron.ts';
import { busMissing, startBus, type TestBus } from '../../support/messageBus.ts';
import { copyDemoHome } from './demoHome.ts';
import { testKey } from './testKey.ts';

type Options = Omit<StartOptions, 'home'>;
type FirstOptions = Options & { /** Begins with the demo company. */ readonly isDemo?: boolean };

export interface OnBus {
  readonly bus: () => TestBus;
  start(options?: FirstOptions): Promise<{ readonly app: ElectronApplication; readonly home: string }>;
  /** A second start beside the first one: its exit code. */
  startAgain(home: string, options?: Options): Promise<number | null>;
}

export function onBus(): OnBus {
  test.skip(process.platform !== 'linux' || busMissing() !== null, 'no D-Bus here');
  let bus: TestBus;
  const apps: ElectronApplication[] = [];
  const homes: string[] = [];
  test.beforeEach(async () => {
    bus = await startBus(makeAppUserFolder('bus'));
  });
  test.afterEach(async () => {
    for (const app of apps.splice(0)) await app.close().catch(() => undefined);
    for (const home of homes.splice(0)) rmSync(home, { recursive: true, force: true });
    await bus.close();
  });
  const withBus = (options: Options): Options => ({
    ...options,
    env: { CONFIG_ENCRYPTION_KEY: testKey(), DBUS_SESSION_BUS_ADDRESS: bus.address, ...options.env },
  });
  return {
    bus: () => bus,
    start: async ({ isDemo = false, ...options } = {}) => {
      const { home, env } = isDemo ? copyDemoHome() : { home: makeAppUserFolder('tray'), env: {} };
      homes.push(home);
      const command = electronCommand({ ...withBus({ ...options, env: { ...env, ...options.env } }), home });
      const app = await openElectron(command);
      apps.push(app);
      return { app, home };
    },
    startAgain: (home, options = {}) => {
      const command = electronCommand({ ...withBus(options), home });
      const child = spawn(command.executablePath, command.args, {
        cwd: command.cwd,
        env: command.env,
        stdio: 'ignore',
      });
      return new Promise((resolve, reject) => {
        child.on('error', reject);
        child.on('exit', resolve);
      });
    },
  };
}

/** As the debugger sees them: main may be too busy to be asked. */
export const windows = (app: ElectronApplication): number => app.windows().length;

/** Answers each message box of the system by its nth button, and notes what it said. */
export const answerBoxes = (app: ElectronApplication, response: number): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    const said: string[] = [];
    Reflect.set(globalThis, 'said', said);
    dialog.showMessageBox = ((options: { message: string; detail?: string }) => {
      said.push(`${options.message} ${options.detail ?? ''}`);
      return Promise.resolve({ response: chosen, checkboxChecked: false });
    }) as typeof dialog.showMessageBox;
  }, response);

export const closeWindow = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

/** The panel at the symbol goes when it loses the focus, and tests beside this one on the same display take it. */
export const keepPanel = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ app: own }) => {
    own.on('browser-window-created', (_event, window) => {
      setImmediate(() => window.removeAllListeners('blur'));
    });
  });
