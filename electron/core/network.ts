// Puts the network together: the real transport, the demo company's simulated services beside it, and one engine above both.
import { randomInt } from 'node:crypto';
import type { BudgetView } from '../../shared/contract/connections';
import type { FieldValues } from '../../shared/forms/fields';
import type { BudgetStore, BudgetWindow } from './http/budget';
import { budgetKeyOf, createHttpEngine, type HttpEngine } from './http/httpEngine';
import { budgetWindows } from './http/learnedLimits';
import type { Redactor } from './http/redact';
import { uploadLimit, type UploadLimit } from './http/uploadLimit';
import { createSimulatorTransport } from './http/transports/simulatorTransport';
import type { Host, Transport } from './ports';
import { demoOrigin } from './providers/sdk/demoOrigin';
import type { ProviderManifest } from './providers/sdk/defineProvider';
import type { Allowance } from './providers/sdk/plan';
import type { Simulator } from './providers/sdk/simulatorKit';
import type { HttpFactory } from './services/providerRuntime';
import { demoShare, demoSinceMs } from './services/demoLedger';
import { instantOf } from './time';

export interface Network {
  readonly http: HttpFactory;
  /** With the simulated services of the demo company in it. */
  readonly transport: Transport;
  readonly engine: HttpEngine;
  readonly uploads: UploadLimit;
  /** The shown allowances of a connection: the longest window of each group. */
  budgetsOf(manifest: ProviderManifest, connectionId: string, settings: FieldValues): Promise<BudgetView[]>;
  /** The same with the calls that count, for plans. */
  allowancesOf(
    manifest: ProviderManifest,
    connectionId: string,
    settings: FieldValues,
  ): Promise<ReadonlyMap<string, Allowance>>;
}

export interface NetworkParts {
  readonly host: Host;
  readonly budgets: BudgetStore;
  readonly manifests: readonly ProviderManifest[];
  readonly redactor: Redactor;
}

export function networkOf({ host, budgets, manifests, redactor }: NetworkParts): Network {
  const transport = createSimulatorTransport(host.transport);
  const world = demoWorld(manifests, host);
  for (const manifest of manifests) transport.serve(demoOrigin(manifest.id), world(manifest));
  const uploads = uploadLimit(host.clock);
  const engine = createHttpEngine({
    transport,
    uploads,
    clock: host.clock,
    budgets,
    redactor,
    random: () => randomInt(1_000_000) / 1_000_000,
    userAgent: `Kontor/${host.version}`,
  });
  return {
    engine,
    uploads,
    transport,
    http: (options) => engine.forManifest(options),
    budgetsOf: (manifest, connectionId, settings) => {
      const key = budgetKeyOf(manifest, connectionId, settings);
      return Promise.all(manifest.limits.shown.map((group) => budgetView(group, key, manifest)));
    },
    allowancesOf: async (manifest, connectionId, settings) => {
      const key = budgetKeyOf(manifest, connectionId, settings);
      const entries = manifest.limits.shown.map(async (group) => {
        const { windows } = await windowsOf(group, key, manifest);
        const longest = longestOf(windows);
        const takenAtMs = await budgets.taken(key, group, longest.ms, host.clock.now());
        return [group, { limit: longest.limit, windowMs: longest.ms, takenAtMs }] as const;
      });
      return new Map(await Promise.all(entries));
    },
  };

  async function windowsOf(group: string, key: string, manifest: ProviderManifest) {
    const learned = (await budgets.limits(key)).get(group);
    return learned ?? { windows: budgetWindows(manifest.limits.groups[group] ?? []), learnedAtMs: null };
  }

  async function budgetView(group: string, key: string, manifest: ProviderManifest): Promise<BudgetView> {
    const { windows, learnedAtMs } = await windowsOf(group, key, manifest);
    const longest = longestOf(windows);
    const now = host.clock.now();
    const { nextAtMs } = await budgets.usage(key, group, windows, now);
    const { used } = await budgets.usage(key, group, [longest], now);
    return {
      group,
      windowSeconds: Math.round(longest.ms / 1000),
      limit: longest.limit,
      used: used[0] ?? 0,
      ...(nextAtMs === null ? {} : { nextAt: instantOf(nextAtMs) }),
      ...(learnedAtMs === null ? {} : { learnedAt: instantOf(learnedAtMs) }),
    };
  }
}

function longestOf(windows: readonly BudgetWindow[]): BudgetWindow {
  return [...windows].sort((a, b) => b.ms - a.ms)[0] ?? { ms: 0, limit: 0 };
}

/** Loaded with the first request of the demo company. Same seed, same invoices; the programs know of those that the register delivered. */
function demoWorld(manifests: readonly ProviderManifest[], host: Host) {
  const made = new Map<string, Promise<Simulator>>();
  const register = manifests.find(({ invoices }) => invoices?.isRegister === true);
  const programs = manifests.filter(({ invoices }) => invoices !== undefined && invoices.isRegister !== true);

  const simulatorOf = (manifest: ProviderManifest): Promise<Simulator> => {
    const known = made.get(manifest.id);
    if (known) return known;
    const fresh = make(manifest);
    made.set(manifest.id, fresh);
    return fresh;
  };
  const make = async (manifest: ProviderManifest): Promise<Simulator> => {
    const create = await manifest.simulator();
    const options = { now: () => host.clock.now(), baseUrl: demoOrigin(manifest.id), seed: 1 };
    const program = programs.indexOf(manifest);
    if (register === undefined || program < 0) return create(options);
    const shared = (await simulatorOf(register)).shared?.(demoSinceMs(host.clock.now()));
    return create(shared === undefined ? options : { ...options, shared: demoShare(shared, program) });
  };
  return (manifest: ProviderManifest) =>
    async (request: Request): Promise<Response> =>
      (await simulatorOf(manifest)).handle(request);
}
