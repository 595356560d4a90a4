// The only file that touches `window.kontor`: calls and events of the contract, typed.
import type { EntryOf, InputOf, OutputOf, PayloadOf } from '../../shared/contract/define';
import type { KontorCall, KontorContract, KontorEvent } from '../../shared/contract/index';
import type { AppError, Outcome } from '../../shared/errors';

export type CallInput<N extends KontorCall> = InputOf<EntryOf<KontorContract, N>>;
export type CallOutput<N extends KontorCall> = OutputOf<EntryOf<KontorContract, N>>;
export type EventPayload<N extends KontorEvent> = PayloadOf<EntryOf<KontorContract, N>>;

/** What the preload exposes. */
export interface KontorWindow {
  readonly invoke: (name: string, payload: unknown) => Promise<Outcome<unknown>>;
  readonly subscribe: (name: string, callback: (payload: unknown) => void) => () => void;
  /** Where they lie is found out beyond this wall. */
  readonly dropFiles: (name: string, payload: object, files: readonly File[]) => Promise<Outcome<unknown>>;
  readonly platform: 'linux' | 'darwin' | 'win32';
}
declare global {
  interface Window {
    kontor: KontorWindow;
  }
}

/** Carries the problem of a failed query through TanStack Query, which wants something thrown. */
export class CallProblem extends Error {
  readonly problem: AppError;
  constructor(problem: AppError) {
    super(problem.key);
    this.name = 'CallProblem';
    this.problem = problem;
  }
}

/** Main checked the answer against the contract's schema; the type is stated here, once. */
export function call<N extends KontorCall>(name: N, input: CallInput<N>): Promise<Outcome<CallOutput<N>>> {
  return answered(() => window.kontor.invoke(name, input)) as Promise<Outcome<CallOutput<N>>>;
}

type Drop = 'imports.drop' | 'reports.drop';
/** Files that were dropped on the window, for a call that takes their paths. */
export function dropFiles<N extends Drop>(
  name: N,
  input: Omit<CallInput<N>, 'paths'>,
  files: readonly File[],
): Promise<Outcome<CallOutput<N>>> {
  return answered(() => window.kontor.dropFiles(name, input, files)) as Promise<Outcome<CallOutput<N>>>;
}

async function answered(ask: () => Promise<Outcome<unknown>>): Promise<Outcome<unknown>> {
  try {
    return await ask();
  } catch (thrown) {
    // The channel itself broke: main is gone or refused the sender.
    const details = thrown instanceof Error ? thrown.message : String(thrown);
    return { ok: false, error: { kind: 'bug', key: 'error.bug', params: {}, details, supportId: 'window' } };
  }
}

export function listen<N extends KontorEvent>(name: N, callback: (payload: EventPayload<N>) => void): () => void {
  return window.kontor.subscribe(name, (payload) => callback(payload as EventPayload<N>));
}

export function platform(): KontorWindow['platform'] {
  return window.kontor.platform;
}
