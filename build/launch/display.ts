// A display for windows nobody needs to see.

import { spawnSync } from 'node:child_process';

const hasXvfb = process.platform === 'linux' && spawnSync('sh', ['-c', 'command -v xvfb-run']).status === 0;

export const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);

/** The command, under a virtual display where there is one to be had: tests should not open windows in anyone's face. */
export function onVirtualDisplay(command: string, args: readonly string[]): [string, string[]] {
  if (!hasXvfb) return [command, [...args]];
  return ['xvfb-run', ['-a', '-s', '-screen 0 1440x900x24 -nolisten tcp', command, ...args]];
}
