// The window: fixed preferences, remembered place, our own title bar.
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { join } from 'node:path';
import { APP_ORIGIN } from './appProtocol';
import { loadWindowState, placeOn, saveWindowState, type WindowState } from './windowState';

const TITLE_BAR_PX = 44;

/** The only web preferences a window of Kontor ever gets; a test compares them. */
export function webPreferences(preload: string): Electron.WebPreferences {
  return {
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    spellcheck: false,
    navigateOnDragDrop: false,
  };
}

export interface MainWindow {
  /** Makes it and loads the page, unseen. */
  prepare(): void;
  /** Brings the window to the front, making it when it was closed. */
  show(): void;
  current(): BrowserWindow | null;
  /** It was closed since this was asked last. */
  wasClosed(): boolean;
}

export function mainWindow(options: { readonly stateFile: string }): MainWindow {
  let window: BrowserWindow | null = null;
  let isToMaximize = false;
  let isClosed = false;

  const create = (): BrowserWindow => {
    const state = placeOn(loadWindowState(options.stateFile), screen.getAllDisplays());
    const made = new BrowserWindow({
      ...state.bounds,
      minWidth: 1024,
      minHeight: 640,
      show: false,
      title: 'Kontor',
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#0E1112' : '#F0F3F3',
      titleBarStyle: 'hidden',
      ...(process.platform === 'darwin' ? { trafficLightPosition: { x: 16, y: 14 } } : { titleBarOverlay: overlay() }),
      webPreferences: webPreferences(join(__dirname, '../preload/preload.cjs')),
    });
    isToMaximize = state.isMaximized;
    made.on('close', () => {
      const now: WindowState = { bounds: made.getNormalBounds(), isMaximized: made.isMaximized() };
      saveWindowState(options.stateFile, now);
    });
    made.on('closed', () => {
      window = null;
      isClosed = true;
    });
    void made.loadURL(`${APP_ORIGIN}/index.html`);
    return made;
  };

  nativeTheme.on('updated', () => {
    if (window && process.platform !== 'darwin') window.setTitleBarOverlay(overlay());
  });

  return {
    prepare: () => {
      window ??= create();
    },
    show: () => {
      window ??= create();
      // Not before: it would show the window.
      if (isToMaximize) window.maximize();
      isToMaximize = false;
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    current: () => window,
    wasClosed: () => {
      const was = isClosed;
      isClosed = false;
      return was;
    },
  };
}

function overlay(): Electron.TitleBarOverlayOptions {
  const dark = nativeTheme.shouldUseDarkColors;
  return { color: dark ? '#0E1112' : '#F0F3F3', symbolColor: dark ? '#E9EEEF' : '#12181A', height: TITLE_BAR_PX - 1 };
}
