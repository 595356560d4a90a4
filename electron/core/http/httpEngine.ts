// The only way out: hands each connection its http, and keeps what all of them share.
import type { FieldValues } from '../../../shared/forms/fields';
import type { Clock, Transport } from '../ports';
import type { ProviderManifest } from '../providers/sdk/defineProvider';
import type { ProviderHttp } from '../providers/sdk/http';
import type { BudgetStore } from './budget';
import { ConnectionHttp, type ConnectionOptions } from './connectionHttp';
import { ConnectionState } from './connectionState';
import { HttpLog, type Exchange } from './httpLog';
import { learnedLimits } from './learnedLimits';
import type { Redactor } from './redact';
import type { UploadLimit } from './uploadLimit';

export interface EngineParts {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly budgets: BudgetStore;
  readonly redactor: Redactor;
  /** In [0, 1). */
  readonly random: () => number;
  /** Kontor and its version. */
  readonly userAgent: string;
  /** Absent: as fast as it goes. */
  readonly uploads?: UploadLimit;
}

export interface ManifestOptions {
  readonly manifest: ProviderManifest;
  readonly connectionId: string;
  readonly settings: FieldValues;
  readonly signal: AbortSignal;
  readonly onWaiting: (untilMs: number | null) => void;
}

export interface HttpEngine {
  forConnection(options: ConnectionOptions): ProviderHttp;
  /** With the limits of a manifest; without a `budgetKey` of its own each connection has its own allowance. */
  forManifest(options: ManifestOptions): ProviderHttp;
  /** The last exchanges of all connections, redacted. */
  exchanges(): readonly Exchange[];
  /** Closes the sockets that only this connection uses. */
  release(connectionId: string): Promise<void>;
  /** The next call asks its server again, whatever failed before. */
  closeCircuits(connectionId: string): void;
  /** The next call is the probe of its server, before its time. One that fails leaves the server alone again. */
  halfOpenCircuits(connectionId: string): void;
  /** After a connection was removed. */
  forget(connectionId: string): Promise<void>;
}

const usualTimeoutMs = 30_000;

export function createHttpEngine(parts: EngineParts): HttpEngine {
  const log = new HttpLog(parts.redactor);
  const states = new Map<string, ConnectionState>();
  const limits = learnedLimits(parts.budgets);

  const stateOf = (connectionId: string, parallel: number) => {
    const known = states.get(connectionId) ?? new ConnectionState(parallel);
    states.set(connectionId, known);
    return known;
  };
  const release = async (connectionId: string): Promise<void> => {
    const state = states.get(connectionId);
    if (!state) return;
    const others = [...states].filter(([id]) => id !== connectionId).flatMap(([, other]) => [...other.origins]);
    const own = [...state.origins].filter((origin) => !others.includes(origin));
    state.leave();
    for (const origin of own) await parts.transport.disconnect?.(origin);
  };
  const forConnection = (options: ConnectionOptions) =>
    new ConnectionHttp(parts, options, {
      state: stateOf(options.connectionId, options.parallel),
      log,
      limits,
      release: () => release(options.connectionId),
    });

  return {
    forConnection,
    forManifest: ({ manifest, connectionId, settings, signal, onWaiting }) =>
      forConnection({
        connectionId,
        budgetKey: budgetKeyOf(manifest, connectionId, settings),
        parallel: manifest.limits.parallel,
        timeoutMs: manifest.limits.timeoutMs > 0 ? manifest.limits.timeoutMs : usualTimeoutMs,
        groups: manifest.limits.groups,
        signal,
        onWaiting,
      }),
    exchanges: () => log.list(),
    release,
    halfOpenCircuits: (connectionId) => states.get(connectionId)?.halfOpenCircuits(parts.clock.now()),
    closeCircuits: (connectionId) => states.get(connectionId)?.closeCircuits(),
    forget: async (connectionId) => {
      await release(connectionId);
      states.delete(connectionId);
    },
  };
}

/** Also for the screen that shows the allowance. */
export function budgetKeyOf(manifest: ProviderManifest, connectionId: string, settings: FieldValues): string {
  return `${manifest.id}:${manifest.limits.budgetKey?.(settings) ?? connectionId}`;
}
