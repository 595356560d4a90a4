// A display for the windows of one worker: on a common one the windows of two tests take the focus from each other.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

const hasXvfb = process.platform === 'linux' && spawnSync('sh', ['-c', 'command -v Xvfb']).status === 0;

/** From now on this process and whatever it starts draw there. Answers how to end it. */
export async function ownDisplay(): Promise<() => void> {
  if (!hasXvfb) return () => undefined;
  // It takes a free number and tells it. The windows belong to another user than the display.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp', '-ac'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [number] = (await once(server.stdio[3] as Readable, 'data')) as [Buffer];
  process.env['DISPLAY'] = `:${number.toString().trim()}`;
  return () => void server.kill();
}
