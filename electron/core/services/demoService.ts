// The demo company: simulated services inside this process, connected through the wizard's own path; removable without a trace.
import type { CompanyId, ConnectionId } from '../../../shared/domain/ids';
import { monthBefore } from '../../../shared/domain/calendar';
import { Failure } from '../../../shared/errors';
import type { ArchiveReader, ArchiveWriter } from '../archive/types';
import type { CompanyRepo } from '../db/repositories/company.repo';
import type { ConnectionRepo } from '../db/repositories/connection.repo';
import type { MetaRepo } from '../db/repositories/meta.repo';
import type { EventBus } from '../events/eventBus';
import type { ProviderManifest } from '../providers/sdk/defineProvider';
import type { JobRunner } from '../jobs/jobRunner';
import type { Clock } from '../ports';
import { DEMO_COMPANY, type CompanyService } from './companyService';
import { instantOf } from '../time';
import { suggestSlug } from './connectionLooks';
import type { ConnectService } from './connectService';
import type { RunService } from './runService';
import { removeSpool } from './spool';
import type { SyncService } from './syncService';
import type { VaultService } from './vaultService';

export interface DemoService {
  open(): Promise<{ id: CompanyId }>;
  remove(): Promise<void>;
  /** At start, before anything else looks at the companies: a removal that a crash cut off. */
  finishRemoval(): Promise<void>;
  /** At start, when jobs run: an opening that a crash cut off. */
  finishOpening(): Promise<void>;
}

export interface DemoParts {
  readonly companies: CompanyService;
  readonly companyRepo: CompanyRepo;
  readonly connections: ConnectionRepo;
  readonly connect: ConnectService;
  readonly sync: SyncService;
  readonly runs: RunService;
  readonly runner: () => JobRunner;
  readonly writer: ArchiveWriter;
  readonly reader: ArchiveReader;
  readonly manifests: readonly ProviderManifest[];
  readonly events: EventBus;
  readonly meta: MetaRepo;
  readonly clock: Clock;
  readonly spoolRoot: string;
  readonly vault: Pick<VaultService, 'view'>;
  readonly logFailure: (what: string, error: unknown) => void;
}

/** Noted while the demo company is half there: `opening` or `removing`. */
const UNDER_WAY = 'demo';
const MONTHS_BACK = 11;

/** Twelve months, whatever day it is: by itself a source begins with the year, and in January the demo would have nothing to show. */
function demoSince({ fields }: ProviderManifest, nowMs: number): { readonly since?: string } {
  if (!fields.some(({ id }) => id === 'since')) return {};
  let month = instantOf(nowMs).slice(0, 7);
  for (let back = 0; back < MONTHS_BACK; back += 1) month = monthBefore(month);
  return { since: `${month}-01` };
}

export function demoService(parts: DemoParts): DemoService {
  const existing = async (): Promise<CompanyId | null> =>
    (await parts.companyRepo.list()).find((company) => company.isDemo)?.id ?? null;

  const connectOne = async (companyId: CompanyId, manifest: ProviderManifest): Promise<ConnectionId> => {
    const flow = await parts.connect.start({ providerId: manifest.id, companyId });
    const values = { ...demoSince(manifest, parts.clock.now()), ...manifest.demoValues };
    parts.connect.check(flow.id, values, 'demo');
    const { current } = await parts.connect.settled(flow.id);
    if (current.step !== 'checked') {
      parts.connect.cancel(flow.id);
      throw new Error(`demo connection to ${manifest.id} ended with ${current.step}`);
    }
    const taken = new Set(await parts.connections.slugs());
    return (await parts.connect.finish(flow.id, manifest.name, suggestSlug(manifest.name, taken))).connectionId;
  };

  const doTasks = async ({ id: providerId, demoTasks = [] }: ProviderManifest, connectionId: ConnectionId) => {
    for (const { actionId, answers } of demoTasks) {
      const flow = await parts.connect.start({ providerId, connectionId, actionId });
      parts.connect.act(flow.id, answers);
      const { current } = await parts.connect.settled(flow.id);
      parts.connect.cancel(flow.id);
      if (current.step !== 'acted') throw new Error(`demo task ${actionId} ended with ${current.step}`);
    }
  };

  /** Makes what is missing: the company, its connections, its first sync. */
  const complete = async (): Promise<CompanyId> => {
    const id = (await existing()) ?? (await parts.companies.create(DEMO_COMPANY));
    for (const manifest of parts.manifests) {
      // A task of another one may have connected it.
      const known = (await parts.connections.list(id)).find(({ providerId }) => providerId === manifest.id);
      // One service that cannot be simulated must not keep the others from the screen.
      await (async () => doTasks(manifest, known?.id ?? (await connectOne(id, manifest))))().catch((error: unknown) => {
        parts.logFailure(`demo ${manifest.id}`, error);
      });
    }
    const isAsked = (await parts.reader.runs({ companyId: id, kind: 'sync', limit: 1 })).length > 0;
    if (!isAsked) await parts.sync.start({ companyId: id, trigger: 'demo' });
    await parts.meta.delete(UNDER_WAY);
    return id;
  };

  /** A click while the last opening still goes on, after a crash in the background, waits for that one. */
  let going: Promise<CompanyId> | null = null;
  const completeOnce = (): Promise<CompanyId> => {
    going ??= complete().finally(() => {
      going = null;
    });
    return going;
  };

  /** The company goes last: as long as it is there, the removal can be found and done again. */
  const takeAway = async (id: CompanyId): Promise<void> => {
    for (const connection of await parts.connections.list(id)) {
      await removeSpool(parts.spoolRoot, connection.id);
      await parts.connections.delete(connection.id);
    }
    await parts.writer.eraseCompany(id);
    await parts.companyRepo.delete(id);
    await parts.meta.delete(UNDER_WAY);
  };

  return {
    open: async () => {
      const old = await existing();
      if (old && (await parts.meta.get(UNDER_WAY)) !== 'opening') return { id: old };
      // Without a key no connection can be kept: a company without any would stand there as if that were the demo.
      if (parts.vault.view().state !== 'open') throw new Failure({ kind: 'unavailable', key: 'vault.locked' });
      await parts.meta.set(UNDER_WAY, 'opening');
      return { id: await completeOnce() };
    },
    finishRemoval: async () => {
      const id = await existing();
      if ((await parts.meta.get(UNDER_WAY)) !== 'removing') return;
      if (id) await takeAway(id);
      else await parts.meta.delete(UNDER_WAY);
    },
    finishOpening: async () => {
      if ((await parts.meta.get(UNDER_WAY)) === 'opening') await completeOnce();
    },
    remove: async () => {
      await going?.catch(() => undefined);
      const id = await existing();
      if (!id) return;
      await parts.meta.set(UNDER_WAY, 'removing');
      for (const run of parts.runs.live()) if (run.companyId === id) await parts.runner().cancelRun(run.id);
      await takeAway(id);
      parts.events.emit('companies.changed', {});
      parts.events.emit('connections.changed', {});
    },
  };
}
