// Hours of random kills, long clocks and fuzz: the suite that is too long for every day.

import { buildAppWhenStale } from '../buildApp.ts';
import { runCommand, tool } from '../runCommand.ts';

await buildAppWhenStale();
const command = tool('vitest/vitest.mjs', 'run', '--mode', 'soak', ...process.argv.slice(2));
process.exitCode = await runCommand(...command, { env: { KONTOR_SQLITE_BINDING: undefined } });
