// Kontor on a seeded profile, and an empty window of the same Electron, started the same way.
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { makeAppUserFolder } from '../../build/launch/appUser.ts';
import { electronCommand, type ElectronCommand } from '../../build/launch/electronCommand.ts';
import { openElectron } from '../../build/launch/openElectron.ts';
import { testKey } from '../e2e/support/testKey.ts';

export interface OpenWindow {
  readonly app: ElectronApplication;
  readonly window: Page;
  /** Milliseconds since the epoch, taken just before the process was started. */
  readonly startedAt: number;
  close(): Promise<void>;
}

const key = testKey();

async function start(command: ElectronCommand, remove: () => void): Promise<OpenWindow> {
  const startedAt = Date.now();
  const app = await openElectron(command);
  const window = await app.firstWindow();
  const close = async (): Promise<void> => {
    await app.close();
    remove();
  };
  return { app, window, startedAt, close };
}

/** The profile stays for the next start. */
export function openKontor(home: string): Promise<OpenWindow> {
  return start(electronCommand({ home, env: { CONFIG_ENCRYPTION_KEY: key } }), () => undefined);
}

export function openEmpty(): Promise<OpenWindow> {
  const home = makeAppUserFolder('empty');
  const folder = path.join(home, 'app');
  cpSync(path.join(import.meta.dirname, 'emptyApp'), folder, { recursive: true });
  const command = electronCommand({ home });
  const args = [folder, ...command.args.slice(1)];
  return start({ ...command, args }, () => rmSync(home, { recursive: true, force: true }));
}

/** Until the list of invoices stands in the window; milliseconds since the epoch when its rows were painted. */
export function showList(window: Page): Promise<number> {
  return window.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const find = (selector: string) => document.querySelector<HTMLElement>(selector);
    const place = 'nav [data-place="invoices"]';
    while (!find(place)) await frame();
    find(place)?.click();
    while (!find('[role="grid"] [role="row"][aria-label]')) await frame();
    // The task after a frame's callbacks runs once that frame has been drawn.
    await frame();
    await new Promise((resolve) => setTimeout(resolve));
    return Date.now();
  });
}
