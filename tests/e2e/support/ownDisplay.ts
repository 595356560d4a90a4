// A display for the windows of one worker: on a common one the windows of two tests take the focus from each other.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

const hasXvfb = process.platform === 'linux' && spawnSync('sh', ['-c', 'command -v Xvfb']).status === 0;

export interface OwnDisplay {
  /** As X names it; '' where the display is the common one. */
  readonly name: string;
  readonly close: () => void;
}

/** From now on this process and whatever it starts draw there. */
export async function ownDisplay(): Promise<OwnDisplay> {
  if (!hasXvfb) return { name: '', close: () => undefined };
  // It takes a free number and tells it. The windows belong to another user than the display.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp', '-ac'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const ended = once(server, 'exit').then(() => Promise.reject(new Error('Xvfb ended before it told its display')));
  const [number] = (await Promise.race([once(server.stdio[3] as Readable, 'data'), ended])) as [Buffer];
  // At its end, much later, nobody waits for it any more.
  ended.catch(() => undefined);
  const name = `:${number.toString().trim()}`;
  process.env['DISPLAY'] = name;
  return { name, close: () => void server.kill() };
}
