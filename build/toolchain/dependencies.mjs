// node_modules as package-lock.json says.

import { lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runNpm } from './run.mjs';
import { say } from './say.mjs';

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * npm writes node_modules/.package-lock.json last, after everything it lists: it is the stamp of a finished install, also of
 * one that was not started from here. Optional packages of other platforms are missing from it by design.
 */
export function isInstalled(wanted, installed) {
  if (!installed?.packages) return false;
  return Object.entries(wanted.packages).every(([folder, entry]) => {
    if (folder === '') return true;
    const found = installed.packages[folder];
    if (!found) return entry.optional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

export async function installDependencies(root) {
  const modules = path.join(root, 'node_modules');
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) {
    say('packages: node_modules is a link, left as it is');
    return;
  }
  const wanted = readJson(path.join(root, 'package-lock.json'));
  if (isInstalled(wanted, readJson(path.join(modules, '.package-lock.json')))) {
    say('packages: as package-lock.json says');
    return;
  }
  say('packages: npm ci');
  await runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: root });
}
