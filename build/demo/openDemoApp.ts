// Starts the built app with a fresh profile for the demo.

import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type Page, _electron } from 'playwright';
import { makeAppUserFolder } from '../launch/appUser.ts';
import { electronCommand } from '../launch/electronCommand.ts';

export interface DemoApp {
  readonly window: Page;
  readonly output: () => string;
  readonly close: () => Promise<void>;
  readonly closed: Promise<void>;
}

export async function openDemoApp(): Promise<DemoApp> {
  const home = makeAppUserFolder('demo');
  // Without a keychain the first start would ask for a passphrase: the demo brings a key of its own, as an administrator would.
  const key = randomBytes(32).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
  const command = electronCommand({ home, env: { CONFIG_ENCRYPTION_KEY: key } });
  const app = await _electron.launch({ ...command, chromiumSandbox: true });
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
      resolve();
    });
  });
  const window = await app.firstWindow();
  return { window, output: () => output, close: () => app.close(), closed };
}
