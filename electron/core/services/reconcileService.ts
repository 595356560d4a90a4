// Reconciling: which connections stand on which side, how far the originals are read, and decisions that can be taken back.
import type {
  ReconcileOverview,
  ReconcilePage,
  ReconcileScope,
  ReconcileUndo,
} from '../../../shared/contract/reconcile';
import type { CompletenessView } from '../../../shared/contract/completeness';
import type { CompanyId, ConnectionId, InvoiceRowId, Language } from '../../../shared/domain/ids';
import { Direction } from '../../../shared/domain/invoice';
import { Failure } from '../../../shared/errors';
import type { ReconcileOrder } from '../archive/reconcile/types';
import type { LinkWord } from '../archive/reconcile/calls';
import type { ArchiveReader, ArchiveWriter } from '../archive/types';
import type { Connection, ConnectionRepo } from '../db/repositories/connection.repo';
import type { EventBus } from '../events/eventBus';
import type { Clock } from '../ports';
import type { ProviderManifest } from '../providers/sdk/defineProvider';
import { instantOf } from '../time';
import type { CompletenessService } from './completenessService';
import { reconcileWords } from './reconcileWords';

export interface ReconcileParts {
  readonly reader: ArchiveReader;
  readonly writer: ArchiveWriter;
  readonly connections: ConnectionRepo;
  readonly manifestOf: (providerId: string) => ProviderManifest;
  readonly completeness: CompletenessService;
  readonly language: () => Promise<Language>;
  readonly events: EventBus;
  readonly clock: Clock;
}
type RowsOrder = Parameters<ArchiveReader['reconcileRows']>[1];
type Candidates = Awaited<ReturnType<ArchiveReader['reconcileCandidates']>>;

export interface ReconcileService {
  overview(scope: ReconcileScope): Promise<ReconcileOverview>;
  rows(scope: ReconcileScope, page: RowsOrder): Promise<ReconcilePage>;
  candidates(scope: ReconcileScope, id: InvoiceRowId, search: string): Promise<Candidates>;
  decide(order: {
    readonly companyId: CompanyId;
    readonly a: InvoiceRowId;
    readonly b: InvoiceRowId;
    readonly verdict: LinkWord;
  }): Promise<ReconcileUndo>;
  explain(scope: ReconcileScope, id: InvoiceRowId, note: string | null): Promise<ReconcileUndo>;
  undo(companyId: CompanyId, undo: ReconcileUndo): Promise<ReconcileUndo>;
  table(scope: ReconcileScope): Promise<{ readonly text: string; readonly fileName: string }>;
}

interface Sides {
  readonly left: readonly Connection[];
  readonly right: readonly Connection[];
}

export function reconcileService(parts: ReconcileParts): ReconcileService {
  const { reader, writer, connections, completeness, clock } = parts;

  const sidesOf = async ({ companyId, connectionId }: ReconcileScope): Promise<Sides> => {
    const sources = (await connections.list(companyId)).filter(
      ({ providerId }) => parts.manifestOf(providerId).invoices !== undefined,
    );
    const registers = sources.filter(({ providerId }) => parts.manifestOf(providerId).invoices?.isRegister === true);
    // Without a register the first program is what the others are compared with.
    const left = registers.length > 0 ? registers : sources.slice(0, 1);
    const right = sources.filter((source) => !left.includes(source) && isComparable(source, registers));
    return { left, right: right.filter(({ id }) => connectionId === undefined || id === connectionId) };
  };

  /** A register holds the invoices of its own country: what an Estonian post box delivers was never to be found in KSeF. */
  const isComparable = ({ providerId }: Connection, registers: readonly Connection[]): boolean => {
    const countries = registers.flatMap((register) => parts.manifestOf(register.providerId).countries);
    const own = parts.manifestOf(providerId).countries;
    return registers.length === 0 || own.some((country) => country === '*' || countries.includes(country));
  };

  const prepared = async (scope: ReconcileScope) => {
    const { left, right } = await sidesOf(scope);
    const ids = (side: readonly Connection[]): readonly ConnectionId[] => side.map(({ id }) => id);
    const now = clock.now();
    const { sources } = await completeness.of(scope.companyId);
    const own = sources.filter(({ connectionId }) => ids(left).includes(connectionId));
    const unread = Direction.options.filter((direction) =>
      own.some((source) => isUnread(source, direction, scope.month, now)),
    );
    const order: ReconcileOrder = {
      companyId: scope.companyId,
      month: scope.month,
      direction: scope.direction ?? null,
      left: ids(left),
      right: ids(right),
      today: instantOf(now).slice(0, 10),
      unread,
    };
    const incomplete = own
      .filter((source) => Direction.options.some((direction) => isUnread(source, direction, scope.month, now)))
      .map(({ connectionId, streams }) => {
        const [upTo] = streams.flatMap((stream) => stream.completeUpTo ?? []).sort();
        return { connectionId, ...(upTo === undefined ? {} : { upTo }) };
      });
    return { order, left, right, incomplete };
  };

  const changed = (companyId: CompanyId): void => parts.events.emit('invoices.changed', { companyId });
  const at = (): string => instantOf(clock.now());

  const decide: ReconcileService['decide'] = async (order) => {
    const verdict = await writer.decideLink({ ...order, at: at() });
    changed(order.companyId);
    return { kind: 'link', a: order.a, b: order.b, verdict };
  };
  const explain = async (companyId: CompanyId, id: InvoiceRowId, about: string, note: string | null) => {
    const before = await writer.explain({ companyId, id, about, note, at: at() });
    changed(companyId);
    return { kind: 'explain', id, about: before?.about ?? about, note: before?.note ?? null } as const;
  };

  return {
    overview: async (scope) => {
      const { order, left, right, incomplete } = await prepared(scope);
      const { lists, ...sums } = await reader.reconcileOverview(order);
      return {
        left: { connectionIds: left.map(({ id }) => id), ...sums.left },
        right: { connectionIds: right.map(({ id }) => id), ...sums.right },
        lists,
        incomplete,
      };
    },
    rows: async (scope, page) => reader.reconcileRows((await prepared(scope)).order, page),
    candidates: async (scope, id, search) => reader.reconcileCandidates((await prepared(scope)).order, id, search),
    decide,
    explain: async (scope, id, note) => {
      const about = await reader.reconcileAbout((await prepared(scope)).order, id);
      if (about === null) throw new Failure({ kind: 'conflict', key: 'reconcile.changed' });
      return explain(scope.companyId, id, about, note);
    },
    undo: (companyId, undo) =>
      undo.kind === 'link'
        ? decide({ companyId, a: undo.a, b: undo.b, verdict: undo.verdict })
        : explain(companyId, undo.id, undo.about, undo.note),
    table: async (scope) => {
      const { order, left, right } = await prepared(scope);
      const words = reconcileWords(await parts.language(), { left, right });
      return { text: await reader.reconcileTable(order, words), fileName: `${words.fileName}-${scope.month}.csv` };
    },
  };
}

type Source = CompletenessView['sources'][number];
const DAY_MS = 86_400_000;

/** The month that goes on is never read to its end; up to yesterday is good enough to say that something is missing. */
function isUnread({ streams }: Source, direction: Direction, month: string, now: number): boolean {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  const [start, end] = [Date.UTC(year, number - 1, 1), Date.UTC(year, number, 1)];
  const wanted = instantOf(Math.min(end, now - DAY_MS));
  return streams
    .filter((stream) => stream.direction === direction)
    .some(
      ({ from, completeUpTo }) =>
        completeUpTo === undefined || completeUpTo < wanted || (from !== undefined && from > instantOf(start + DAY_MS)),
    );
}
