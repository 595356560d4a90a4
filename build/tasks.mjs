// Every command: what it needs prepared, and the script that does it.
// `electron` brings an Electron with its SQLite binding and what a window needs; `servers` what only tests need.

export const tasks = {
  prepare: { electron: true },
  build: { script: 'build/tasks/build.mjs' },
  check: { script: 'build/tasks/check.mjs' },
  start: { electron: true, script: 'build/tasks/start.mjs' },
  dev: { electron: true, script: 'build/tasks/dev.mjs' },
  demo: { electron: true, script: 'build/tasks/demo.mjs' },
  package: { electron: true, script: 'build/tasks/package.mjs' },
  bench: { electron: true, servers: true, script: 'build/tasks/bench.mjs' },
  soak: { electron: true, servers: true, script: 'build/tasks/soak.mjs' },
  test: { electron: true, servers: true, script: 'build/tasks/test.mjs' },
  'test:unit': { script: 'build/tasks/test.mjs', args: ['unit'] },
  'test:electron': { electron: true, script: 'build/tasks/test.mjs', args: ['electron'] },
  'test:e2e': { electron: true, servers: true, script: 'build/tasks/test.mjs', args: ['build', 'e2e'] },
  'test:package': { electron: true, script: 'build/tasks/test.mjs', args: ['build', 'package'] },
  'test:servers': { electron: true, servers: true, script: 'build/tasks/test.mjs', args: ['servers'] },
};
