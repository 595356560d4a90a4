// Entry: one instance, the window, the host, the core. The page is on its way before the core's code is read.
import { app } from 'electron';
import { join } from 'node:path';
import type { KontorApp } from './core/app';
import { APP_ORIGIN, declareAppProtocol, serveApp } from './host/appProtocol';
import { hardenSessions } from './host/hardenSession';
import { bridge } from './host/ipcBridge';
import { privateFolder } from './host/privateFolder';
import { mainWindow, quitWhenClosed, type MainWindow } from './host/windows';

function start(): void {
  // Only tests and development choose a binding: nobody's variable loads native code into a packaged app.
  if (app.isPackaged) delete process.env['KONTOR_SQLITE_BINDING'];
  app.setName('Kontor');
  app.enableSandbox();
  declareAppProtocol();
  const dataFolder = privateFolder(app.getPath('userData'));
  const window = mainWindow({ stateFile: join(dataFolder, 'window.json') });
  quitWhenClosed();
  app.on('second-instance', () => {
    window.show();
  });
  let isQuitting = false;
  const run = async (): Promise<void> => {
    await app.whenReady();
    hardenSessions();
    serveApp(join(__dirname, '../renderer'));
    window.prepare();
    const starting = startCore(dataFolder, window);
    bridge({ core: starting, window: window.current, origin: APP_ORIGIN });
    const kontor = await starting;
    stopBeforeQuit(kontor, () => {
      isQuitting = true;
    });
    window.show();
    app.on('activate', window.show);
    await kontor.start();
  };
  run().catch(async (error: unknown) => {
    // Whoever quits during the start cuts it off: that is no problem to explain.
    if (!isQuitting) (await import('./host/startProblem')).explainAndQuit(error);
  });
}

async function startCore(dataFolder: string, window: MainWindow): Promise<KontorApp> {
  const { createKontor } = await import('./host/createKontor');
  return createKontor({ dataFolder, codeFolder: __dirname, window });
}

/** Work in hand is cut at its next safe point; it goes on at the next start. */
function stopBeforeQuit(kontor: KontorApp, onQuit: () => void): void {
  let isStopped = false;
  app.on('before-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    onQuit();
    void kontor.stop().finally(() => {
      isStopped = true;
      app.quit();
    });
  });
}

if (process.argv.includes('--generate-key')) {
  void import('./core/vault/generateKey').then(({ generateKey }) => {
    process.stdout.write(`${generateKey()}\n`);
    app.exit(0);
  });
} else if (app.requestSingleInstanceLock()) {
  start();
} else {
  app.exit(0);
}
