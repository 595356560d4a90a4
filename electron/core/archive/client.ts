// Main's only way to the archive: two workers, started on first use, started again when one dies.
import type { Worker } from 'node:worker_threads';
import { Failure } from '../../../shared/errors';
import { READER_CALLS, WRITER_CALLS, type CallStyle } from './remoteCalls';
import { Caller, unpackFailure, type FromServer } from './rpc';
import type { Host } from '../ports';
import type { ArchiveReader, ArchiveWriter } from './types';
import type { OpenOrder } from './workerSide';

export interface ArchiveHost {
  startWorker(entry: 'writer' | 'reader', workerData: unknown): Worker;
  readonly paths: Pick<Host['paths'], 'archive'>;
}
/** A worker died: for the log. Pending calls have failed with `archive.worker_stopped`. */
export type OnWorkerCrash = (entry: 'writer' | 'reader', error: unknown) => void;

export interface ArchiveClient {
  readonly writer: ArchiveWriter;
  readonly reader: ArchiveReader;
  /** Resolves when the database is open and what a crash left is repaired; rejects with the Failure that says why not. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export function archiveClient(host: ArchiveHost, onCrash: OnWorkerCrash = () => undefined): ArchiveClient {
  // One after the other, never both at once: the reader opens a database that was closed well, then the writer makes, migrates or repairs
  // it, then the reader opens what it could not open before.
  const writer: RemoteWorker = new RemoteWorker('writer', host, onCrash, { before: () => reader.looked() });
  const reader = new RemoteWorker('reader', host, onCrash, { settled: () => writer.started() });
  const close = async (): Promise<void> => {
    await reader.stop();
    await writer.stop();
  };
  return {
    writer: { ...remote<ArchiveWriter>(writer, WRITER_CALLS), close: () => writer.stop() },
    reader: { ...remote<ArchiveReader>(reader, READER_CALLS), close: () => reader.stop() },
    start: async () => {
      await Promise.all([writer.started(), reader.started()]);
    },
    close,
  };
}

/** An object with the methods of T, each sent to the worker. */
function remote<T extends object>(worker: RemoteWorker, styles: Readonly<Record<keyof T & string, CallStyle>>): T {
  const entries = Object.entries<CallStyle>(styles).map(([name, style]) => {
    const plain = (...args: unknown[]): Promise<unknown> => worker.call(name, args, undefined, undefined);
    const tracked = (...args: unknown[]): Promise<unknown> => {
      const [onProgress, signal] = args.slice(-2) as [(done: number, total: number | null) => void, AbortSignal];
      return worker.call(name, args.slice(0, -2), onProgress, signal);
    };
    return [name, style === 'tracked' ? tracked : plain];
  });
  // Built from every key of T; arguments and results are typed by T itself at both ends.
  return Object.fromEntries(entries) as T;
}

interface Turns {
  /** Before it is started. */
  readonly before?: () => Promise<void>;
  /** When the archive is open and put right; absent: that is its own work. */
  readonly settled?: () => Promise<void>;
}

class RemoteWorker {
  private readonly entry: 'writer' | 'reader';
  private readonly host: ArchiveHost;
  private readonly onCrash: OnWorkerCrash;
  private readonly turns: Turns;
  private hasLooked: () => void = () => undefined;
  private readonly look = new Promise<void>((resolve) => (this.hasLooked = resolve));
  private running: Promise<Caller> | null = null;
  private worker: Worker | null = null;
  private isStopped = false;

  constructor(entry: 'writer' | 'reader', host: ArchiveHost, onCrash: OnWorkerCrash, turns: Turns) {
    this.entry = entry;
    this.host = host;
    this.onCrash = onCrash;
    this.turns = turns;
  }

  async started(): Promise<void> {
    await this.caller();
  }

  /** It has opened the archive, or has said that it cannot yet. */
  async looked(): Promise<void> {
    this.caller().then(this.hasLooked, this.hasLooked);
    await this.look;
  }

  async call(
    method: string,
    args: readonly unknown[],
    onProgress: ((done: number, total: number | null) => void) | undefined,
    signal: AbortSignal | undefined,
  ): Promise<unknown> {
    const caller = await this.caller();
    return caller.call(method, args, {
      ...(onProgress === undefined ? {} : { onProgress }),
      ...(signal === undefined ? {} : { signal }),
    });
  }

  /** Finishes the call in hand, closes the database, ends the worker. */
  async stop(): Promise<void> {
    this.isStopped = true;
    const caller = await this.running?.catch(() => null);
    await caller?.call('close', []).catch(() => undefined);
    await this.worker?.terminate();
  }

  private caller(): Promise<Caller> {
    if (this.isStopped) return Promise.reject(stopped('closed'));
    this.running ??= this.launch();
    return this.running;
  }

  private async launch(): Promise<Caller> {
    try {
      await this.turns.before?.();
      return await this.connect();
    } catch (error) {
      this.running = null;
      throw error;
    }
  }

  private connect(): Promise<Caller> {
    const worker = this.host.startWorker(this.entry, null);
    this.worker = worker;
    const open = (isSettled: boolean): void =>
      worker.postMessage({ type: 'open', archive: this.host.paths.archive, isSettled } satisfies OpenOrder);
    const caller = new Caller(worker);
    let isReady = false;
    return new Promise((resolve, reject) => {
      const gone = (error: unknown): void => {
        if (this.worker !== worker) return;
        this.worker = null;
        this.running = null;
        const failure = stopped(this.entry, error);
        caller.failAll(failure);
        reject(failure);
        if (!this.isStopped) this.onCrash(this.entry, error);
      };
      const refused = (error: unknown): void => {
        if (isReady || this.worker !== worker) return;
        this.worker = null;
        reject(error instanceof Error ? error : stopped(this.entry, error));
        void worker.terminate();
      };
      worker.on('message', (message: FromServer) => {
        if (message.type === 'ready') {
          isReady = true;
          resolve(caller);
        } else if (message.type === 'waits') this.hasLooked();
        else if (message.type === 'refused') refused(unpackFailure(message.failure));
        else caller.take(message);
      });
      worker.on('error', gone);
      worker.on('exit', (code) => gone(new Error(`exit ${code}`)));
      const { settled } = this.turns;
      open(settled === undefined);
      settled?.().then(() => open(true), refused);
    });
  }
}

function stopped(details: string, cause?: unknown): Failure {
  return new Failure({ kind: 'unavailable', key: 'archive.worker_stopped', details, cause });
}
