import path from 'node:path';
import { defineConfig } from 'playwright/test';

const root = path.resolve(import.meta.dirname, '../..');

export default defineConfig({
  testDir: import.meta.dirname,
  projects: [
    { name: 'setup', testMatch: '**/*.setup.ts' },
    { name: 'windows', testMatch: '**/*.e2e.ts', dependencies: ['setup'] },
  ],
  outputDir: path.join(root, 'test-results/e2e'),
  workers: 2,
  retries: 0,
  timeout: 60_000,
  // A window in which something never comes, not one that is slow on a busy machine.
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: [['list']],
});
