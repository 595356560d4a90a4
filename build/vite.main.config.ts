// Main and its workers. All JavaScript is bundled: the oldest Electron we run on cannot require() an ES module.

import { globSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vite';
import { nodeBundle } from './nodeBundle.ts';

const root = path.dirname(import.meta.dirname);

const workers = globSync('electron/core/**/*.worker.ts', { cwd: root });
const input = Object.fromEntries(
  ['electron/main.ts', ...workers].map((file) => [
    path.basename(file).replace(/(\.worker)?\.ts$/, ''),
    path.join(root, file),
  ]),
);

export default defineConfig(nodeBundle({ root, input, outDir: path.join(root, 'dist/main') }));
