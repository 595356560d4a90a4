// The desktop entry that starts Kontor with the session: written whole or not at all, read back as the desktop reads it.
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Desktop } from '../../core/ports';

export function autostartFile(file: string, command: readonly string[]): Desktop['autostart'] {
  return {
    isOn: async () => {
      const text = await readFile(file, 'utf8').catch(() => '');
      const entry = new Map(
        text.split('\n').flatMap((line): [string, string][] => {
          const at = line.indexOf('=');
          return at < 1 ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()]];
        }),
      );
      // Desktops switch an entry off by a word in it and leave the file.
      const isOff = entry.get('Hidden') === 'true' || entry.get('X-GNOME-Autostart-enabled') === 'false';
      return entry.get('Type') === 'Application' && entry.has('Exec') && !isOff;
    },
    set: async (isOn) => {
      if (!isOn) {
        await rm(file, { force: true });
        return;
      }
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await writeFile(`${file}.new`, entryOf(command), { mode: 0o644 });
      await rename(`${file}.new`, file);
    },
  };
}

function entryOf(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Kontor',
    `Exec=${command.map(quoted).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** Quoting of the Exec key, and then of a string value, whose backslashes are doubled (Desktop Entry Specification). */
function quoted(argument: string): string {
  const percent = argument.replaceAll('%', '%%');
  if (/^[\w./:=@%+,-]+$/.test(percent)) return percent;
  return `"${percent.replaceAll(/["`$\\]/g, '\\$&')}"`.replaceAll('\\', '\\\\');
}
