// Closing the last window ends Kontor, unless something is to run by itself: then it goes on, and says so once.
import { app, dialog } from 'electron';
import { existsSync, writeFileSync } from 'node:fs';
import type { KontorApp } from '../core/kontorApp';

interface Staying {
  readonly kontor: Pick<KontorApp, 'staysWithoutWindow' | 'texts'>;
  readonly hasTray: () => boolean;
  /** Its being there says that it was explained. */
  readonly markFile: string;
}

export async function afterLastWindow({ kontor, hasTray, markFile }: Staying): Promise<void> {
  if (!(await kontor.staysWithoutWindow().catch(() => false))) {
    app.quit();
    return;
  }
  if (existsSync(markFile)) return;
  const t = await kontor.texts();
  const { response } = await dialog.showMessageBox({
    type: 'info',
    message: t('tray.stays'),
    detail: t(hasTray() ? 'tray.stays_tray' : 'tray.stays_no_tray'),
    buttons: [t('tray.stays_yes'), t('tray.stays_no')],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (response === 1) app.quit();
  else writeFileSync(markFile, '', { mode: 0o600 });
}
