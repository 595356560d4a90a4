// The command line and environment that start Kontor in the Electron which the bootstrap found.

import path from 'node:path';
import { appUser, displayKeyFor, openAppFolder, openToAppUser } from './appUser.ts';

export interface StartOptions {
  /** Holds the profile and everything else that the app writes; belongs to the app's user. */
  readonly home: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The password of a keyring to start beside the app; without one there is no keyring. */
  readonly keyring?: string;
}

export interface ElectronCommand {
  readonly executablePath: string;
  readonly args: string[];
  readonly env: Record<string, string>;
  readonly cwd: string;
}

const root = path.dirname(path.dirname(import.meta.dirname));

function fromBootstrap(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start this through one of the npm commands.`);
  return value;
}

function withoutUndefined(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** Everything the app would otherwise share with the person who runs the tests. */
function privateFolders(home: string): Record<string, string> {
  return {
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_CACHE_HOME: path.join(home, '.cache'),
    XDG_DATA_HOME: path.join(home, '.local/share'),
    XDG_RUNTIME_DIR: home,
  };
}

function sqliteBinding(): string | undefined {
  const binding = process.env['KONTOR_SQLITE_BINDING'];
  if (!binding) return undefined;
  return path.join(openToAppUser(path.dirname(binding), { isFixed: true }), path.basename(binding));
}

/** Starts any Electron program: the one of the bootstrap with the built app, or a packaged one. */
export function commandFor(executable: string, args: readonly string[], options: StartOptions): ElectronCommand {
  const uid = String(process.getuid?.() ?? 0);
  const { home, keyring } = options;
  const needsWrapper = uid === '0' || keyring !== undefined;
  const wrapper = path.join(import.meta.dirname, 'asAppUser.sh');
  return {
    executablePath: process.platform === 'linux' && needsWrapper ? wrapper : executable,
    args: [...args, `--user-data-dir=${path.join(home, 'profile')}`, ...(options.args ?? [])],
    cwd: home,
    env: withoutUndefined({
      ...process.env,
      ...privateFolders(home),
      XAUTHORITY: displayKeyFor(home),
      // As on any desktop: in a bare environment Chromium cannot open files whose names have letters beyond ASCII.
      LC_CTYPE: 'C.UTF-8',
      // A session bus of the person who runs this is not for a test; with a keyring the app gets its own.
      DBUS_SESSION_BUS_ADDRESS: keyring === undefined ? 'disabled:' : undefined,
      KONTOR_EXECUTABLE: executable,
      KONTOR_KEYRING: keyring,
      KONTOR_APP_UID: String(appUser?.uid ?? uid),
      KONTOR_APP_GID: String(appUser?.gid ?? uid),
      ...options.env,
    }),
  };
}

export function electronCommand(options: StartOptions): ElectronCommand {
  const dist = openToAppUser(fromBootstrap('ELECTRON_OVERRIDE_DIST_PATH'), { isFixed: true });
  const original = fromBootstrap('KONTOR_ELECTRON');
  const executable = path.join(dist, path.relative(fromBootstrap('ELECTRON_OVERRIDE_DIST_PATH'), original));
  const binding = sqliteBinding();
  const env = { ...(binding ? { KONTOR_SQLITE_BINDING: binding } : {}), ...options.env };
  return commandFor(executable, [openAppFolder(root)], { ...options, env });
}
