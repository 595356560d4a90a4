// Every budget beside its reference in the same run, as a table of ratios and as JSON.

import { buildAppWhenStale } from '../buildApp.ts';
import { onVirtualDisplay } from '../launch/display.ts';
import { runCommand } from '../runCommand.ts';

await buildAppWhenStale();
process.exitCode = await runCommand(
  ...onVirtualDisplay(process.execPath, ['tests/bench/main.ts', ...process.argv.slice(2)]),
);
