// A running core as a window sees it: calls through the dispatcher, every answer held against the contract.
import { createApp } from '../../electron/core/app';
import type { Archive, KontorApp } from '../../electron/core/kontorApp';
import type { DatabaseOptions } from '../../electron/core/db/openDatabase';
import { providerFormats } from '../../electron/core/archive/providerFormats';
import type { BackupOptions } from '../../electron/core/backup/makeBackup';
import { createKeeper } from '../../electron/core/keeping/createKeeper';
import type { Keeper } from '../../electron/core/keeping/types';
import { createChecker } from '../../electron/core/fiscal/createChecker';
import type { PaperDrawer } from '../../electron/core/paper/types';
import { createStager } from '../../electron/core/imports/createStager';
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';
import type { FlowView } from '../../shared/contract/connect';
import type { EntryOf, InputOf, OutputOf, Contract } from '../../shared/contract/define';
import { contract, type KontorCall, type KontorContract } from '../../shared/contract/index';
import type { RunView } from '../../shared/contract/runs';
import type { FieldValues } from '../../shared/forms/fields';
import type { CompanyId, ConnectionId, FlowId, RunId } from '../../shared/domain/ids';
import type { AppError, Outcome } from '../../shared/errors';
import { archiveInProcess, type InProcessOptions } from './archiveInProcess';
import type { TestHost } from './testHost';

type In<N extends KontorCall> = InputOf<EntryOf<KontorContract, N>>;
type Out<N extends KontorCall> = OutputOf<EntryOf<KontorContract, N>>;

export interface TestApp {
  readonly app: KontorApp;
  readonly host: TestHost;
  /** Every answer and every event that went to the windows, as text. */
  readonly told: string[];
  /** Whatever a window could send, also what the contract does not allow. */
  ask(name: string, input: unknown): Promise<Outcome<unknown>>;
  call<N extends KontorCall>(name: N, input: In<N>): Promise<Out<N>>;
  refused<N extends KontorCall>(name: N, input: In<N>): Promise<AppError>;
  /** Sends the form and waits for what the check comes to; `seen` is every state on the way. */
  check(flowId: FlowId, values: FieldValues): Promise<{ readonly view: FlowView; readonly seen: readonly FlowView[] }>;
  /** A task from its form to its end: done, or at the form with what stopped it. */
  act(order: In<'connect.start'>, answers: FieldValues): Promise<FlowView>;
  /** The flow when a check, also one after a sign-in elsewhere, has ended. */
  settled(flowId: FlowId): Promise<FlowView>;
  connect(
    order: In<'connect.start'>,
    values: FieldValues,
  ): Promise<{ companyId: CompanyId; connectionId: ConnectionId }>;
  /** The run when it has ended. */
  ended(runId: RunId): Promise<RunView>;
  /** Resolves with the next event of this name: to be asked for before what may bring it. */
  event(name: string): Promise<void>;
  /** Resolves when it holds: looked at now, and again after each event. */
  until(holds: () => Promise<boolean>): Promise<void>;
  stop(): Promise<void>;
}

const formatFor = await providerFormats();

export interface Watches {
  readonly keeper?: BackupOptions;
  readonly keeperOf?: (keeper: Keeper) => Keeper;
  readonly archiveOf?: (folder: string) => Archive;
  readonly archive?: InProcessOptions;
  readonly config?: DatabaseOptions;
}

export async function startApp(
  host: TestHost,
  manifests: readonly ProviderManifest[],
  watches: Watches = {},
): Promise<TestApp> {
  const archiveOf = watches.archiveOf ?? ((folder) => archiveInProcess(folder, manifests, watches.archive));
  const keeperOf = watches.keeperOf ?? ((keeper) => keeper);
  const app = await createApp(host, manifests, ({ paths }) => archiveOf(paths.archive), watches.config, {
    newDrawer: lateDrawer,
    newStager: () => createStager(),
    newChecker: () => createChecker(manifests),
    newKeeper: () => keeperOf(createKeeper({ formatFor, cost: { n: 1024, r: 8, p: 1 }, ...watches.keeper })),
  });
  const told: string[] = [];
  app.events.listen((name, payload) => void told.push(JSON.stringify({ name, payload: payload ?? null })));
  const ask: TestApp['ask'] = async (name, input) => {
    const answer = await app.dispatch(name, input);
    told.push(JSON.stringify({ name, answer }));
    return answer;
  };
  const call: TestApp['call'] = async (name, input) => {
    const answer = await ask(name, input);
    if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
    return asPromised(name, answer.value);
  };
  const until = (isThere: () => Promise<boolean>): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        isThere().then(
          (is) => {
            if (!is) return;
            stopListening();
            resolve();
          },
          (error: unknown) => {
            stopListening();
            reject(error instanceof Error ? error : new Error(String(error)));
          },
        );
      };
      const stopListening = app.events.listen(look);
      look();
    });
  const settledAfter = async (flowId: FlowId, seen: FlowView[]): Promise<FlowView> => {
    await until(async () => {
      const view = await call('connect.get', { flowId });
      seen.push(view);
      const isOver = view.current.step === 'checked' || view.current.step === 'acted';
      return isOver || (view.current.step === 'form' && view.current.problem !== undefined);
    });
    return call('connect.get', { flowId });
  };
  const check: TestApp['check'] = async (flowId, values) => {
    const seen: FlowView[] = [];
    await call('connect.check', { flowId, values });
    return { view: await settledAfter(flowId, seen), seen };
  };
  await app.start();
  return {
    app,
    until,
    host,
    told,
    ask,
    call,
    check,
    act: async (order, answers) => {
      const { id: flowId } = await call('connect.start', order);
      await call('connect.act', { flowId, values: answers });
      return settledAfter(flowId, []);
    },
    settled: (flowId) => settledAfter(flowId, []),
    refused: async (name, input) => {
      const answer = await ask(name, input);
      if (answer.ok) throw new Error(`${name} was answered`);
      return answer.error;
    },
    connect: async (order, values) => {
      const { id: flowId } = await call('connect.start', order);
      const { current } = (await check(flowId, values)).view;
      if (current.step !== 'checked') throw new Error(`the check ended with ${JSON.stringify(current)}`);
      return call('connect.finish', { flowId, title: current.suggestedTitle, slug: current.suggestedSlug });
    },
    ended: async (runId) => {
      await until(async () => (await call('runs.get', { runId })).endedAt !== undefined);
      return call('runs.get', { runId });
    },
    event: (wanted) =>
      new Promise((resolve) => {
        const stopListening = app.events.listen((name) => {
          if (name !== wanted) return;
          stopListening();
          resolve();
        });
      }),
    stop: () => app.stop(),
  };
}

/** What draws takes longer to load than the rest of a core, and few draw: it is loaded by the first drawing. */
function lateDrawer(): PaperDrawer {
  const drawer = async (): Promise<PaperDrawer> =>
    (await import('../../electron/core/paper/createDrawer')).createDrawer();
  return {
    draw: async (...facts) => (await drawer()).draw(...facts),
    drawCompleteness: async (...facts) => (await drawer()).drawCompleteness(...facts),
    drawYear: async (...facts) => (await drawer()).drawYear(...facts),
    drawInto: async (...facts) => (await drawer()).drawInto(...facts),
    close: () => Promise.resolve(),
  };
}

/** The schema of the contract is what the window relies on: an answer that differs from it is a fault of the core. */
function asPromised<N extends KontorCall>(name: N, value: unknown): Out<N> {
  const [topic = '', entryName = ''] = name.split('.');
  const entry = (contract as Contract)[topic]?.[entryName];
  if (entry === undefined || entry.type === 'event') throw new Error(`no call ${name}`);
  return entry.output.parse(value) as Out<N>;
}
