// Implements every port of the core with Electron and Node.
import { app, type BrowserWindow, clipboard, dialog, safeStorage, session, shell } from 'electron';
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as tls from 'node:tls';
import { createNodeTransport } from '../core/http/transports/nodeTransport';
import type { Host, SecretBox, Tray } from '../core/ports';
import { systemClock } from '../core/systemClock';
import { electronDesktop } from './desktop';
import { withoutOrders } from './commandLine';
import { surroundings } from './surroundings';
import { uuidV7 } from '../core/uuid';
import { openExternal } from './openExternal';
import type { Panel } from './panel/panelWindow';
import { privateFolder } from './privateFolder';
import type { StartThread } from './threads';
import type { MainWindow } from './windows';

export interface HostOptions {
  readonly dataFolder: string;
  readonly startWorker: StartThread;
  readonly window: MainWindow;
  readonly panel: Panel;
  readonly tray: Tray;
}

export function electronHost({ dataFolder, startWorker, window, panel, tray }: HostOptions): Host {
  const paths = {
    data: dataFolder,
    archive: privateFolder(join(dataFolder, 'archive')),
    spool: privateFolder(join(dataFolder, 'spool')),
    logs: privateFolder(join(dataFolder, 'logs')),
  };
  return {
    clock: systemClock(),
    ids: { uuid: () => uuidV7(Date.now(), randomBytes), random: (bytes) => randomBytes(bytes) },
    secretBox: secretBox(),
    opener: { open: openExternal },
    dialogs: {
      saveFile: async ({ suggestedName, title }) => {
        const owner = window.current();
        const options = { title, defaultPath: join(app.getPath('downloads'), suggestedName) };
        const answer = await (owner ? dialog.showSaveDialog(owner, options) : dialog.showSaveDialog(options));
        return answer.canceled ? null : answer.filePath;
      },
      chooseFolder: async ({ title }) => {
        const owner = window.current();
        const options = { title, properties: ['openDirectory' as const, 'createDirectory' as const] };
        const answer = await (owner ? dialog.showOpenDialog(owner, options) : dialog.showOpenDialog(options));
        return answer.canceled ? null : (answer.filePaths[0] ?? null);
      },
      openFiles: async ({ title, kind, extensions }) => {
        const owner = window.current();
        const options = {
          title,
          properties: ['openFile' as const, 'multiSelections' as const],
          filters: [
            { name: kind, extensions: [...extensions] },
            { name: '*', extensions: ['*'] },
          ],
        };
        const answer = await (owner ? dialog.showOpenDialog(owner, options) : dialog.showOpenDialog(options));
        return answer.canceled ? [] : answer.filePaths;
      },
      confirm: async ({ message, detail, yes, no }) => {
        const owner = window.current();
        const options = {
          type: 'question' as const,
          message,
          detail,
          buttons: [yes, no],
          defaultId: 1,
          cancelId: 1,
          noLink: true,
        };
        const answer = await (owner ? dialog.showMessageBox(owner, options) : dialog.showMessageBox(options));
        return answer.response === 0;
      },
      showInFolder: (path) => {
        shell.showItemInFolder(path);
        return Promise.resolve();
      },
      openFolder: async (path) => {
        await shell.openPath(path);
      },
      openFile: async (path) => (await shell.openPath(path)) === '',
    },
    printer: { print: () => printPage(window.current()) },
    clipboard: {
      write: async (text) => {
        await clipboard.writeText(text);
      },
      clear: async (text) => {
        if ((await clipboard.readText()) === text) clipboard.clear();
      },
    },
    transport: createNodeTransport({ proxyFor, ca: systemCertificates() }),
    ...surroundings(),
    tray,
    desktop: electronDesktop(window, panel),
    paths,
    version: app.getVersion(),
    computerName: hostname(),
    platform: process.platform as Host['platform'],
    isPackaged: app.isPackaged,
    electronVersion: process.versions.electron,
    systemLanguage: app.getPreferredSystemLanguages()[0] ?? app.getLocale(),
    env: {
      CONFIG_DB_TYPE: process.env['CONFIG_DB_TYPE'],
      CONFIG_DB_URL: process.env['CONFIG_DB_URL'],
      CONFIG_ENCRYPTION_KEY: process.env['CONFIG_ENCRYPTION_KEY'],
      KONTOR_API_TOKEN: process.env['KONTOR_API_TOKEN'],
      KONTOR_API_PORT: process.env['KONTOR_API_PORT'],
    },
    restart: () => {
      // The window still waits for the answer of the call that asked for it.
      setTimeout(() => {
        // An AppImage runs from a folder that is gone after it.
        const execPath = process.env['APPIMAGE'] ?? process.execPath;
        app.relaunch({ execPath, args: withoutOrders(process.argv.slice(1)) });
        app.quit();
      }, 300);
    },
    startWorker,
  };
}

/** The style sheet for print shows the page of the invoice alone. */
async function printPage(window: BrowserWindow | null): Promise<'printed' | 'cancelled' | 'unavailable'> {
  if (window === null || (await window.webContents.getPrintersAsync()).length === 0) return 'unavailable';
  return new Promise((resolve) => {
    window.webContents.print({ printBackground: true, pageSize: 'A4' }, (isPrinted) => {
      resolve(isPrinted ? 'printed' : 'cancelled');
    });
  });
}

/** `PROXY host:port; DIRECT` as Chromium answers it, as an address or nothing. */
async function proxyFor(url: string): Promise<string | null> {
  const answer = await session.defaultSession.resolveProxy(url);
  const match = /^(PROXY|HTTPS)\s+(\S+)/i.exec(answer);
  return match?.[2] === undefined ? null : `${match[1]?.toUpperCase() === 'HTTPS' ? 'https' : 'http'}://${match[2]}`;
}

/** Certificates that the system trusts beyond the built-in ones (an office's own authority). Newer runtimes only. */
function systemCertificates(): string[] {
  const newer = tls as { getCACertificates?: (type: string) => string[] };
  return newer.getCACertificates ? [...newer.getCACertificates('default'), ...newer.getCACertificates('system')] : [];
}

function secretBox(): SecretBox {
  return {
    isAvailable: () => Promise.resolve(safeStorage.isEncryptionAvailable()),
    backend: () => Promise.resolve(backendName()),
    seal: (plain) => Promise.resolve(safeStorage.encryptString(plain)),
    open: (sealed) => Promise.resolve(safeStorage.decryptString(Buffer.from(sealed))),
  };
}

function backendName(): string {
  if (process.platform === 'darwin') return 'keychain';
  if (process.platform === 'win32') return 'dpapi';
  return safeStorage.isEncryptionAvailable() ? safeStorage.getSelectedStorageBackend() : 'none';
}
