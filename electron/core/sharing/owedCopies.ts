// The outbox: what the other PCs are to be told is noted beside the work it is about, and taken off the notes when the store has it.
import type { ArchiveWriter } from '../archive/types';
import { FileCopy, RunCopy, type CopyRepo } from '../db/repositories/copy.repo';

const SCOPE = 'shared';

export interface OwedParts {
  readonly writer: Pick<ArchiveWriter, 'noteGet' | 'notePut' | 'noteDelete' | 'noteList'>;
  readonly copies: CopyRepo;
  readonly logFailure: (what: string, error: unknown) => void;
}

interface Owing {
  /** What it is about is stored here: tells it now, or when the store is back. */
  done(): Promise<void>;
}

export interface OwedCopies {
  file(copy: FileCopy): Promise<Owing>;
  run(copy: RunCopy): Promise<Owing>;
  /** Fails with the first that cannot be told. */
  payAll(): Promise<void>;
  stop(): Promise<void>;
}

export function owedCopies({ writer, copies, logFailure }: OwedParts): OwedCopies {
  /** One after the other, so that of one run the last word stays. */
  let last: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };

  const pay = async (name: string): Promise<void> => {
    const text = await writer.noteGet(SCOPE, name);
    if (text === null) return;
    const value: unknown = JSON.parse(text);
    if (name.startsWith('run/')) await copies.putRun(RunCopy.parse(value));
    else await copies.putFile(FileCopy.parse(value));
    // Noted anew meanwhile: that is told as well.
    if ((await writer.noteGet(SCOPE, name)) === text) await writer.noteDelete(SCOPE, name);
  };

  const owe = async (name: string, copy: FileCopy | RunCopy): Promise<Owing> => {
    await writer.notePut(SCOPE, name, JSON.stringify(copy));
    const done = (): Promise<void> =>
      inTurn(() => pay(name)).catch((error: unknown) => {
        logFailure('tell the other computers', error);
      });
    return { done };
  };

  return {
    file: (copy) => owe(`file/${copy.connectionId}/${copy.fileId}`, copy),
    run: (copy) => owe(`run/${copy.run.id}`, copy),
    payAll: () =>
      inTurn(async () => {
        for (const name of await writer.noteList(SCOPE, '')) await pay(name);
      }),
    stop: () => last,
  };
}
