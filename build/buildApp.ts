// dist/: the window, the preload script, main with its workers.

import { globSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { licencesText, noteLicences } from './licences.ts';

export const root = path.dirname(import.meta.dirname);

export const viteConfigs = [
  'vite.config.ts',
  'build/vite.panel.config.ts',
  'build/vite.preload.config.ts',
  'build/vite.main.config.ts',
].map((file) => path.join(root, file));

const stamp = path.join(root, 'dist/.built');

const sources = ['electron/**/*', 'shared/**/*', 'renderer/**/*', 'build/*.ts', 'vite.config.ts', 'package-lock.json'];

export async function buildApp(): Promise<void> {
  const { NODE_ENV } = process.env;
  const packages = new Set<string>();
  const plugins = [noteLicences(packages)];
  await Promise.all(viteConfigs.map((configFile) => build({ configFile, plugins, logLevel: 'warn' })));
  // The bundler leaves `production` behind, and what is started next would inherit it: tests run on React's other build.
  if (NODE_ENV === undefined) delete process.env['NODE_ENV'];
  else process.env['NODE_ENV'] = NODE_ENV;
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(path.join(root, 'dist/licences.txt'), licencesText(root, packages));
  writeFileSync(stamp, '');
}

/** Builds unless nothing was touched since the last time. Folders count too: a removed file touches its folder. */
export async function buildAppWhenStale(): Promise<void> {
  const built = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const isStale = globSync(sources, { cwd: root }).some((file) => statSync(path.join(root, file)).mtimeMs > built);
  if (isStale) await buildApp();
}
