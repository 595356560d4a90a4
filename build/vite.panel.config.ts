// The panel at the symbol: a bundle of its own, so that the window's stays in one piece and a click loads little.

import path from 'node:path';
import { defineConfig, mergeConfig } from 'vite';
import window from '../vite.config.ts';

const root = path.dirname(import.meta.dirname);

export default mergeConfig(
  window,
  defineConfig({
    build: {
      outDir: path.join(root, 'dist/panel'),
      rolldownOptions: { input: path.join(root, 'renderer/panel.html') },
    },
  }),
);
