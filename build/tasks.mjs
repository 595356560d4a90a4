// Every command: what it needs prepared, and the script that does it.
// `electron` brings an Electron with its SQLite binding and what a window needs; `servers` what only tests need, `storage` a foreign S3,
// `databases` servers for a shared configuration.

export const tasks = {
  prepare: { electron: true },
  build: { script: 'build/tasks/build.ts' },
  check: { script: 'build/tasks/check.ts' },
  start: { electron: true, script: 'build/tasks/start.ts' },
  dev: { electron: true, script: 'build/tasks/dev.ts' },
  demo: { electron: true, script: 'build/tasks/demo.ts' },
  package: { electron: true, script: 'build/tasks/package.ts' },
  bench: { electron: true, servers: true, storage: true, script: 'build/tasks/bench.ts' },
  'bench:large': { electron: true, servers: true, script: 'build/tasks/bench.ts', args: ['--large'] },
  soak: { script: 'build/tasks/soak.ts' },
  test: { electron: true, servers: true, databases: true, script: 'build/tasks/test.ts' },
  'test:unit': { script: 'build/tasks/test.ts', args: ['unit'] },
  'test:electron': { electron: true, script: 'build/tasks/test.ts', args: ['electron'] },
  'test:e2e': { electron: true, servers: true, script: 'build/tasks/test.ts', args: ['build', 'e2e'] },
  'test:package': { electron: true, script: 'build/tasks/test.ts', args: ['build', 'package'] },
  'test:servers': {
    electron: true,
    servers: true,
    storage: true,
    databases: true,
    script: 'build/tasks/test.ts',
    args: ['servers'],
  },
};
