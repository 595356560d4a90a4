// Main's way to the worker that looks after the archive: started with a piece of work, ended with it.
import { shortWorker, type ShortWorker } from '../archive/shortWorker';
import type { Host } from '../ports';
import type { Keeper, OnKept } from './types';

type Tracked = Exclude<keyof Keeper, 'close'>;

export function workerKeeper(host: Pick<Host, 'startWorker'>): Keeper {
  let worker: ShortWorker | null = null;
  /** Arguments and results are typed by Keeper itself: both ends are of one build. */
  const tracked = <N extends Tracked>(name: N): Keeper[N] => {
    const call = (...args: unknown[]): Promise<unknown> => {
      const [onProgress, signal] = args.slice(-2) as [OnKept, AbortSignal];
      worker ??= shortWorker(host.startWorker('keeper', null), 'keeper');
      return worker.call(name, args.slice(0, -2), { onProgress, signal });
    };
    return call as Keeper[N];
  };
  return {
    verify: tracked('verify'),
    backUp: tracked('backUp'),
    part: tracked('part'),
    unpack: tracked('unpack'),
    putBack: tracked('putBack'),
    heal: tracked('heal'),
    lostIn: tracked('lostIn'),
    audit: tracked('audit'),
    close: async () => worker?.close(),
  };
}
