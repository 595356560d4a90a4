// What every bundle for Electron's Node has in common: one runtime decides, the oldest that we run on.

import type { UserConfig } from 'vite';

interface NodeBundle {
  readonly root: string;
  readonly input: Readonly<Record<string, string>>;
  readonly outDir: string;
}

/** Not bundled: Electron's own module, and the packages with a native part. */
export const external = ['electron', 'better-sqlite3', 'koffi'];

export function nodeBundle({ root, input, outDir }: NodeBundle): UserConfig {
  return {
    root,
    publicDir: false,
    // `ssr` leaves Node's own modules alone; a library build would replace them by empty ones.
    ssr: { noExternal: true, external },
    resolve: { conditions: ['node', 'import', 'module', 'default'], mainFields: ['module', 'main'] },
    build: {
      ssr: true,
      target: 'node20.18',
      outDir,
      emptyOutDir: true,
      minify: false,
      sourcemap: true,
      reportCompressedSize: false,
      rolldownOptions: {
        input: { ...input },
        external,
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
      },
    },
  };
}
