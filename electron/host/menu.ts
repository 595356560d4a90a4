// The application menu with the usual accelerators, in the user's language.
import { Menu, app, type MenuItemConstructorOptions } from 'electron';
import type { KontorApp } from '../core/kontorApp';
import type { mainWindow } from './windows';

export function applicationMenu(kontor: KontorApp, window: ReturnType<typeof mainWindow>): void {
  const build = async (): Promise<void> => {
    const t = await kontor.texts();
    const isMac = process.platform === 'darwin';
    const template: MenuItemConstructorOptions[] = [
      ...(isMac ? [{ role: 'appMenu' as const }] : []),
      {
        label: t('file'),
        submenu: [
          {
            label: t('window'),
            accelerator: 'CmdOrCtrl+N',
            click: () => {
              window.show();
            },
          },
          {
            label: t('audit'),
            click: () => void kontor.dispatch('panel.lead', { place: 'settings', section: 'audit' }),
          },
          { type: 'separator' },
          isMac ? { role: 'close', label: t('close') } : { role: 'quit', label: t('quit') },
        ],
      },
      {
        label: t('edit'),
        submenu: [
          { role: 'undo', label: t('undo') },
          { role: 'redo', label: t('redo') },
          { type: 'separator' },
          { role: 'cut', label: t('cut') },
          { role: 'copy', label: t('copy') },
          { role: 'paste', label: t('paste') },
          { role: 'selectAll', label: t('select_all') },
        ],
      },
      {
        label: t('view'),
        submenu: [
          { role: 'resetZoom', label: t('zoom_reset') },
          { role: 'zoomIn', label: t('zoom_in') },
          { role: 'zoomOut', label: t('zoom_out') },
          { type: 'separator' },
          { role: 'togglefullscreen', label: t('full_screen') },
          ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' as const }]),
        ],
      },
    ];
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  };
  void build();
  kontor.events.listen((name) => {
    if (name === 'app.settingsChanged') void build();
  });
}
