// The look through everything: by hand, and by itself once a month. What it finds stays told until the next one finds it mended.
import { z } from 'zod';
import type { CompanyProofView, IntegrityView } from '../../../../shared/contract/safety';
import { CompanyId, ConnectionId, PlainDate } from '../../../../shared/domain/ids';
import { rangeFault } from '../../../../shared/domain/dateRange';
import { type AppError, Failure, isFailure, toAppError } from '../../../../shared/errors';
import type { ArchiveWriter } from '../../archive/types';
import type { CompanyRepo } from '../../db/repositories/company.repo';
import type { ConnectionRepo } from '../../db/repositories/connection.repo';
import type { Host } from '../../ports';
import type { ProviderManifest } from '../../providers/sdk/defineProvider';
import { instantOf, msOf } from '../../time';
import type { SyncService } from '../syncService';
import type { SafetyTurn } from './oneAtATime';

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
    }),
  ),
});
const Kept = z.object({ at: z.string(), proofs: z.array(Proof) });
type Kept = z.infer<typeof Kept>;
type DamagedSource = z.infer<typeof Proof>['damages'][number]['sources'][number];

export interface IntegrityService {
  view(): Promise<IntegrityView>;
  /** Throws a Failure: safety.busy. */
  begin(): void;
  /** Throws a Failure: safety.nothing_to_fetch. */
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
  readonly manifestOf: (providerId: string) => ProviderManifest;
  readonly logFailure: (what: string, error: unknown) => void;
}

export function integrityService(parts: IntegrityParts): IntegrityService {
  const { host, turn, writer, companies } = parts;
  const { clock } = host;
  const alarm = new AbortController();
  let problem: AppError | null = null;
  let waiting: Promise<void> = Promise.resolve();

  const load = async (): Promise<Kept | null> => {
    const text = await writer.noteGet(SCOPE, NAME);
    const kept = text === null ? null : Kept.safeParse(JSON.parse(text));
    return kept?.success ? kept.data : null;
  };

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
      if (kept !== null && clock.now() - msOf(kept.at) < MONTH_MS) continue;
      if (turn.running() === null && (await companies.list()).length > 0) await check();
    }
  };

  return {
    view: async () => {
      const [kept, known, mayFetch] = [await load(), await companies.list(), await fetchable()];
      const proofOf = (proof: z.infer<typeof Proof>): readonly CompanyProofView[] => {
        const company = known.find(({ id }) => id === proof.companyId);
        if (!company) return [];
        const { companyId, originals, files, bytes, damages } = proof;
        const canFetch = damages.some(({ sources }) => sources.some(mayFetch));
        return [{ companyId, name: company.name, originals, files, bytes, damages: damages.map(shown), canFetch }];
      };
      const running = turn.running();
      return {
        companies: kept?.proofs.flatMap(proofOf) ?? [],
        ...(running?.work === 'check' ? { running } : {}),
        ...(kept ? { checkedAt: kept.at, nextAt: instantOf(msOf(kept.at) + MONTH_MS) } : {}),
        ...(problem ? { problem } : {}),
      };
    },
    begin: () => {
      if (turn.running() !== null) throw new Failure({ kind: 'conflict', key: 'safety.busy' });
      void check();
    },
    fetchAgain: async (companyId) => {
      const damages = (await load())?.proofs.find((proof) => proof.companyId === companyId)?.damages ?? [];
      const sources = damages.flatMap((damage) => damage.sources).filter(await fetchable());
      if (sources.length === 0) throw new Failure({ kind: 'user_input', key: 'safety.nothing_to_fetch' });
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

function shown({ key, file, originals }: z.infer<typeof Proof>['damages'][number]): AppError {
  return toAppError(new Failure({ kind: 'unavailable', key, params: { file, count: originals } }), '');
}
