// The app as a person uses it: their own profile, their own session.

import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { buildAppWhenStale, root } from '../buildApp.ts';
import { appUser, giveToAppUser } from '../launch/appUser.ts';
import { hasDisplay } from '../launch/display.ts';
import { electronCommand } from '../launch/electronCommand.ts';
import { runCommand } from '../runCommand.ts';

/** Root's own profile would be closed to the user that Electron runs as. */
function homeOfAppUser(): string {
  const home = path.join('/var/tmp', `kontor-home-of-${homedir().replaceAll('/', '-')}`);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  giveToAppUser(home);
  return home;
}

function startApp(options: readonly string[]): Promise<number> {
  if (appUser) {
    const { executablePath, args, env, cwd } = electronCommand({ home: homeOfAppUser(), args: options });
    return runCommand(executablePath, args, { env, cwd });
  }
  const executable = process.env['KONTOR_ELECTRON'];
  if (!executable) throw new Error('KONTOR_ELECTRON is not set: start this with npm start.');
  return runCommand(executable, [root, ...options]);
}

if (hasDisplay) {
  await buildAppWhenStale();
  process.exitCode = await startApp(process.argv.slice(2));
} else {
  console.error('There is no display here. "npm run demo" runs without one and saves pictures of what it did.');
  process.exitCode = 1;
}
