// How a killed sync or upload ends: the run goes on by itself, and what is left is pictured.
import { acts, type Act } from './acts';
import type { Restarted } from './killing';
import { cloudPicture, diskPicture, leftovers, runPicture, type Leftovers, type Picture } from './picture';
import type { Lane } from './services';

export interface RunEnding {
  readonly picture: Picture;
  readonly left: Leftovers;
  /** Keys of the run's log. */
  readonly log: readonly string[];
  readonly exports: number;
  /** Exports of which the core knows nothing any more: killed between the answer and the note. */
  readonly lostExports: number;
  readonly killed: number;
  /** The last place before the kill. */
  readonly lastPlace: string;
}

export interface EndingOptions {
  readonly act: Act & ('sync' | 'upload');
  readonly cloud?: (lane: Lane) => Picture;
}

export function runEnding({ act, cloud }: EndingOptions): (restarted: Restarted) => Promise<RunEnding> {
  return async (restarted) => {
    const { kontor, data, lane, places, killed } = restarted;
    const lostExports = exportsOf(lane) - places.filter((place) => place.startsWith('notePut export/')).length;
    const log = await finish(restarted, act);
    const runs = await runPicture(kontor);
    await kontor.stop();
    const picture = { ...(await diskPicture(data)), ...(cloud ?? cloudPicture)(lane), runs };
    return {
      picture,
      left: leftovers(data),
      log,
      exports: exportsOf(lane),
      lostExports,
      killed,
      lastPlace: places.at(-1) ?? '',
    };
  };
}

async function finish({ kontor }: Restarted, kind: 'sync' | 'upload'): Promise<readonly string[]> {
  await acts[kind](kontor);
  const [run] = await kontor.call('runs.list', { kind, limit: 1 });
  if (run === undefined) throw new Error('no run');
  return (await kontor.call('runs.log', { runId: run.id })).map(({ key }) => key);
}

function exportsOf({ ksef }: Lane): number {
  return ksef.seen.filter(({ method, url }) => method === 'POST' && url.endsWith('/invoices/exports')).length;
}
