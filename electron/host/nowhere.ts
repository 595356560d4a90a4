// What stands for the window, the panel and the symbol where Kontor runs without any of them.
import type { Tray } from '../core/ports';
import type { Panel } from './panel/panelWindow';
import type { MainWindow } from './windows';

const window: MainWindow = {
  prepare: () => undefined,
  show: () => undefined,
  current: () => null,
  wasClosed: () => false,
};
const panel: Panel = { toggle: () => undefined, close: () => undefined, current: () => null };
const tray: Tray = { isThere: () => false, show: () => undefined };

export const nowhere = { window, panel, tray } as const;
