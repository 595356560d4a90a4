import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { autostartFile } from './autostartFile';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kontor-autostart-'))));
afterEach(() => rmSync(folder, { recursive: true }));
const file = (): string => join(folder, 'autostart', 'kontor.desktop');

it('is written, read back and taken away', async () => {
  const entry = autostartFile(file(), ['/opt/Kontor/kontor', '--hidden']);
  expect(await entry.isOn()).toBe(false);
  await entry.set(true);
  expect(await entry.isOn()).toBe(true);
  expect(readFileSync(file(), 'utf8')).toMatch(
    /^\[Desktop Entry\]\nType=Application\n[\s\S]*^Exec=\/opt\/Kontor\/kontor --hidden$/m,
  );
  expect(statSync(file()).mode & 0o777).toBe(0o644);
  await entry.set(false);
  expect(existsSync(file())).toBe(false);
  expect(await entry.isOn()).toBe(false);
});

it.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])('is off when the desktop says %s', async (line) => {
  const entry = autostartFile(file(), ['kontor']);
  await entry.set(true);
  const text = readFileSync(file(), 'utf8').replace(/^X-GNOME.*\n/m, '');
  writeFileSync(file(), `${text}${line}\n`);
  expect(await entry.isOn()).toBe(false);
});

it('quotes what the specification reserves', async () => {
  await autostartFile(file(), ['/home/a b/50% "off"/$x\\y', '--hidden']).set(true);
  expect(readFileSync(file(), 'utf8')).toContain(String.raw`Exec="/home/a b/50%% \\"off\\"/\\$x\\\\y" --hidden`);
});
