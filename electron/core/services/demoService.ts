// The demo company: simulated services inside this process, connected through the wizard's own path; removable without a trace.
import type { CompanyId, ConnectionId } from '../../../shared/domain/ids';
import type { ArchiveReader, ArchiveWriter } from '../archive/types';
import type { CompanyRepo } from '../db/repositories/company.repo';
import type { ConnectionRepo } from '../db/repositories/connection.repo';
import type { EventBus } from '../events/eventBus';
import type { Clock } from '../ports';
import type { ProviderManifest } from '../providers/sdk/defineProvider';
import type { JobRunner } from '../jobs/jobRunner';
import { DEMO_COMPANY, type CompanyService } from './companyService';
import { suggestSlug } from './connectionLooks';
import type { ConnectService } from './connectService';
import type { RunService } from './runService';
import type { SyncService } from './syncService';

export interface DemoService {
  open(): Promise<{ id: CompanyId }>;
  remove(): Promise<void>;
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
  readonly clock: Clock;
  readonly logFailure: (what: string, error: unknown) => void;
}

export function demoService(parts: DemoParts): DemoService {
  const existing = async (): Promise<CompanyId | null> =>
    (await parts.companyRepo.list()).find((company) => company.isDemo)?.id ?? null;

  const connectOne = async (companyId: CompanyId, manifest: ProviderManifest): Promise<ConnectionId> => {
    const flow = await parts.connect.start({ providerId: manifest.id, companyId });
    parts.connect.check(flow.id, { ...manifest.demoValues }, 'demo');
    const { current } = await parts.connect.settled(flow.id);
    if (current.step !== 'checked') {
      parts.connect.cancel(flow.id);
      throw new Error(`demo connection to ${manifest.id} ended with ${current.step}`);
    }
    const taken = new Set(await parts.connections.slugs());
    return (await parts.connect.finish(flow.id, manifest.name, suggestSlug(manifest.name, taken))).connectionId;
  };

  return {
    open: async () => {
      const old = await existing();
      if (old) return { id: old };
      const id = await parts.companies.create(DEMO_COMPANY);
      for (const manifest of parts.manifests) {
        // One service that cannot be simulated must not keep the others from the screen.
        await connectOne(id, manifest).catch((error: unknown) => {
          parts.logFailure(`demo ${manifest.id}`, error);
        });
      }
      await parts.sync.start({ companyId: id, trigger: 'demo' });
      return { id };
    },
    remove: async () => {
      const id = await existing();
      if (!id) return;
      for (const run of parts.runs.live()) if (run.companyId === id) await parts.runner().cancelRun(run.id);
      for (const connection of await parts.connections.list(id)) await parts.connections.delete(connection.id);
      await parts.writer.eraseCompany(id);
      await parts.companyRepo.delete(id);
      parts.events.emit('companies.changed', {});
      parts.events.emit('connections.changed', {});
    },
  };
}
