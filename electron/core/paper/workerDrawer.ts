// Main's way to the drawing worker. One per piece of work: between them it costs nothing.
import { Failure } from '../../../shared/errors';
import { Caller, unpackFailure, type FromServer } from '../archive/rpc';
import type { Host } from '../ports';
import type { PaperDrawer } from './types';

export function workerDrawer(host: Pick<Host, 'startWorker'>): PaperDrawer {
  const worker = host.startWorker('paper', null);
  const caller = new Caller(worker);
  const ready = new Promise<void>((resolve, reject) => {
    worker.on('message', (message: FromServer) => {
      if (message.type === 'ready') resolve();
      else if (message.type === 'refused') reject(unpackFailure(message.failure));
      else caller.take(message);
    });
    const gone = (cause: unknown): void => {
      const failure = new Failure({ kind: 'unavailable', key: 'archive.worker_stopped', details: 'paper', cause });
      reject(failure);
      caller.failAll(failure);
    };
    worker.on('error', gone);
    worker.on('exit', (code) => gone(new Error(`exit ${code}`)));
  });
  const call = async (method: keyof PaperDrawer, args: readonly unknown[]): Promise<unknown> => {
    await ready;
    return caller.call(method, args);
  };
  return {
    // Both ends are of one build; the worker's methods are typed by the same interface.
    draw: async (facts) => (await call('draw', [facts])) as Uint8Array,
    drawInto: async (facts, folder, stem) => (await call('drawInto', [facts, folder, stem])) as string,
    close: async () => {
      await worker.terminate();
    },
  };
}
