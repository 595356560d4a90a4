// The outside world of a core without Electron: temporary folders, a clock that tests move, no way to the network.
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  NetworkProblem,
  type Host,
  type TransportAnswer,
  type TrayAction,
  type TrayView,
} from '../../electron/core/ports';
import { uuidV7 } from '../../electron/core/uuid';
import { generateKey } from '../../electron/core/vault/generateKey';
import { fakeClock, type FakeClock } from './fakeClock';

export const START = Date.parse('2026-10-06T08:00:00.000Z');

export interface Surroundings {
  isOnline: boolean;
  isMetered: boolean;
  isSaving: boolean;
  wake(): void;
  networkChanged(): void;
}

function surroundings() {
  const wakes = new Set<() => void>();
  const changes = new Set<() => void>();
  const tell = (all: ReadonlySet<() => void>): void => {
    for (const listener of all) listener();
  };
  const listen = (all: Set<() => void>) => (listener: () => void) => {
    all.add(listener);
    return () => void all.delete(listener);
  };
  const state: Surroundings = {
    isOnline: true,
    isMetered: false,
    isSaving: false,
    wake: () => tell(wakes),
    networkChanged: () => tell(changes),
  };
  return {
    surroundings: state,
    power: { onWake: listen(wakes), isSaving: () => state.isSaving },
    connectivity: { isOnline: () => state.isOnline, isMetered: () => state.isMetered, onChange: listen(changes) },
  };
}

export interface TestHost extends Host {
  readonly clock: FakeClock;
  /** Sleep, savings and network as a test wants them. */
  readonly surroundings: Surroundings;
  /** What the system shows of Kontor beside its window. */
  readonly outside: OutsideWorld;
  /** What was shown in a dialog or given to the browser. */
  readonly shown: readonly string[];
  /** What lay on the clipboard, one after the other; an empty text when it was emptied. */
  readonly copied: readonly string[];
  /** What the dialog for files answers. */
  readonly chosenFiles: string[];
}

export interface OutsideWorld {
  tray: TrayView | null;
  choose: (action: TrayAction) => void;
  readonly notices: { readonly title: string; readonly body: string; readonly click: () => void }[];
  windowsOpened: number;
  isWindowInFront: boolean;
  isAutostart: boolean;
  isQuit: boolean;
}
const newOutside = (): OutsideWorld => ({
  tray: null,
  choose: () => undefined,
  notices: [],
  windowsOpened: 0,
  isWindowInFront: false,
  isAutostart: false,
  isQuit: false,
});

function outsideOf(world: OutsideWorld): Pick<Host, 'tray' | 'desktop'> {
  return {
    tray: {
      isThere: () => true,
      show: (view, choose) => Object.assign(world, { tray: view, choose }),
    },
    desktop: {
      openWindow: () => (world.windowsOpened += 1),
      isWindowInFront: () => world.isWindowInFront,
      quit: () => (world.isQuit = true),
      autostart: {
        isOn: () => Promise.resolve(world.isAutostart),
        set: (isOn) => Promise.resolve(void (world.isAutostart = isOn)),
      },
      notify: (notice, click) => world.notices.push({ ...notice, click }),
    },
  };
}

/** Time limits and heartbeats are whole tens of seconds and wait for the test; a wait of the core's own ends at once. */
const isOwnWait = (ms: number): boolean => ms < 20_000 || ms % 10_000 !== 0;

export function testClock(startMs = START): FakeClock {
  return fakeClock({ startMs, skips: isOwnWait });
}

/** For services behind sockets, whose answers take real time: the limit of a check (5 s) waits, too. */
export function socketClock(startMs: number): FakeClock {
  return fakeClock({ startMs, skips: (ms) => isOwnWait(ms) && ms !== 5000 });
}

export function dataFolder(): string {
  return mkdtempSync(join(tmpdir(), 'kontor-app-'));
}

export function removeDataFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

export interface TestHostOptions {
  readonly data: string;
  readonly clock: FakeClock;
  /** The same in every start of one installation. */
  readonly encryptionKey: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What stands in the place of the network; without it there is none. */
  readonly network?: (url: string) => Promise<TransportAnswer>;
}

export const newEncryptionKey = (): string => generateKey();

/** Only origins of simulated services are answered: the transport knows no others. */
export function testHost({ data, clock, encryptionKey, env, network }: TestHostOptions): TestHost {
  const folder = (name: string): string => {
    const path = join(data, name);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  };
  const outside = newOutside();
  const shown: string[] = [];
  const copied: string[] = [];
  const chosenFiles: string[] = [];
  const show = (path: string): Promise<void> => {
    shown.push(path);
    return Promise.resolve();
  };
  return {
    ...surroundings(),
    clock,
    shown,
    copied,
    chosenFiles,
    ids: { uuid: () => uuidV7(clock.now(), randomBytes), random: (bytes) => randomBytes(bytes) },
    secretBox: {
      isAvailable: () => Promise.resolve(false),
      backend: () => Promise.resolve('none'),
      seal: () => Promise.reject(new Error('no keychain')),
      open: () => Promise.reject(new Error('no keychain')),
    },
    opener: { open: show },
    dialogs: {
      saveFile: ({ suggestedName }) => Promise.resolve(join(data, suggestedName)),
      chooseFolder: () => Promise.resolve(folder('chosen')),
      openFiles: () => Promise.resolve(chosenFiles),
      confirm: () => Promise.resolve(true),
      showInFolder: show,
      openFolder: show,
      openFile: async (path) => {
        await show(path);
        return true;
      },
    },
    ...outsideOf(outside),
    outside,
    printer: { print: () => Promise.resolve('unavailable') },
    clipboard: {
      write: (text) => {
        copied.push(text);
        return Promise.resolve();
      },
      clear: (text) => {
        if (copied.at(-1) === text) copied.push('');
        return Promise.resolve();
      },
    },
    transport: {
      send: ({ url }) =>
        network ? network(url) : Promise.reject(new NetworkProblem('offline', url, { wasNeverSent: true })),
      close: () => Promise.resolve(),
    },
    paths: { data, spool: folder('spool'), archive: folder('archive'), logs: folder('logs') },
    version: '0.0.0-test',
    computerName: 'test',
    platform: 'linux',
    isPackaged: false,
    electronVersion: '33.0.0',
    systemLanguage: 'en-US',
    env: { CONFIG_ENCRYPTION_KEY: encryptionKey, ...env },
    restart: () => void shown.push('restart'),
    startWorker: () => {
      throw new Error('the archive works in this process');
    },
  };
}
