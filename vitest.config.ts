// `vitest run` takes the unit and integration tests; `--mode` names another suite, each started by its own npm command.

import { defineConfig } from 'vitest/config';

const elsewhere = ['tests/e2e/**', 'tests/package/**', 'tests/servers/**', 'tests/soak/**'];

const suites: Record<string, { include: string[]; exclude: string[]; testTimeout?: number }> = {
  test: {
    include: ['{electron,shared,renderer,tests,build}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', ...elsewhere],
  },
  package: { include: ['tests/package/**/*.test.ts'], exclude: [], testTimeout: 60_000 },
  servers: { include: ['tests/servers/**/*.test.ts'], exclude: [], testTimeout: 300_000 },
  soak: { include: ['tests/soak/**/*.test.ts'], exclude: [], testTimeout: 3_600_000 },
};

export default defineConfig(({ mode }) => {
  const suite = suites[mode];
  if (!suite) throw new Error(`There is no test suite "${mode}". There are: ${Object.keys(suites).join(', ')}`);
  return {
    test: { environment: 'node', maxWorkers: 2, retry: 0, ...suite },
  };
});
