// Puts the network together: the real transport, the demo company's simulated services beside it, and one engine above both.
import { randomInt } from 'node:crypto';
import type { BudgetView } from '../../shared/contract/connections';
import type { FieldValues } from '../../shared/forms/fields';
import type { ConfigDatabase } from './db/openDatabase';
import { budgetRepo } from './db/repositories/budget.repo';
import { budgetKeyOf, createHttpEngine, type HttpEngine } from './http/httpEngine';
import type { Redactor } from './http/redact';
import { createSimulatorTransport } from './http/transports/simulatorTransport';
import type { Host } from './ports';
import { demoOrigin } from './providers/sdk/demoOrigin';
import type { ProviderManifest } from './providers/sdk/defineProvider';
import type { Simulator } from './providers/sdk/simulatorKit';
import type { HttpFactory } from './services/providerRuntime';
import { instantOf } from './time';

export interface Network {
  readonly http: HttpFactory;
  readonly engine: HttpEngine;
  /** The shown allowances of a connection: the longest window of each group. */
  budgetsOf(manifest: ProviderManifest, connectionId: string, settings: FieldValues): Promise<BudgetView[]>;
}

export interface NetworkParts {
  readonly host: Host;
  readonly db: ConfigDatabase;
  readonly manifests: readonly ProviderManifest[];
  readonly redactor: Redactor;
}

export function networkOf({ host, db, manifests, redactor }: NetworkParts): Network {
  const budgets = budgetRepo(db, host.ids);
  const transport = createSimulatorTransport(host.transport);
  for (const manifest of manifests) transport.serve(demoOrigin(manifest.id), lazySimulator(manifest, host));
  const engine = createHttpEngine({
    transport,
    clock: host.clock,
    budgets,
    redactor,
    random: () => randomInt(1_000_000) / 1_000_000,
    userAgent: `Kontor/${host.version}`,
  });
  return {
    engine,
    http: (options) => engine.forManifest(options),
    budgetsOf: (manifest, connectionId, settings) =>
      Promise.all(
        manifest.limits.shown.map(async (group) => {
          const windows = manifest.limits.groups[group] ?? [];
          const longest = [...windows].sort((a, b) => b.seconds - a.seconds)[0];
          const key = budgetKeyOf(manifest, connectionId, settings);
          const all = windows.map(({ seconds, limit }) => ({ ms: seconds * 1000, limit }));
          const { nextAtMs } = await budgets.usage(key, group, all, host.clock.now());
          const windowMs = (longest?.seconds ?? 0) * 1000;
          const { used } = await budgets.usage(
            key,
            group,
            [{ ms: windowMs, limit: longest?.limit ?? 0 }],
            host.clock.now(),
          );
          return {
            group,
            windowSeconds: longest?.seconds ?? 0,
            limit: longest?.limit ?? 0,
            used: used[0] ?? 0,
            ...(nextAtMs === null ? {} : { nextAt: instantOf(nextAtMs) }),
          };
        }),
      ),
  };
}

/** Loaded with the first request of the demo company. Same seed, same invoices. */
function lazySimulator(manifest: ProviderManifest, host: Host): (request: Request) => Promise<Response> {
  let made: Promise<Simulator> | null = null;
  return async (request) => {
    made ??= manifest
      .simulator()
      .then((create) => create({ now: () => host.clock.now(), baseUrl: demoOrigin(manifest.id), seed: 1 }));
    return (await made).handle(request);
  };
}
