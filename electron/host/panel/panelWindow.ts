// The small panel at the symbol. It is made by a click and gone with the next one elsewhere: while it is closed there is no process.
import { BrowserWindow, nativeTheme, type Rectangle, screen } from 'electron';
import { join } from 'node:path';
import { APP_ORIGIN } from '../appProtocol';
import { webPreferences } from '../windows';
import { placePanel } from './placePanel';

const SIZE = { width: 360, height: 480 };
/** The click on the symbol that closes it takes the focus away first. */
const SAME_CLICK_MS = 300;

export interface Panel {
  /** A click on the symbol: opens it there, or closes it. */
  toggle(symbol: Rectangle): void;
  close(): void;
  current(): BrowserWindow | null;
}

export function panelWindow(): Panel {
  let window: BrowserWindow | null = null;
  let leftAt = -Infinity;

  const open = (symbol: Rectangle): BrowserWindow => {
    // Linux does not tell where the symbol is: it is where the pointer is.
    const at = symbol.width > 0 ? symbol : { ...screen.getCursorScreenPoint(), width: 0, height: 0 };
    const { workArea } = screen.getDisplayNearestPoint({ x: at.x, y: at.y });
    const made = new BrowserWindow({
      ...placePanel(SIZE, at, workArea),
      title: 'Kontor',
      show: false,
      frame: false,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      alwaysOnTop: true,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#15191A' : '#FFFFFF',
      webPreferences: webPreferences(join(__dirname, '../preload/preload.cjs')),
    });
    let isClosing = false;
    made.on('close', () => {
      isClosing = true;
    });
    made.on('closed', () => {
      window = null;
    });
    made.on('blur', () => {
      leftAt = performance.now();
      made.close();
    });
    made.webContents.on('render-process-gone', () => {
      // Destroyed in the middle of its closing it would take Electron along.
      if (!isClosing) made.destroy();
    });
    made.once('ready-to-show', () => {
      // Whoever reads everything at twice its size reads this so, too.
      const factor = made.webContents.getZoomFactor();
      if (factor !== 1)
        made.setBounds(placePanel({ width: SIZE.width * factor, height: SIZE.height * factor }, at, workArea));
      made.show();
      made.focus();
    });
    void made.loadURL(`${APP_ORIGIN}/panel.html`);
    return made;
  };

  return {
    toggle: (symbol) => {
      if (window) window.close();
      else if (performance.now() - leftAt > SAME_CLICK_MS) window = open(symbol);
    },
    close: () => {
      window?.close();
    },
    current: () => window,
  };
}
