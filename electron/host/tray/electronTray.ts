// The symbol in the panel, drawn by the system. On Linux only while somebody there shows it.
import {
  Menu,
  nativeImage,
  nativeTheme,
  type Rectangle,
  Tray as SystemTray,
  type MenuItemConstructorOptions,
  type NativeImage,
} from 'electron';
import type { Tray, TrayAction, TrayShape, TrayView } from '../../core/ports';
import { trayHost, type TrayHost } from '../linux/trayHost';
import { trayBitmap } from './trayIcon';

/** Pixels at 100 % and the scales of today's screens. Panels of Linux draw larger. */
const BASE = process.platform === 'linux' ? 24 : 16;
const SCALES = [1, 1.25, 1.5, 2, 3];

/** `onClick`: on the symbol, which lies there. Where a panel tells of no clicks, the menu has everything. */
export function electronTray(onClick: (symbol: Rectangle) => void): Tray {
  let host: TrayHost | null = null;
  let symbol: SystemTray | null = null;
  let shown: { readonly view: TrayView; readonly onChoose: (action: TrayAction) => void } | null = null;
  const isThere = (): boolean => process.platform !== 'linux' || (host?.isThere() ?? false);

  const draw = (): void => {
    if (shown === null) return;
    if (!isThere()) {
      symbol?.destroy();
      symbol = null;
      return;
    }
    const { view, onChoose } = shown;
    const image = imageOf(view.shape);
    if (symbol === null) {
      symbol = new SystemTray(image);
      symbol.on('click', (_event, bounds) => {
        onClick(bounds);
      });
      // With a menu of its own a symbol of macOS tells of no click.
      if (process.platform === 'darwin')
        symbol.on('right-click', () => {
          if (shown) symbol?.popUpContextMenu(menuOf(shown.view, shown.onChoose));
        });
    } else {
      symbol.setImage(image);
    }
    symbol.setToolTip(view.tooltip);
    if (process.platform !== 'darwin') symbol.setContextMenu(menuOf(view, onChoose));
  };

  if (process.platform === 'linux') {
    void trayHost(draw).then((known) => {
      host = known;
      draw();
    });
  }
  nativeTheme.on('updated', draw);
  return {
    isThere,
    show: (view, onChoose) => {
      shown = { view, onChoose };
      draw();
    },
  };
}

const menuOf = (view: TrayView, onChoose: (action: TrayAction) => void) =>
  Menu.buildFromTemplate(itemsOf(view, onChoose));

function itemsOf({ menu }: TrayView, onChoose: (action: TrayAction) => void): MenuItemConstructorOptions[] {
  return menu.map((item) => {
    if (item === null) return { type: 'separator' };
    const { label, action } = item;
    if (action === undefined) return { label, enabled: false };
    return {
      label,
      click: () => {
        onChoose(action);
      },
    };
  });
}

function imageOf(shape: TrayShape): NativeImage {
  const isMac = process.platform === 'darwin';
  const grey = !isMac && nativeTheme.shouldUseDarkColors ? 0xe9 : 0x12;
  const image = nativeImage.createEmpty();
  for (const scaleFactor of SCALES) {
    const size = Math.round(BASE * scaleFactor);
    image.addRepresentation({ scaleFactor, width: size, height: size, buffer: trayBitmap(shape, size, grey) });
  }
  if (isMac) image.setTemplateImage(true);
  return image;
}
