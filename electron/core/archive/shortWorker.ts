// A worker for one piece of work: started with it, ended with it. Between them it costs nothing.
import type { Worker } from 'node:worker_threads';
import { Failure } from '../../../shared/errors';
import { Caller, unpackFailure, type CallOptions, type FromServer } from './rpc';

export interface ShortWorker {
  call(method: string, args: readonly unknown[], options?: CallOptions): Promise<unknown>;
  close(): Promise<void>;
}

export function shortWorker(worker: Worker, name: string): ShortWorker {
  const caller = new Caller(worker);
  const ready = new Promise<void>((resolve, reject) => {
    worker.on('message', (message: FromServer) => {
      if (message.type === 'ready') resolve();
      else if (message.type === 'refused') reject(unpackFailure(message.failure));
      else caller.take(message);
    });
    const gone = (cause: unknown): void => {
      const failure = new Failure({ kind: 'unavailable', key: 'archive.worker_stopped', details: name, cause });
      reject(failure);
      caller.failAll(failure);
    };
    worker.on('error', gone);
    worker.on('exit', (code) => gone(new Error(`exit ${code}`)));
  });
  // Seen by the first call; without this a worker that never started would count as unhandled.
  ready.catch(() => undefined);
  return {
    call: async (method, args, options) => {
      await ready;
      return caller.call(method, args, options);
    },
    close: async () => {
      await worker.terminate();
    },
  };
}
