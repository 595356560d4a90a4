// The look through everything: by hand, and by itself once a month. What it finds stays told until the next one finds it mended.
import { z } from 'zod';
import type { CompanyProofView, IntegrityView } from '../../../../shared/contract/safety';
import { CompanyId, ConnectionId, PlainDate } from '../../../../shared/domain/ids';
import { rangeFault } from '../../../../shared/domain/dateRange';
import { type AppError, Failure, isFailure, type MessageParams, toAppError } from '../../../../shared/errors';
import type { ArchiveWriter } from '../../archive/types';
import type { CompanyRepo } from '../../db/repositories/company.repo';
import type { ConnectionRepo } from '../../db/repositories/connection.repo';
import type { Host } from '../../ports';
import type { ProviderManifest } from '../../providers/sdk/defineProvider';
import { instantOf, msOf } from '../../time';
import type { SyncService } from '../syncService';
import type { Mending, PutBackAsked } from './mending';
import type { SafetyTurn } from './oneAtATime';
import { readNote } from '../../notes';

const [SCOPE, NAME] = ['core', 'integrity'];
const MONTH_MS = 30 * 24 * 60 * 60_000;
/** Not while the computer is still busy with its own start; and what was put off by sleep is seen soon after. */
const FIRST_MS = 10 * 60_000;
const LOOK_MS = 6 * 60 * 60_000;

const Proof = z.object({
  companyId: CompanyId,
  originals: z.int(),
  files: z.int(),
  bytes: z.int(),
  damages: z.array(
    z.object({
      file: z.string(),
      key: z.enum(['archive.file_changed', 'archive.file_missing', 'archive.link_broken']),
      originals: z.int(),
      sources: z.array(z.object({ connectionId: ConnectionId, from: PlainDate, to: PlainDate })),
      asks: z.array(ConnectionId).nullable().default(null),
    }),
  ),
});
const Kept = z.object({ at: z.string(), proofs: z.array(Proof) });
type Kept = z.infer<typeof Kept>;
type KeptDamage = z.infer<typeof Proof>['damages'][number];
type DamagedSource = KeptDamage['sources'][number];

export interface IntegrityService {
  view(): Promise<IntegrityView>;
  /** Throws a Failure: safety.busy. */
  begin(): void;
  /** False: no backup was chosen. Throws a Failure: safety.not_put_back, and those of `putBack` in the keeper. */
  putBack(order: PutBackAsked): Promise<boolean>;
  /** Throws a Failure: safety.nothing_to_fetch, safety.original_differs. */
  fetchAgain(companyId: CompanyId): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

export interface IntegrityParts {
  readonly host: Pick<Host, 'clock' | 'paths'>;
  readonly turn: SafetyTurn;
  readonly writer: ArchiveWriter;
  readonly companies: CompanyRepo;
  readonly connections: ConnectionRepo;
  readonly sync: SyncService;
  readonly mending: Mending;
  readonly manifestOf: (providerId: string) => ProviderManifest;
  readonly logFailure: (what: string, error: unknown) => void;
}

export function integrityService(parts: IntegrityParts): IntegrityService {
  const { host, turn, writer, companies } = parts;
  const { clock } = host;
  const alarm = new AbortController();
  let problem: AppError | null = null;
  let waiting: Promise<void> = Promise.resolve();

  const load = (): Promise<Kept | null> => readNote(writer, SCOPE, NAME, Kept);

  /** Only some services can be asked for certain dates; what others brought comes back from a backup. */
  const fetchable = async (): Promise<(source: DamagedSource) => boolean> => {
    const ranges = new Map(
      (await parts.connections.list()).map(({ id, providerId }) => [id, parts.manifestOf(providerId).invoices?.ranges]),
    );
    return ({ connectionId, from, to }) => {
      const maxDays = ranges.get(connectionId)?.maxDays;
      return maxDays !== undefined && rangeFault({ from, to }, maxDays) === null;
    };
  };

  /** Whole again from itself, or its sources give single originals. */
  const askable = async (): Promise<(damage: KeptDamage) => boolean> => {
    const connections = await parts.connections.list();
    const asks = new Set(
      connections.filter(({ providerId }) => parts.manifestOf(providerId).invoices?.original).map(({ id }) => id),
    );
    return (damage) => damage.asks?.every((id) => asks.has(id)) ?? false;
  };

  const damagesOf = async (companyId: CompanyId): Promise<readonly KeptDamage[]> =>
    (await load())?.proofs.find((proof) => proof.companyId === companyId)?.damages ?? [];

  const check = async (): Promise<void> => {
    problem = null;
    try {
      await turn.run('check', async (keeper, onProgress, signal) => {
        const proofs = await keeper.verify(host.paths.archive, onProgress, signal);
        await writer.notePut(SCOPE, NAME, JSON.stringify({ at: instantOf(clock.now()), proofs }));
      });
    } catch (error) {
      if (isFailure(error) && error.spec.kind === 'cancelled') return;
      parts.logFailure('integrity check', error);
      problem = toAppError(error, '');
    }
  };

  const lookAgain = async (): Promise<void> => {
    for (let ms = FIRST_MS; !alarm.signal.aborted; ms = LOOK_MS) {
      await clock.sleep(ms, alarm.signal);
      const kept = await load();
      const age = kept === null ? Infinity : clock.now() - msOf(kept.at);
      // A clock that once stood years ahead would put it off until then.
      if (age >= 0 && age < MONTH_MS) continue;
      if (turn.running() === null && (await companies.list()).length > 0) await check();
    }
  };

  return {
    view: async () => {
      // Before what it finds: a look that ends meanwhile must not be shown as ended with what the one before had found.
      const running = turn.running();
      const [kept, known] = [await load(), await companies.list()];
      const [mayFetch, mayAsk] = [await fetchable(), await askable()];
      const proofOf = (proof: z.infer<typeof Proof>): readonly CompanyProofView[] => {
        const company = known.find(({ id }) => id === proof.companyId);
        if (!company) return [];
        const { companyId, originals, files, bytes, damages } = proof;
        const canFetch = damages.some((damage) => mayAsk(damage) || damage.sources.some(mayFetch));
        return [{ companyId, name: company.name, originals, files, bytes, damages: damages.map(shown), canFetch }];
      };
      return {
        companies: kept?.proofs.flatMap(proofOf) ?? [],
        ...(running?.work === 'check' || running?.work === 'mend' ? { running } : {}),
        ...(kept ? { checkedAt: kept.at, nextAt: instantOf(msOf(kept.at) + MONTH_MS) } : {}),
        ...(problem ? { problem } : {}),
      };
    },
    begin: () => {
      if (turn.running() !== null) throw new Failure({ kind: 'conflict', key: 'safety.busy' });
      void check();
    },
    putBack: async (order) => {
      const back = await parts.mending.putBack(order, await damagesOf(order.companyId));
      if (back === null) return false;
      if (back.mended > 0) void check();
      const [file] = back.left;
      if (file !== undefined) throw refusal('safety.not_put_back', { file, count: back.left.length });
      return true;
    },
    fetchAgain: async (companyId) => {
      const damages = await damagesOf(companyId);
      const [mayAsk, mayFetch] = [await askable(), await fetchable()];
      const asked = damages.filter(mayAsk);
      const healed = asked.length === 0 ? [] : await parts.mending.fetch(companyId, asked);
      const rest = damages.filter(({ file }) => !healed.includes(file));
      const sources = rest.flatMap((damage) => damage.sources).filter(mayFetch);
      if (sources.length === 0 && healed.length > 0) void check();
      const [first] = rest.filter((damage) => asked.includes(damage));
      if (sources.length === 0 && first !== undefined) throw refusal('safety.original_differs', { file: first.file });
      if (sources.length === 0 && asked.length === 0) throw refusal('safety.nothing_to_fetch');
      if (sources.length === 0) return;
      // What cannot be read leaves the rows: only then the source's answer counts as new and is kept.
      await writer.rebuild();
      for (const { connectionId, from, to } of sources)
        await parts.sync.start({ companyId, connectionId, range: { from, to } });
    },
    start: () => {
      waiting = lookAgain().catch((error: unknown) => {
        if (!alarm.signal.aborted) parts.logFailure('integrity', error);
      });
    },
    stop: async () => {
      alarm.abort();
      await waiting;
    },
  };
}

function refusal(key: string, params: MessageParams = {}): Failure {
  return new Failure({ kind: 'rejected', key, params });
}

function shown({ key, file, originals }: KeptDamage): AppError {
  return toAppError(new Failure({ kind: 'unavailable', key, params: { file, count: originals } }), '');
}
