// Asks the services' own notice boards, seldom, and holds back what nobody waits for. What a board does not say is no alarm.
import { Failure } from '../../../shared/errors';
import type { Connection } from '../db/repositories/connection.repo';
import type { Clock } from '../ports';
import type { ProviderManifest, ServiceHealth } from '../providers/sdk/defineProvider';
import { instantOf } from '../time';
import type { NoticeBoard } from './noticeBoard';
import type { ProviderRuntime } from './providerRuntime';

/** A board is asked again after this time. */
const FRESH_MS = 5 * 60_000;

export interface HealthService {
  /** What the board says now; null for services without one. */
  look(connection: Connection, signal: AbortSignal): Promise<ServiceHealth | null>;
  /** The service has answered: an alarm that was told before is asked about anew. */
  answered(connection: Connection, signal: AbortSignal): Promise<void>;
  /** Throws `sync.held_outage` or `sync.held_maintenance` with the next try while a scheduled run had better wait. */
  holdBack(connection: Connection, signal: AbortSignal): Promise<void>;
}

export interface HealthParts {
  readonly manifestOf: (providerId: string) => ProviderManifest;
  readonly runtime: ProviderRuntime;
  readonly notices: NoticeBoard;
  readonly clock: Clock;
}

const quiet = { info: () => undefined, warn: () => undefined };

export function healthService({ manifestOf, runtime, notices, clock }: HealthParts): HealthService {
  const seen = new Map<string, { readonly atMs: number; readonly health: ServiceHealth }>();

  const look: HealthService['look'] = async (connection, signal) => {
    const manifest = manifestOf(connection.providerId);
    if (!manifest.health) return null;
    const known = seen.get(connection.id);
    const age = known ? clock.now() - known.atMs : Infinity;
    if (known && age >= 0 && age < FRESH_MS) return known.health;
    // The board is public: no credential is opened for it.
    const target = {
      manifest,
      connectionId: connection.id,
      settings: connection.settings,
      credentials: new Map<string, string>(),
    };
    const ask = await manifest.health();
    const health = await ask(runtime.context(target, { signal, log: quiet }));
    seen.set(connection.id, { atMs: clock.now(), health });
    notices.setHealth(connection.id, health.notices);
    return health;
  };

  return {
    look,
    answered: async (connection, signal) => {
      if ((seen.get(connection.id)?.health.holdUntilMs ?? null) === null) return;
      seen.delete(connection.id);
      await look(connection, signal);
    },
    holdBack: async (connection, signal) => {
      const health = await look(connection, signal);
      if (!health || health.holdUntilMs === null) return;
      const [notice] = health.notices;
      throw new Failure({
        kind: 'unavailable',
        key: notice?.kind === 'maintenance' ? 'sync.held_maintenance' : 'sync.held_outage',
        params: { service: manifestOf(connection.providerId).name, said: notice?.text ?? '' },
        retryAt: instantOf(health.holdUntilMs),
      });
    },
  };
}
