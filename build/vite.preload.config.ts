// The preload script: one file, since a sandboxed preload cannot require its own chunks.

import path from 'node:path';
import { defineConfig } from 'vite';
import { nodeBundle } from './nodeBundle.ts';

const root = path.dirname(import.meta.dirname);

const bundle = nodeBundle({
  root,
  input: { preload: path.join(root, 'electron/preload.ts') },
  outDir: path.join(root, 'dist/preload'),
});

export default defineConfig({
  ...bundle,
  resolve: { ...bundle.resolve, alias: { zod: path.join(import.meta.dirname, 'namesOnly.ts') } },
});
