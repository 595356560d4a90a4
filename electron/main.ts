// Entry: one instance, the window, the host, the core. The page has its code before the core's code is read.
import { app } from 'electron';
import { join } from 'node:path';
import type { KontorApp } from './core/kontorApp';
import { APP_ORIGIN, declareAppProtocol, pageHasCode, serveApp } from './host/appProtocol';
import { startedWithSession } from './host/autostart';
import { Command, commandOf, fileOrderOf, PLAIN } from './host/commandLine';
import { EXIT } from './host/exitCodes';
import { hardenSessions } from './host/hardenSession';
import { bridge } from './host/ipcBridge';
import { panelWindow } from './host/panel/panelWindow';
import { privateFolder } from './host/privateFolder';
import { afterLastWindow } from './host/staying';
import { threads } from './host/threads';
import { electronTray } from './host/tray/electronTray';
import { mainWindow } from './host/windows';
import { PANEL_CALLS, PANEL_EVENTS } from '../shared/contract/panelDoor';

function prepare(): void {
  // Only tests and development choose a binding: nobody's variable loads native code into a packaged app.
  if (app.isPackaged) delete process.env['KONTOR_SQLITE_BINDING'];
  app.setName('Kontor');
  app.enableSandbox();
}

function start(command: Command): void {
  declareAppProtocol();
  const dataFolder = privateFolder(app.getPath('userData'));
  const window = mainWindow({ stateFile: join(dataFolder, 'window.json') });
  const panel = panelWindow();
  let isQuitting = false;
  const run = async (): Promise<KontorApp> => {
    await app.whenReady();
    const isHidden = command.isHidden || startedWithSession();
    hardenSessions();
    serveApp(join(__dirname, '../renderer'), join(__dirname, '../panel'));
    const tray = electronTray(panel.toggle);
    const make = async (): Promise<KontorApp> => {
      // Its own processor, where there is one, while this one hands out the page's files.
      const startWorker = threads(__dirname);
      if (!isHidden) await pageHasCode(2_000);
      const { createKontor } = await import('./host/createKontor');
      return createKontor({ dataFolder, startWorker, window, panel, tray });
    };
    const making = make();
    // The page may ask before there is anybody to answer: it waits.
    const doors = [{ window: window.current }, { window: panel.current, calls: PANEL_CALLS, events: PANEL_EVENTS }];
    bridge({ core: making, doors, origin: APP_ORIGIN });
    if (!isHidden) window.prepare();
    const kontor = await making;
    stopBeforeQuit(kontor, () => {
      isQuitting = true;
    });
    app.on('window-all-closed', () => {
      // The panel at the symbol comes and goes: nothing ends with it.
      if (process.platform === 'darwin' || isQuitting || !window.wasClosed()) return;
      void afterLastWindow({ kontor, hasTray: tray.isThere, markFile: join(dataFolder, 'close-explained') });
    });
    if (!isHidden) window.show();
    app.on('activate', window.show);
    await kontor.start();
    return kontor;
  };
  const started = run();
  app.on('second-instance', (_event, _argv, _folder, handed) => {
    const { data = PLAIN } = Command.safeParse(handed);
    if (!data.isHidden) window.show();
    void started.then((kontor) => obey(kontor, data));
  });
  started
    .then((kontor) => obey(kontor, command))
    .catch(async (error: unknown) => {
      // Whoever quits during the start cuts it off: that is no problem to explain.
      if (!isQuitting) (await import('./host/startProblem')).explainAndQuit(error);
    });
}

async function obey(kontor: KontorApp, { isSync, uploads }: Command): Promise<void> {
  if (isSync) await kontor.orders.syncAll();
  for (const month of uploads) await kontor.orders.uploadAll(month);
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

/** The same app for a server: loaded only there. */
async function startHeadless(command: Command): Promise<void> {
  app.disableHardwareAcceleration();
  const dataFolder = privateFolder(app.getPath('userData'));
  const { runHeadless } = await import('./host/headless');
  const kontor = await runHeadless({ dataFolder, codeFolder: __dirname });
  if (kontor === null) return;
  app.on('second-instance', (_event, _argv, _folder, handed) => {
    const { data } = Command.safeParse(handed);
    if (data) void obey(kontor, data);
  });
  await obey(kontor, command);
}

const command = commandOf(process.argv);
const fileOrder = fileOrderOf(process.argv);
if (process.argv.includes('--generate-key')) {
  void import('./core/vault/generateKey').then(({ generateKey }) => {
    process.stdout.write(`${generateKey()}\n`);
    app.exit(0);
  });
} else if (process.argv.includes('--rotate-key')) {
  app.setName('Kontor');
  if (app.isPackaged) delete process.env['KONTOR_SQLITE_BINDING'];
  void import('./host/rotateKey').then(({ rotateKeyAndQuit }) => rotateKeyAndQuit(__dirname));
} else if (fileOrder !== null && 'lacksFile' in fileOrder) {
  process.stderr.write(`${fileOrder.lacksFile}: a file must follow\n`);
  app.exit(EXIT.commandLine);
} else if (fileOrder !== null) {
  app.setName('Kontor');
  if (app.isPackaged) delete process.env['KONTOR_SQLITE_BINDING'];
  void import('./host/backupCommand').then(({ backUpOrRestoreAndQuit }) =>
    backUpOrRestoreAndQuit(fileOrder, __dirname),
  );
} else if ('wrong' in command) {
  process.stderr.write(`${command.wrong}: a month is written as 2026-10\n`);
  app.exit(EXIT.commandLine);
} else if (app.requestSingleInstanceLock(command)) {
  prepare();
  if (command.isHeadless) void startHeadless(command);
  else start(command);
} else if (command.isHeadless) {
  void import('./host/startProblem').then(({ explainAndEnd }) => {
    explainAndEnd('start.runs_already', {}, EXIT.runsAlready);
  });
} else {
  app.exit(0);
}
