// The demo company in a real window; without a display, or with --headless, under a virtual one.

import { buildAppWhenStale } from '../buildApp.ts';
import { hasDisplay, onVirtualDisplay } from '../launch/display.ts';
import { runCommand } from '../runCommand.ts';

const options = process.argv.slice(2);
const driver = ['build/demo/main.ts', ...options];
const isHeadless = !hasDisplay || options.includes('--headless');

await buildAppWhenStale();
process.exitCode = await (isHeadless
  ? runCommand(...onVirtualDisplay(process.execPath, driver))
  : runCommand(process.execPath, driver));
