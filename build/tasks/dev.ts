// The app with reload: a change of the window's code reloads the window, a change of main or preload restarts Electron.
// The window is served by the app itself in development too, so its content security policy is the real one; the reload
// comes from outside, through Chromium's own debugging port, and needs no code in the product.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type Rolldown, build } from 'vite';
import { viteConfigs } from '../buildApp.ts';
import { makeAppUserFolder } from '../launch/appUser.ts';
import { electronCommand } from '../launch/electronCommand.ts';

const home = makeAppUserFolder('dev');
let electron: ChildProcess | undefined;

function startElectron(): void {
  const { executablePath, args, env, cwd } = electronCommand({
    home,
    args: ['--remote-debugging-port=0', ...process.argv.slice(2)],
  });
  const child = spawn(executablePath, args, { cwd, env, stdio: 'inherit' });
  electron = child;
  child.on('close', () => {
    if (electron === child) stop(); // closed by the person, not by a restart
  });
}

function restartElectron(): void {
  const before = electron;
  if (!before) return;
  electron = undefined;
  const patience = setTimeout(() => before.kill('SIGKILL'), 3000);
  before.once('close', () => {
    clearTimeout(patience);
    startElectron();
  });
  before.kill();
}

interface Target {
  readonly type: string;
  readonly webSocketDebuggerUrl: string;
}

/** Chromium writes its port into the profile. */
async function reloadWindows(): Promise<void> {
  const portFile = path.join(home, 'profile/DevToolsActivePort');
  if (!existsSync(portFile)) return;
  const port = readFileSync(portFile, 'utf8').split('\n')[0] ?? '';
  const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
  for (const target of (await answer.json()) as Target[]) {
    if (target.type !== 'page') continue;
    const socket = new WebSocket(target.webSocketDebuggerUrl);
    socket.addEventListener('open', () => {
      socket.send(JSON.stringify({ id: 1, method: 'Page.reload', params: { ignoreCache: true } }));
    });
    socket.addEventListener('message', () => {
      socket.close();
    });
  }
}

/** Resolves after the first build; later ones call `changed`. */
async function watch(configFile: string, changed: () => void): Promise<void> {
  const watcher = (await build({ configFile, logLevel: 'info', build: { watch: {} } })) as Rolldown.RolldownWatcher;
  await new Promise<void>((resolve) => {
    let isFirst = true;
    watcher.on('event', (event) => {
      if (event.code !== 'END') return;
      if (isFirst) resolve();
      else changed();
      isFirst = false;
    });
  });
}

function stop(): void {
  rmSync(home, { recursive: true, force: true });
  process.exit();
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    electron?.kill('SIGKILL'); // its profile is this run's own and goes with it
    stop();
  });
}

await Promise.all(
  viteConfigs.map((file) =>
    watch(
      file,
      file.endsWith('main.config.ts') || file.endsWith('preload.config.ts')
        ? restartElectron
        : () => void reloadWindows(),
    ),
  ),
);
startElectron();
