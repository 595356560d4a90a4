// The window and the life of the app, as the core may ask for them.
import { app, Notification } from 'electron';
import type { Desktop } from '../core/ports';
import { autostart } from './autostart';
import type { Panel } from './panel/panelWindow';
import type { MainWindow } from './windows';

export function electronDesktop(window: MainWindow, panel: Panel): Desktop {
  // What nobody holds is collected, and its click with it.
  const shown = new Set<Notification>();
  return {
    openWindow: () => {
      panel.close();
      window.show();
    },
    isWindowInFront: () => window.current()?.isFocused() ?? false,
    quit: () => {
      app.quit();
    },
    autostart: autostart(),
    notify: ({ title, body }, onClick) => {
      if (!Notification.isSupported()) return;
      const notice = new Notification({ title, body, silent: true });
      const forget = (): void => {
        shown.delete(notice);
      };
      notice.on('click', () => {
        forget();
        onClick();
      });
      notice.on('close', forget);
      notice.on('failed', forget);
      shown.add(notice);
      notice.show();
    },
  };
}
