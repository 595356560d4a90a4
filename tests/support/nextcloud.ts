// A simulated Nextcloud on a free loopback port, with the client ready to use it.
import { afterEach } from 'vitest';
import { serveOnLoopback } from '../../electron/core/providers/sdk/simulatorKit';
import {
  ACCOUNT,
  createNextcloudSimulator,
  type NextcloudOptions,
  type NextcloudSimulator,
} from '../../electron/core/providers/nextcloud/simulator/index';
import { davBench } from './nextcloudBench';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((it) => it.close()));
});

export async function nextcloud(
  knobs: Partial<NextcloudOptions> & { readonly password?: string; readonly folder?: string } = {},
) {
  const { password = ACCOUNT.appPassword, folder, ...options } = knobs;
  let simulator: NextcloudSimulator | undefined;
  let now = () => Date.parse('2026-11-02T08:00:00.000Z');
  const served = await serveOnLoopback((baseUrl) => {
    simulator = createNextcloudSimulator({ now: () => now(), baseUrl, seed: 1, ...options });
    return simulator;
  });
  open.push(served);
  if (!simulator) throw new Error('the simulator was not made');
  const url = `${served.url}${options.subPath ?? ''}`;
  const bench = davBench({ url, user: ACCOUNT.login, password }, folder);
  now = () => bench.clock.now();
  const { seen } = simulator;
  return {
    ...bench,
    url,
    simulator,
    control: simulator.control,
    /** Calls of a method to paths that match, in order: `PUT …/00001 201`. */
    calls: (method: string, path = /./) =>
      seen
        .filter((it) => it.method === method && path.test(new URL(it.url).pathname))
        .map((it) => `${new URL(it.url).pathname.split('/').at(-1) ?? ''} ${String(it.status)}`),
    forget: () => void (seen as unknown as unknown[]).splice(0),
  };
}
