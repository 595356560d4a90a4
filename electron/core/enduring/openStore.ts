// The config store as the rest of the core uses it: a file as it is, a server with what bridges its absence.
import { sql } from 'kysely';
import type { StoreView } from '../../../shared/contract/app';
import { storeInForce } from './chosenStore';
import { openDatabase, type ConfigDatabase, type DatabaseOptions } from '../db/openDatabase';
import { budgetRepo } from '../db/repositories/budget.repo';
import { companyRepo, type CompanyRepo } from '../db/repositories/company.repo';
import { connectionRepo, type ConnectionRepo } from '../db/repositories/connection.repo';
import { copyRepo } from '../db/repositories/copy.repo';
import { leaseRepo } from '../db/repositories/lease.repo';
import { metaRepo, type MetaRepo } from '../db/repositories/meta.repo';
import { storeClock, type StoreClock } from '../db/storeClock';
import { shownTarget, type ConfigTarget } from '../db/target';
import type { EventBus } from '../events/eventBus';
import type { BudgetStore } from '../http/budget';
import type { AppLog } from '../log/openLog';
import type { Host } from '../ports';
import type { SharedTables } from '../sharing/sharedWork';
import { instantOf } from '../time';
import { enduringBudgets } from './enduringBudgets';
import { enduringConnections, type OwingParts } from './enduringConnections';
import { enduringCompanies, enduringFacts } from './enduringFacts';
import { enduringShared } from './enduringShared';
import { storeWatch, type StoreWatch } from './storeWatch';

export interface ConfigStore {
  readonly db: ConfigDatabase;
  readonly target: ConfigTarget;
  readonly clock: StoreClock;
  readonly companies: CompanyRepo;
  readonly meta: MetaRepo;
  readonly budgets: BudgetStore;
  /** `notes` keep what the store could not be told. */
  connections(owing: OwingParts): ConnectionRepo;
  /** Null on a file: it has one PC. */
  readonly shared: SharedTables | null;
  view(): StoreView;
  /** Told at the start and whenever it is back after an absence; what fails is told again. */
  whenThere(tell: () => Promise<void>): void;
  /** Learns what may be needed while the store is away, and tells it what it missed. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface StoreParts {
  readonly host: Host;
  readonly events: EventBus;
  readonly log: AppLog;
  readonly options: DatabaseOptions;
}

/** Throws a Failure: those of `storeInForce` and `openDatabase`. */
export async function openStore(parts: StoreParts): Promise<ConfigStore> {
  const { host, log, options } = parts;
  const { target, isFixed } = await storeInForce(host);
  if (target.type !== 'sqlite') log.redactor.register(target.password);
  return storeOf({ ...parts, target, isFixed, db: await openDatabase(target, options) });
}

interface Opened extends StoreParts {
  readonly db: ConfigDatabase;
  readonly target: ConfigTarget;
  readonly isFixed: boolean;
}

function storeOf({ host, db, target, isFixed, events, log, options }: Opened): ConfigStore {
  const { clock, ids } = host;
  const [companies, meta, connections] = [companyRepo(db), metaRepo(db), connectionRepo(db)];
  const ofStore = options.clock ?? storeClock(target.type, clock);
  const budgets = budgetRepo(db, ids, ofStore);
  const shared = ofStore.isShared ? { leases: leaseRepo(db, ofStore), copies: copyRepo(db, ofStore) } : null;
  const shown = shownTarget(target);
  if (target.type === 'sqlite') {
    const tellings: (() => Promise<void>)[] = [];
    const view = (): StoreView => ({ engine: 'sqlite', shown, isFixed });
    return {
      db,
      target,
      clock: ofStore,
      companies,
      meta,
      budgets,
      connections: () => connections,
      shared,
      view,
      whenThere: (tell) => void tellings.push(tell),
      start: async () => {
        for (const tell of tellings) await tell();
      },
      stop: () => Promise.resolve(),
    };
  }
  const watch: StoreWatch = storeWatch({
    clock,
    probe: async () => {
      await sql`select 1`.execute(db);
    },
    changed: () => {
      events.emit('app.storeChanged', undefined);
    },
    newSupportId: () => ids.uuid().slice(-12),
    logFailure: log.failed,
  });
  return {
    db,
    target,
    clock: ofStore,
    companies: enduringCompanies(companies, watch),
    meta: enduringFacts(meta, watch),
    budgets: enduringBudgets(budgets, watch),
    connections: (owing) => enduringConnections(connections, watch, owing),
    shared: shared && enduringShared(shared, watch),
    whenThere: watch.whenBack,
    view: () => {
      const away = watch.away();
      return {
        engine: target.type,
        shown,
        isFixed,
        ...(away ? { awaySince: instantOf(away.sinceMs), problem: away.problem } : {}),
      };
    },
    start: () => watch.catchUp(),
    stop: () => watch.stop(),
  };
}
