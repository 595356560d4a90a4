// Names every place at which a core has written something that outlives it: in its archive, in its config store, at a service.
// Nothing in the product knows of it: the archive's own points, the ports and the log of statements are watched from outside.
import type { Archive } from '../../electron/core/kontorApp';
import type { DatabaseOptions } from '../../electron/core/db/openDatabase';
import type { ArchiveWriter } from '../../electron/core/archive/types';
import type { Transport, TransportAnswer } from '../../electron/core/ports';
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';
import { archiveInProcess } from '../support/archiveInProcess';

/** The name of a place: `note put export/Subject1/*`, `answer PUT …/00001`. */
export interface OnWrite {
  /** Where nothing can be waited for: a statement, a file that was just synced. */
  at(place: string): void;
  /** Where an installation can be made to stand still: then it does not come back. */
  passed(place: string): Promise<void>;
  /** Before something is begun: nothing is, in an installation that stands still. */
  mayBegin(): Promise<void>;
}

/** Every place is told; nothing ever stands still. */
export const toldTo = (tell: (place: string) => void): OnWrite => ({
  at: tell,
  passed: (place) => {
    tell(place);
    return Promise.resolve();
  },
  mayBegin: () => Promise.resolve(),
});
export const nobodyWatches = toldTo(() => undefined);

/** By these headers the services learn which installation asks and what time it is there. */
export const LANE_HEADER = 'x-test-lane';
export const CLOCK_HEADER = 'x-test-clock';

export interface Watched {
  readonly lane: string;
  readonly now: () => number;
  readonly onWrite: OnWrite;
}

const READS = new Set<keyof ArchiveWriter>([
  'checkpoints',
  'close',
  'draftBundle',
  'noteGet',
  'noteList',
  'openJobs',
  'renewLease',
  'unfinishedRuns',
]);

/** What differs from run to run is left out of a name. */
export function plainName(text: string): string {
  return text
    .replaceAll(/kontor-check-[^/]+/g, '*')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '*')
    .replaceAll(/\d{8}-[A-Z]{2}-[0-9A-F-]+/g, '*')
    .replaceAll(/[0-9a-f]{16,}/g, '*');
}

/** What tells calls of one method apart. */
const DETAILS: Partial<
  Record<
    keyof ArchiveWriter,
    (first: Record<string, unknown>, second: unknown, result: unknown, third: unknown) => string
  >
> = {
  notePut: (_, name) => String(name),
  noteDelete: (_, name) => String(name),
  saveRun: ({ kind, state }) => `${String(kind)} ${String(state)}`,
  addJob: ({ type }) => String(type),
  leaseJob: (_, __, job) => String((job as Record<string, unknown>)['type']),
  settleJob: (_, outcome) => String((outcome as Record<string, unknown>)['state']),
  stepOutbox: (_, __, ___, steps) =>
    [...new Set((steps as readonly { readonly state: string }[]).map(({ state }) => state))].join(' '),
  appendLog: (_, lines) => String((lines as readonly Record<string, unknown>[])[0]?.['key']),
};

function watchedWriter(writer: ArchiveWriter, onWrite: OnWrite): ArchiveWriter {
  const entries = (Object.keys(writer) as (keyof ArchiveWriter)[]).map((name): [string, unknown] => {
    const method = writer[name] as (...args: unknown[]) => Promise<unknown>;
    if (READS.has(name)) return [name, method];
    const watched = async (...args: unknown[]): Promise<unknown> => {
      await onWrite.mayBegin();
      const result = await method(...args);
      if (result === null) return result;
      const [first, second, third] = args as [Record<string, unknown>, unknown, unknown];
      await onWrite.passed(plainName(`${name} ${DETAILS[name]?.(first, second, result, third) ?? ''}`.trim()));
      return result;
    };
    return [name, watched];
  });
  // Every method of the writer under its own name.
  return Object.fromEntries(entries) as unknown as ArchiveWriter;
}

export function watchedArchive(folder: string, manifests: readonly ProviderManifest[], onWrite: OnWrite): Archive {
  const archive = archiveInProcess(folder, manifests, { reached: (point) => onWrite.at(point) });
  return { ...archive, writer: watchedWriter(archive.writer, onWrite) };
}

/** Statements inside a transaction count too: a kill between two of them must leave neither. */
export function watchedConfig(onWrite: OnWrite): DatabaseOptions {
  const tables = new Set<string>();
  return {
    onStatement: (sql) => {
      const [, verb, table] = /^(insert|update|delete|begin|commit)(?: into| from)?(?: "(\w+)")?/.exec(sql) ?? [];
      if (verb === 'begin') tables.clear();
      if (verb === 'commit' && tables.size > 0) onWrite.at(`config commit ${[...tables].join('+')}`);
      if (table === undefined) return;
      tables.add(table);
      onWrite.at(`config ${verb ?? ''} ${table}`);
    },
  };
}

/** An answer means that the service has done what it was asked; of a file also its first piece and its end. */
export function watchedTransport(network: Transport, { lane, now, onWrite }: Watched): Transport {
  return {
    close: () => network.close(),
    send: async (request) => {
      await onWrite.mayBegin();
      const headers = { ...request.headers, [LANE_HEADER]: lane, [CLOCK_HEADER]: String(now()) };
      const answer = await network.send({ ...request, headers });
      const what = plainName(`${request.method} ${shortPath(request.url)}`);
      await onWrite.passed(`answer ${what}`);
      const isDownload = request.isBulk === true && request.method === 'GET';
      return isDownload ? { ...answer, body: watchedBody(answer, what, onWrite) } : answer;
    },
  };
}

async function* watchedBody(answer: TransportAnswer, what: string, onWrite: OnWrite): AsyncGenerator<Uint8Array> {
  for await (const piece of answer.body) {
    yield piece;
    await onWrite.passed(`piece of ${what}`);
  }
  await onWrite.passed(`end of ${what}`);
}

/** The last two segments tell enough, and no port. */
function shortPath(url: string): string {
  const segments = decodeURIComponent(new URL(url).pathname)
    .split('/')
    .filter((it) => it !== '');
  return segments.slice(-2).join('/');
}
