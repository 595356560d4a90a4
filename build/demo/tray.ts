// The demo's last step: what Kontor is beside its window. A panel of the demo's own shows the symbol where a message bus can be started;
// anywhere else the desktop has none, and everything before this went the same way.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import type { Panel, PanelEntry, PanelItem } from '../../tests/support/panel.ts';
import type { CompanyId } from '../../shared/domain/ids.ts';
import { ask, until } from './ask.ts';
import { painted } from './ksef.ts';

interface Beside {
  readonly app: ElectronApplication;
  readonly window: Page;
  readonly panel: Panel | null;
}

/** What a wizard offers at its end is taken on: a fetch every night, the month every month. */
async function runByItself(window: Page, companyId: CompanyId): Promise<void> {
  for (const work of ['sync', 'report'] as const) {
    const suggested = await ask(window, 'schedules.suggest', { companyId, work });
    await ask(window, 'schedules.save', { companyId, work, ...suggested, catchUp: 'when_possible', isOn: true });
  }
}

export async function pictureTray({ app, window, panel }: Beside, companyId: CompanyId, folder: string) {
  await runByItself(window, companyId);
  const pictures = [await yearGrid(window, folder)];
  const { hasTray } = await ask(window, 'desktop.settings', undefined);
  if (hasTray !== (panel !== null)) throw new Error(`Kontor sees ${hasTray ? 'a' : 'no'} panel where it is otherwise`);
  if (panel === null) return { menu: [], pictures };
  const item = await panel.item();
  const menu = await until('the whole menu of the symbol', async () => {
    const entries = await item.menu();
    return entries.some(({ label }) => label.startsWith('Next ')) ? entries : null;
  });
  const [pixels] = (await item.property('IconPixmap')) as readonly (readonly [number, number, Buffer])[];
  if (!pixels) throw new Error('the symbol has no picture');
  const symbol = await pngOf(app, pixels);
  for (const theme of ['light', 'dark'] as const) {
    const file = path.join(folder, `tray-menu-${theme}.png`);
    await pictureOf(app, pageOf(menu, symbol, theme), file);
    pictures.push(file);
  }
  for (const theme of ['light', 'dark'] as const)
    pictures.push(await picturePanel({ app, window, item }, theme, path.join(folder, `tray-panel-${theme}.png`)));
  await look(window, 'light');
  return { menu: menu.filter(({ isSeparator }) => !isSeparator).map(({ label }) => label), pictures };
}

interface AtSymbol extends Pick<Beside, 'app' | 'window'> {
  readonly item: PanelItem;
}

const look = (window: Page, theme: 'light' | 'dark') =>
  ask(window, 'app.saveSettings', { language: 'en', theme, contrast: 'system' });

/** A click on the symbol, as a panel tells of it, and what opens there. */
async function picturePanel({ app, window, item }: AtSymbol, theme: 'light' | 'dark', file: string): Promise<string> {
  await look(window, theme);
  // Whoever works beside the demo takes the focus, and with it the panel.
  await app.evaluate(({ app: own }) => {
    own.once('browser-window-created', (_event, made) => {
      setImmediate(() => made.removeAllListeners('blur'));
    });
  });
  const opened = app.waitForEvent('window');
  await item.activate();
  const small = await opened;
  await small.getByRole('heading', { level: 1 }).waitFor();
  await painted(small);
  await small.screenshot({ path: file });
  const gone = small.waitForEvent('close');
  await small.keyboard.press('Escape').catch(() => undefined);
  await gone;
  return file;
}

async function yearGrid(window: Page, folder: string): Promise<string> {
  await window.locator('nav [data-place="reports"]').click();
  await painted(window);
  const file = path.join(folder, 'year-grid.png');
  await window
    .locator('section', { has: window.getByRole('table', { name: /^Months and destinations/ }) })
    .first()
    .screenshot({
      path: file,
    });
  return file;
}

/** ARGB in network order, as a panel is given it, to what an <img> shows. */
function pngOf(app: ElectronApplication, [width, height, argb]: readonly [number, number, Buffer]): Promise<string> {
  const bgra = Buffer.alloc(argb.length);
  for (let at = 0; at < argb.length; at += 4)
    for (let byte = 0; byte < 4; byte += 1) bgra[at + byte] = argb[at + 3 - byte] ?? 0;
  return app.evaluate(
    ({ nativeImage }, given) => nativeImage.createFromBitmap(Buffer.from(given.bytes, 'base64'), given).toDataURL(),
    { width, height, bytes: bgra.toString('base64') },
  );
}

/** The menu as the panel got it over the bus; a panel draws it in its own style. */
function pageOf(menu: readonly PanelEntry[], symbol: string, theme: 'light' | 'dark'): string {
  const [page, box, text, quiet, line] =
    theme === 'light'
      ? ['#D9E1E2', '#FFFFFF', '#12181A', '#626D71', '#E3E8E9']
      : ['#0E1112', '#1C2123', '#E9EEEF', '#8A9599', '#262D2F'];
  const rows = menu.map(({ label, isEnabled, isSeparator }) =>
    isSeparator ? '<hr>' : `<div class="${isEnabled ? '' : 'quiet'}">${escaped(label)}</div>`,
  );
  // The symbol is drawn for the scheme of the desktop; on the other one a panel inverts it.
  const invert = theme === 'dark' ? 'filter:invert(1)' : '';
  return `<!doctype html><meta charset="utf-8"><style>
    body{margin:0;overflow:hidden;background:${page};font:13px/20px Inter,system-ui,sans-serif;color:${text}}
    header img{height:22px}header{display:flex;justify-content:flex-end;gap:14px;padding:6px 16px;background:${box}}
    main{float:right;width:280px;margin:8px 16px;padding:6px;background:${box};border-radius:10px}
    div{padding:4px 10px}.quiet{color:${quiet}}hr{border:0;border-top:1px solid ${line};margin:5px 8px}
    </style><header><img src="${symbol}" style="${invert}" alt=""></header><main>${rows.join('')}</main>`;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Drawn in a window that nobody sees. The first frames are of the empty window: one of a single colour is none. */
async function pictureOf(app: ElectronApplication, html: string, file: string): Promise<void> {
  const png = await app.evaluate(async ({ BrowserWindow }, page) => {
    const made = new BrowserWindow({ width: 360, height: 460, show: false, webPreferences: { offscreen: true } });
    try {
      await made.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent(page)}`);
      await made.webContents.executeJavaScript('document.fonts.ready.then(() => undefined)');
      return await new Promise<string>((resolve, reject) => {
        const again = setInterval(() => {
          made.webContents.invalidate();
        }, 100);
        const late = setTimeout(() => {
          clearInterval(again);
          reject(new Error('the menu of the symbol was never painted'));
        }, 20_000);
        made.webContents.on('paint', (_event, _dirty, image) => {
          const pixels = image.toBitmap();
          if (pixels.every((byte, at) => byte === pixels[at % 4])) return;
          clearInterval(again);
          clearTimeout(late);
          resolve(image.toPNG().toString('base64'));
        });
      });
    } finally {
      made.destroy();
    }
  }, html);
  writeFileSync(file, Buffer.from(png, 'base64'));
}
