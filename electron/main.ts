// Entry: one instance, the host, the core, the window.
import { app } from 'electron';
import { join } from 'node:path';
import { createApp, type KontorApp } from './core/app';
import { registry } from './core/providers/registry';
import { generateKey } from './core/vault/generateKey';
import { APP_ORIGIN, declareAppProtocol, serveApp } from './host/appProtocol';
import { electronHost, privateFolder } from './host/electronHost';
import { hardenSessions } from './host/hardenSession';
import { bridge } from './host/ipcBridge';
import { applicationMenu } from './host/menu';
import { explainAndQuit } from './host/startProblem';
import { mainWindow, quitWhenClosed } from './host/windows';

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
    const kontor = await createApp(electronHost({ dataFolder, window }), registry);
    bridge({ ...kontor, window: window.current, origin: APP_ORIGIN });
    applicationMenu(kontor, window);
    stopBeforeQuit(kontor, () => {
      isQuitting = true;
    });
    window.show();
    app.on('activate', window.show);
    await kontor.start();
  };
  run().catch((error: unknown) => {
    // Whoever quits during the start cuts it off: that is no problem to explain.
    if (!isQuitting) explainAndQuit(error);
  });
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
  process.stdout.write(`${generateKey()}\n`);
  app.exit(0);
} else if (app.requestSingleInstanceLock()) {
  start();
} else {
  app.exit(0);
}
