// Starts the built app with a fresh profile for the demo.

import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { ElectronApplication, Page } from 'playwright';
import { busMissing, startBus, type TestBus } from '../../tests/support/messageBus.ts';
import { type Panel, startPanel } from '../../tests/support/panel.ts';
import { makeAppUserFolder } from '../launch/appUser.ts';
import { electronCommand } from '../launch/electronCommand.ts';
import { openElectron } from '../launch/openElectron.ts';

export interface DemoApp {
  readonly app: ElectronApplication;
  readonly window: Page;
  /** Shows the symbol; null: this desktop has none. */
  readonly panel: Panel | null;
  readonly output: () => string;
  readonly close: () => Promise<void>;
  readonly closed: Promise<void>;
}

/** A panel on a message bus of the demo's own, where one can be started. */
async function openPanel(): Promise<{ readonly bus: TestBus; readonly panel: Panel } | null> {
  if (process.platform !== 'linux' || busMissing() !== null) return null;
  const bus = await startBus(makeAppUserFolder('bus'));
  return { bus, panel: await startPanel(bus) };
}

export async function openDemoApp(wanted: { readonly hasPanel: boolean }): Promise<DemoApp> {
  const home = makeAppUserFolder('demo');
  const desktop = wanted.hasPanel ? await openPanel() : null;
  const onBus = desktop === null ? {} : { DBUS_SESSION_BUS_ADDRESS: desktop.bus.address };
  // Without a keychain the first start would ask for a passphrase: the demo brings a key of its own, as an administrator would.
  const key = randomBytes(32).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
  const command = electronCommand({ home, env: { CONFIG_ENCRYPTION_KEY: key, ...onBus } });
  const app = await openElectron(command);
  let output = '';
  const { stdout, stderr } = app.process();
  stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const remove = (): void => {
    rmSync(home, { recursive: true, force: true });
  };
  const closed = new Promise<void>((resolve) => {
    app.on('close', () => {
      remove();
      void (desktop?.bus.close() ?? Promise.resolve()).then(resolve);
    });
  });
  const window = await app.firstWindow();
  const panel = desktop?.panel ?? null;
  const close = async (): Promise<void> => {
    await app.close();
    await closed;
  };
  return { app, window, panel, output: () => output, close, closed };
}
