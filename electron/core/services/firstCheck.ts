// The first check of a connection that was stored before anybody had asked its service: what it found becomes the connection's own.
import { Failure } from '../../../shared/errors';
import type { CompanyId } from '../../../shared/domain/ids';
import type { CompanyRepo } from '../db/repositories/company.repo';
import type { Connection, ConnectionRepo, SealedValue } from '../db/repositories/connection.repo';
import type { EventBus } from '../events/eventBus';
import type { Clock } from '../ports';
import type { VerifyResult } from '../providers/sdk/defineProvider';
import { instantOf } from '../time';
import { uniqueKeyOf } from './connectionLooks';
import type { FieldSealer, Target } from './providerRuntime';
import type { RunService } from './runService';
import type { SourceRecords } from './sourceRecords';

export type FirstCheck = (connection: Connection, target: Target, result: VerifyResult, runId: string) => Promise<void>;

export interface FirstCheckParts {
  readonly companies: CompanyRepo;
  readonly connections: ConnectionRepo;
  readonly sources: SourceRecords;
  readonly sealer: FieldSealer;
  readonly runs: RunService;
  readonly events: EventBus;
  readonly clock: Clock;
}

export function firstCheck(parts: FirstCheckParts): FirstCheck {
  const { connections, sources, runs, clock } = parts;

  /** The account says whose it is; where it does not, or nobody here has that tax id, it stays where it was put. */
  const ownerOf = async ({ companyId }: Connection, taxId: string | undefined): Promise<CompanyId> => {
    const named = taxId === undefined ? undefined : (await parts.companies.list()).find((one) => one.taxId === taxId);
    return named?.id ?? companyId;
  };

  return async (connection, { manifest, credentials }, result, runId) => {
    const settings = { ...connection.settings, ...result.settings };
    const companyId = await ownerOf(connection, result.company?.taxId);
    const uniqueKey = uniqueKeyOf(manifest, companyId, result.identity, settings);
    const taken = await connections.findByUniqueKey(uniqueKey);
    if (taken)
      throw new Failure({ kind: 'conflict', key: 'connect.already_connected', params: { title: taken.title } });
    const account = { companyId, providerId: manifest.id, identity: result.identity, uniqueKey };
    // Its documents may be there from before: then it goes on under the id that they have.
    const id = await sources.idFor(account, connection.id);
    const sealed = await Promise.all(
      [...credentials].map(async ([field, value]): Promise<SealedValue> => ({
        kind: 'credential',
        field,
        token: await parts.sealer.seal(id, field, value),
      })),
    );
    const at = instantOf(clock.now());
    const settled: Connection = { ...connection, ...account, id, settings, state: 'ok', problem: null };
    await sources.save(account, id);
    if (id === connection.id) {
      await connections.replace(settled, null, at);
    } else {
      await connections.replaceAs(connection.id, settled, sealed, at);
      const { total = 0 } = (await runs.get(runId))?.parts[0] ?? {};
      await runs.settle(runId, connection.id, { state: 'done', done: total });
      await runs.handOver(connection.id, id);
    }
    parts.events.emit('connections.changed', { connectionId: id });
  };
}
