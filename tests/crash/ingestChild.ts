// Runs the scenario in a process of its own and kills it, without a goodbye, the nth time a write point is reached.
import type { WritePoint } from '../../electron/core/archive/writePoints';
import { openScenario, runScenario } from './ingestScenario';

const [folder, point, times] = process.argv.slice(2);
if (folder === undefined || point === undefined) throw new Error('folder, point and times are needed');
let left = Number(times);

const reached = (here: WritePoint): void => {
  if (here !== point) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
};

await runScenario(await openScenario(folder, { reached }), folder);
