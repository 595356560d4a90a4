// Removes a company for good. What is to be done is noted before the first step, so that a start after a kill goes on; the note of the
// config store tells the other PCs, whose archives lose it at their next start. The note here goes over into the proof.
import { z } from 'zod';
import { RemovalProof, type RemovalView } from '../../../../shared/contract/removals';
import { type CompanyId, Instant } from '../../../../shared/domain/ids';
import { Failure } from '../../../../shared/errors';
import type { ArchiveReader, ArchiveWriter } from '../../archive/types';
import type { Company, CompanyRepo } from '../../db/repositories/company.repo';
import type { ConnectionRepo } from '../../db/repositories/connection.repo';
import type { MetaRepo } from '../../db/repositories/meta.repo';
import type { ConfigDatabase } from '../../db/openDatabase';
import type { ConfigTarget } from '../../db/target';
import type { EventBus } from '../../events/eventBus';
import type { JobRunner } from '../../jobs/jobRunner';
import type { Host } from '../../ports';
import type { ProviderManifest } from '../../providers/sdk/defineProvider';
import type { Texts } from '../../texts';
import { instantOf } from '../../time';
import type { ConnectionService } from '../connectionService';
import type { RunService } from '../runService';
import type { SafetyTurn } from './oneAtATime';
import { countRows, forgetBudgets } from './removalRows';
import { countsOf, saveProof, sealed } from './removalProof';
import { readNote } from '../../notes';

const SCOPE = 'core';
const NAME = 'removal.';
/** Of the config store: this company is gone, on every PC. */
const GONE = 'removed.';

const Draft = RemovalProof.omit({ removedAt: true, previous: true, sha256: true });
const Kept = z.discriminatedUnion('state', [
  /** `savedTo`: where its proof is wanted; on a PC that was only told, nowhere. */
  z.object({ state: z.literal('removing'), draft: Draft, savedTo: z.string().nullable() }),
  z.object({ state: z.literal('removed'), proof: RemovalProof }),
]);
type Removing = Extract<z.infer<typeof Kept>, { state: 'removing' }>;

export interface RemovalService {
  view(companyId: CompanyId): Promise<RemovalView>;
  /** Not done: no place was chosen for the proof. Not saved: the place did not take it. Throws a Failure: removal.name, removal.busy, safety.busy, error.company_gone. */
  remove(order: {
    readonly companyId: CompanyId;
    readonly name: string;
  }): Promise<{ isDone: boolean; isSaved: boolean }>;
  /** Newest first. */
  proofs(): Promise<RemovalProof[]>;
  /** Once more, where somebody wants it. */
  save(companyId: CompanyId): Promise<{ savedTo?: string }>;
  /** At start, before the archive tells which companies there are. */
  finish(): Promise<void>;
}

export interface RemovalParts {
  readonly host: Pick<Host, 'clock' | 'dialogs' | 'version'>;
  readonly turn: SafetyTurn;
  readonly writer: ArchiveWriter;
  readonly reader: ArchiveReader;
  readonly companies: CompanyRepo;
  readonly connections: ConnectionRepo;
  readonly connectionsService: Pick<ConnectionService, 'signOut' | 'drop'>;
  readonly manifestOf: (providerId: string) => ProviderManifest;
  readonly db: ConfigDatabase;
  readonly meta: MetaRepo;
  readonly target: ConfigTarget;
  readonly runs: RunService;
  readonly runner: () => JobRunner;
  readonly events: EventBus;
  readonly texts: Texts;
  readonly backedUpAt: () => Promise<string | null>;
  /** Whatever else names it. */
  readonly forget: (companyId: CompanyId) => Promise<void>;
  readonly logFailure: (what: string, error: unknown) => void;
}

export function removalService(parts: RemovalParts): RemovalService {
  const { host, turn, writer, reader, companies, connections, meta, events } = parts;
  const now = (): string => instantOf(host.clock.now());

  const load = (companyId: string) => readNote(writer, SCOPE, NAME + companyId, Kept);
  const keep = (companyId: string, kept: z.infer<typeof Kept>): Promise<void> =>
    writer.notePut(SCOPE, NAME + companyId, JSON.stringify(kept));
  const all = async (): Promise<readonly z.infer<typeof Kept>[]> => {
    const names = await writer.noteList(SCOPE, NAME);
    const kept = await Promise.all(names.map((name) => load(name.slice(NAME.length))));
    return kept.flatMap((one) => one ?? []);
  };
  const proofs = async (): Promise<RemovalProof[]> =>
    (await all())
      .flatMap((kept) => (kept.state === 'removed' ? [kept.proof] : []))
      .toSorted((a, b) => (a.removedAt < b.removedAt ? 1 : -1));

  const liveRuns = (companyId: CompanyId) => parts.runs.live().filter((run) => run.companyId === companyId);
  const refuseBusy = (companyId: CompanyId): void => {
    if (liveRuns(companyId).length > 0) throw new Failure({ kind: 'conflict', key: 'removal.busy' });
  };

  const holding = async (companyId: CompanyId) => {
    const held = await reader.companyHeld(companyId);
    return { held, counts: countsOf(held, await countRows(parts.db, companyId)) };
  };

  /** An earlier try that stopped in between has counted what there was then. */
  const begun = async (companyId: CompanyId, country: Company['country'], savedTo: string | null) => {
    const earlier = await load(companyId);
    if (earlier?.state === 'removing') return { ...earlier, savedTo: savedTo ?? earlier.savedTo };
    const { held, counts } = await holding(companyId);
    const chain = { links: held?.links ?? 0, head: held?.head ?? '' };
    const about = { format: 'kontor-removal', v: 1, companyId, country, program: `Kontor ${host.version}` } as const;
    return { state: 'removing', draft: { ...about, askedAt: now(), removed: counts, chain }, savedTo } as const;
  };

  /** What the place does not take stays in the history, and can be saved from there. */
  const saved = (path: string, proof: RemovalProof): boolean => {
    try {
      saveProof(path, proof);
      return true;
    } catch (error) {
      parts.logFailure('proof of a removal', error);
      return false;
    }
  };

  /** Answers whether the proof lies where it is wanted. Safe to do again from the start; the note goes over last. */
  const takeAway = async (removing: Removing, isStart: boolean): Promise<boolean> => {
    const { draft, savedTo } = removing;
    const { companyId } = draft;
    await keep(companyId, removing);
    if ((await meta.get(GONE + companyId)) === null) await meta.set(GONE + companyId, draft.askedAt);
    // What a schedule has begun in the meantime.
    for (const run of liveRuns(companyId)) await parts.runner().cancelRun(run.id);
    const own = await connections.list(companyId);
    if (!isStart) for (const connection of own) await parts.connectionsService.signOut(connection);
    const others = (await connections.list()).filter((one) => one.companyId !== companyId);
    await forgetBudgets(parts.db, parts.manifestOf, { own, others });
    for (const connection of own) await parts.connectionsService.drop(connection);
    await parts.forget(companyId);
    await writer.eraseCompany(companyId);
    await companies.delete(companyId);
    const previous = (await proofs())[0]?.sha256 ?? null;
    const proof = sealed({ ...draft, removedAt: now(), previous });
    const isSaved = savedTo !== null && saved(savedTo, proof);
    await keep(companyId, { state: 'removed', proof });
    return isSaved;
  };

  const place = async (at: string): Promise<string | null> => {
    const t = await parts.texts();
    const suggestedName = `${t('removal_file')} ${at.slice(0, 10)}.json`;
    return host.dialogs.saveFile({ suggestedName, title: t('save_removal') });
  };

  return {
    view: async (companyId) => {
      const [{ held, counts }, backedUpAt] = [await holding(companyId), await parts.backedUpAt()];
      const lastMonth = held?.lastMonth ?? null;
      return {
        counts,
        ...(lastMonth === null ? {} : { lastMonth }),
        isBusy: liveRuns(companyId).length > 0,
        isShared: parts.target.type !== 'sqlite',
        ...(backedUpAt === null ? {} : { backedUpAt: Instant.parse(backedUpAt) }),
      };
    },
    remove: async ({ companyId, name }) => {
      const company = await companies.find(companyId);
      if (!company) throw new Failure({ kind: 'user_input', key: 'error.company_gone' });
      if (name.trim() !== company.name) throw wrongName(company.name);
      refuseBusy(companyId);
      if (turn.running() !== null) throw new Failure({ kind: 'conflict', key: 'safety.busy' });
      const savedTo = await place(now());
      if (savedTo === null) return { isDone: false, isSaved: false };
      const isSaved = await turn.run('removal', async () => {
        refuseBusy(companyId);
        return takeAway(await begun(companyId, company.country, savedTo), false);
      });
      events.emit('companies.changed', {});
      events.emit('connections.changed', {});
      return { isDone: true, isSaved };
    },
    proofs,
    save: async (companyId) => {
      const kept = await load(companyId);
      if (kept?.state !== 'removed') throw new Failure({ kind: 'user_input', key: 'error.company_gone' });
      const path = await place(kept.proof.removedAt);
      if (path === null) return {};
      saveProof(path, kept.proof);
      return { savedTo: path };
    },
    finish: async () => {
      for (const kept of await all()) if (kept.state === 'removing') await takeAway(kept, true);
      const gone = new Set((await meta.keys(GONE)).map((key) => key.slice(GONE.length)));
      // On another PC. Here it went already: a folder that is back was put back by somebody who wants it.
      for (const { id, country } of await reader.companies())
        if (gone.has(id) && (await load(id)) === null)
          await takeAway(await begun(id, country === 'DE' || country === 'EE' ? country : 'PL', null), true);
    },
  };
}

const wrongName = (name: string): Failure =>
  new Failure({ kind: 'user_input', key: 'removal.name', params: { name }, fieldErrors: { name: 'removal.name' } });
