// `node tests/bench/runIngest.ts [documents] [rounds] [ratio]`: bundles the measurement as the app is bundled, then runs it; `ratio`
// leaves memory and event loop out.
import { spawnSync } from 'node:child_process';
import { bundleForNode } from '../support/bundleForNode.ts';

const bundle = await bundleForNode('tests/bench/firstSyncAlone.ts', 'firstSyncAlone');
const { status } = spawnSync(process.execPath, [...process.execArgv, bundle, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
