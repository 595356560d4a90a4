// Starting with the session, without a window. On Linux that is a file of the desktop's own (Desktop Application Autostart
// Specification); elsewhere Electron asks the system.
import { app } from 'electron';
import { join } from 'node:path';
import type { Desktop } from '../core/ports';
import { autostartFile } from './linux/autostartFile';

const HIDDEN = '--hidden';

/** macOS passes no arguments to what it starts with the session, and says afterwards that it did. */
export function startedWithSession(): boolean {
  return process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}

export function autostart(): Desktop['autostart'] {
  if (process.platform === 'linux') {
    const config = process.env['XDG_CONFIG_HOME'] ?? join(app.getPath('home'), '.config');
    // An AppImage runs from a folder that is gone after it; a program that was not packed needs its folder named.
    const program = process.env['APPIMAGE'] ?? process.execPath;
    const command = [program, ...(app.isPackaged ? [] : [app.getAppPath()]), HIDDEN];
    return autostartFile(join(config, 'autostart', 'kontor.desktop'), command);
  }
  return {
    isOn: () => Promise.resolve(app.getLoginItemSettings({ args: [HIDDEN] }).openAtLogin),
    set: (openAtLogin) => {
      app.setLoginItemSettings({ openAtLogin, args: [HIDDEN] });
      return Promise.resolve();
    },
  };
}
