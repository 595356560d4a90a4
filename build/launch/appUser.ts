// Who runs Electron, and what that user can read. Root hands over to an unprivileged user; everybody else is that user.

import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface AppUser {
  readonly uid: number;
  readonly gid: number;
}

/** The user that root hands over to: every Linux has it, so none has to be made. Null when this is not root. */
export const appUser: AppUser | null = process.getuid?.() === 0 ? unprivilegedUser() : null;

function unprivilegedUser(): AppUser {
  const entry = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  if (!entry) throw new Error('There is no user "nobody" to run Electron as.');
  return { uid: Number(entry[1]), gid: Number(entry[2]) };
}

/** Runs `find` as the app's user: whatever it names, or cannot enter, that user cannot read. */
function isOpen(place: string, user: AppUser): boolean {
  const setpriv = [`--reuid=${String(user.uid)}`, `--regid=${String(user.gid)}`, '--clear-groups', '--'];
  const found = spawnSync('setpriv', [...setpriv, 'find', place, '!', '-readable'], { cwd: '/', encoding: 'utf8' });
  return found.status === 0 && found.stdout === '';
}

/** Whatever this process's umask says. */
function makeOpenFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
}

function openFolder(): string {
  const checkout = createHash('sha256')
    .update(import.meta.dirname)
    .digest('hex')
    .slice(0, 12);
  const folder = `/var/tmp/kontor-open-${checkout}`;
  mkdirSync(folder, { recursive: true });
  // Anyone may have made it first, or a link in its place.
  const found = lstatSync(folder);
  if (found.uid !== 0 || !found.isDirectory())
    throw new Error(`${folder} is not root's: nothing is started from there.`);
  chmodSync(folder, 0o755);
  return folder;
}

function copyOpen(source: string, target: string): void {
  const unfinished = `${target}.${String(process.pid)}`;
  cpSync(source, unfinished, { recursive: true, dereference: true });
  spawnSync('chmod', ['-R', 'a+rX', unfinished]);
  rmSync(target, { recursive: true, force: true });
  renameSync(unfinished, target);
}

/** A folder that the app's user can read with the same content: itself, or a copy where the way to it is closed. */
export function openToAppUser(place: string, { isFixed }: { readonly isFixed: boolean }): string {
  if (!appUser || isOpen(place, appUser)) return place;
  const name = createHash('sha256').update(place).digest('hex').slice(0, 12);
  const target = path.join(openFolder(), name);
  if (!isFixed || !existsSync(target)) copyOpen(place, target);
  return target;
}

/** The built app as Electron starts it, in a folder that the app's user can read. */
export function openAppFolder(root: string): string {
  const needed = ['package.json', 'dist', 'node_modules/better-sqlite3'];
  if (!appUser || needed.every((name) => isOpen(path.join(root, name), appUser))) return root;
  const target = path.join(openFolder(), 'app');
  for (const name of needed) {
    for (const folder of [target, path.dirname(path.join(target, name))]) makeOpenFolder(folder);
    copyOpen(path.join(root, name), path.join(target, name));
  }
  return target;
}

/** A fresh folder that belongs to the app's user. */
export function makeAppUserFolder(purpose: string): string {
  const folder = mkdtempSync(path.join(appUser ? '/tmp' : tmpdir(), `kontor-${purpose}-`));
  giveToAppUser(folder);
  return folder;
}

export function giveToAppUser(place: string): void {
  if (appUser) chownSync(place, appUser.uid, appUser.gid);
}

/** The display's key, which xvfb-run keeps where only its own user can read it. */
export function displayKeyFor(folder: string): string | undefined {
  const key = process.env['XAUTHORITY'];
  if (!appUser || !key || !existsSync(key)) return key;
  const copy = path.join(folder, '.Xauthority');
  copyFileSync(key, copy);
  giveToAppUser(copy);
  return copy;
}
