// A connection that a task makes for somebody else: its secrets go from the service's answer straight under the seal.
import { fold } from '../../../shared/lib/fold';
import type { CompanyId, ConnectionId, RunId } from '../../../shared/domain/ids';
import { ConnectionSlug } from '../../../shared/domain/ids';
import type { Connection, ConnectionRepo, SealedValue } from '../db/repositories/connection.repo';
import type { EventBus } from '../events/eventBus';
import type { Clock, Ids } from '../ports';
import type { KeptConnection, TaskContext } from '../providers/sdk/actions';
import type { ProviderManifest } from '../providers/sdk/defineProvider';
import { instantOf } from '../time';
import type { CompanyService } from './companyService';
import { suggestSlug, uniqueKeyOf } from './connectionLooks';
import type { FieldSealer } from './providerRuntime';
import type { SourceRecords } from './sourceRecords';
import { splitValues } from './splitValues';

export interface KeepConnectionParts {
  readonly companies: CompanyService;
  readonly connections: ConnectionRepo;
  readonly sources: SourceRecords;
  readonly sealer: FieldSealer;
  readonly manifestOf: (providerId: string) => ProviderManifest;
  readonly verify: (id: ConnectionId) => Promise<{ readonly runId: RunId }>;
  readonly hide: (secret: string) => void;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly ids: Ids;
}

export function keepConnectionService(parts: KeepConnectionParts): TaskContext['keepConnection'] {
  const { companies, connections, sources, sealer, clock, ids } = parts;

  const companyFor = async ({ company }: KeptConnection, manifest: ProviderManifest): Promise<CompanyId> => {
    const all = await companies.list();
    const named = all.find(({ name }) => fold(name).trim() === fold(company.name).trim());
    const known = all.find(({ taxId }) => taxId === company.taxId) ?? named;
    return known?.id ?? companies.forFound(company, manifest);
  };

  return async (order) => {
    const { providerId, identity, title, values } = order;
    const manifest = parts.manifestOf(providerId);
    const { settings, credentials } = splitValues(manifest.fields, values);
    for (const secret of credentials.values()) parts.hide(secret);
    const at = instantOf(clock.now());
    const before = await connections.findByUniqueKey(uniqueKeyOf(manifest, '', identity, settings));
    const companyId = before?.companyId ?? (await companyFor(order, manifest));
    const account = {
      companyId,
      providerId,
      identity,
      uniqueKey: uniqueKeyOf(manifest, companyId, identity, settings),
    };
    const id = before?.id ?? (await sources.idFor(account, ids.uuid() as ConnectionId));
    const sealed = await Promise.all(
      [...credentials].map(async ([field, value]): Promise<SealedValue> => ({
        kind: 'credential',
        field,
        token: await sealer.seal(id, field, value),
      })),
    );
    const connection: Connection = {
      ...account,
      id,
      slug: before?.slug ?? ConnectionSlug.parse(suggestSlug(title, new Set(await connections.slugs()))),
      title: before?.title ?? title,
      settings: { ...before?.settings, ...settings },
      state: 'ok',
      problem: null,
      createdAt: before?.createdAt ?? at,
    };
    await sources.save(account, id);
    if (before) await connections.replace(connection, sealed, at);
    else await connections.insert(connection, sealed, at);
    parts.events.emit('connections.changed', { connectionId: id });
    // The service has given what was kept; whether it works as well is found out as for every other connection.
    await parts.verify(id);
    const company = await companies.find(companyId);
    return { title: connection.title, company: company?.name ?? '', isNew: before === null };
  };
}
