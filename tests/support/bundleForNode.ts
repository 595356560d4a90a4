// Bundles a TypeScript entry into one file that plain Node runs: for child processes and workers of tests.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Answers the path of the bundle. It lies in the checkout, so that what is native is found beside it. */
export async function bundleForNode(entry: string, name: string): Promise<string> {
  const outDir = join(root, '.cache', 'tests', name);
  mkdirSync(outDir, { recursive: true });
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    ssr: { noExternal: true, external: ['better-sqlite3', 'koffi'] },
    build: {
      ssr: join(root, entry),
      target: 'node20.18',
      outDir,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        external: ['better-sqlite3', 'koffi'],
        output: { format: 'es', entryFileNames: `${name}.mjs` },
      },
    },
  });
  return join(outDir, `${name}.mjs`);
}
