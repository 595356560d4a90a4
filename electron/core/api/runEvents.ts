// A run as it goes on, as server-sent events: how it stands at once, every change, and its end, which closes the stream.
import type { ServerResponse } from 'node:http';
import type { RunWords } from '../../../shared/contract/integrations';
import type { EventBus } from '../events/eventBus';

export interface EventParts {
  readonly events: EventBus;
  /** As `GET /runs/{run}` answers it. */
  readonly ask: (runId: string) => Promise<RunWords>;
}

const KEEP_ALIVE_MS = 15_000;

export interface Streams {
  readonly count: () => number;
  /** `first` was asked for before: a run that is not there has got its answer. */
  open(runId: string, first: RunWords, response: ServerResponse): void;
  closeAll(): void;
}

export function runStreams({ events, ask }: EventParts): Streams {
  const open = new Map<ServerResponse, () => void>();

  return {
    count: () => open.size,
    open: (runId, first, response) => {
      let isBusy = false;
      let isStale = false;
      const send = (run: RunWords): void => {
        const name = run.ended_at === undefined ? 'progress' : 'ended';
        response.write(`event: ${name}\ndata: ${JSON.stringify(run)}\n\n`);
        if (name === 'ended') close();
      };
      /** One look at a time, and none for a reader who is slow: the next one shows what was left out. */
      const look = async (): Promise<void> => {
        isStale = true;
        if (isBusy) return;
        isBusy = true;
        while (isStale && open.has(response) && !response.writableNeedDrain) {
          isStale = false;
          send(await ask(runId));
        }
        isBusy = false;
      };
      const lookQuietly = (): void => {
        look().catch(() => {
          close();
        });
      };
      const stopListening = events.listen((name, payload) => {
        if (name === 'runs.progress' && idOf(payload) === runId) lookQuietly();
      });
      const timer = setInterval(() => {
        if (!response.writableNeedDrain) response.write(': \n\n');
      }, KEEP_ALIVE_MS);
      timer.unref();
      const close = (): void => {
        stopListening();
        clearInterval(timer);
        open.delete(response);
        response.end();
      };
      open.set(response, close);
      response.on('close', close).on('drain', () => {
        if (isStale) lookQuietly();
      });
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
      send(first);
      // What happened between the question and the listening.
      if (open.has(response)) lookQuietly();
    },
    closeAll: () => {
      for (const close of open.values()) close();
    },
  };
}

const idOf = (payload: unknown): unknown =>
  typeof payload === 'object' && payload !== null ? Reflect.get(payload, 'id') : undefined;
