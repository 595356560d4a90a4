// The licences of everything that is bundled, in one text beside the app: most of them ask for exactly that.

import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

/** Only named by a style sheet or unpacked as it is: no module leads to them. */
const UNSEEN = ['better-sqlite3', 'koffi', '@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono'];

interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly homepage?: string;
}

/** `…/node_modules/@scope/name/lib/x.js?y` → `…/node_modules/@scope/name`; null for a module of our own. */
export function packageFolderOf(moduleId: string): string | null {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/@][^/]*(?=\/)/.exec(moduleId.replaceAll('\\', '/'))?.[0] ?? null;
}

/** Notes the packages that went into a bundle. */
export function noteLicences(folders: Set<string>): Plugin {
  return {
    name: 'kontor:licences',
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type !== 'chunk') continue;
        for (const id of output.moduleIds) {
          const folder = packageFolderOf(id);
          if (folder !== null) folders.add(folder);
        }
      }
    },
  };
}

function licenceOf(folder: string): string {
  const about = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as PackageFile;
  const [file] = globSync(['LICEN[CS]E*', 'licen[cs]e*', 'OFL*'], { cwd: folder }).toSorted();
  const text = file === undefined ? '' : `\n\n${readFileSync(path.join(folder, file), 'utf8').trim()}`;
  const { name, version, license = 'see its package' } = about;
  return `${name} ${version} (${license})${text}`;
}

export function licencesText(root: string, folders: ReadonlySet<string>): string {
  const unseen = UNSEEN.map((name) => path.join(root, 'node_modules', name));
  const all = [...new Set([...folders, ...unseen])].filter((folder) => existsSync(path.join(folder, 'package.json')));
  const texts = [...new Set(all.map(licenceOf))].toSorted((a, b) => a.localeCompare(b, 'en'));
  return `Kontor stands on the work of others. Each part keeps its licence.\n\n${texts.join(`\n\n${'-'.repeat(72)}\n\n`)}\n`;
}
