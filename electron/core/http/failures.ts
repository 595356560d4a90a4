// Classification, once: what happened on the way becomes one of the keys of shared/locales/*/net.json.
import { Failure, type FailureSpec, type MessageParams } from '../../../shared/errors';
import type { NetworkProblem, NetworkProblemCode } from '../ports';
import { instantOf } from '../time';

export interface FailureFacts {
  readonly host: string;
  readonly nowMs: number;
  /** The server's clock minus ours, when its answer told. */
  readonly skewMs: number | null;
  /** Already redacted. */
  readonly details: string;
}

const keyOf: Readonly<Record<NetworkProblemCode, string>> = {
  dns: 'net.dns',
  refused: 'net.refused',
  reset: 'net.reset',
  other: 'net.reset',
  timeout: 'net.timeout',
  tls_expired: 'net.tls_expired',
  tls_untrusted: 'net.tls_untrusted',
  tls_name: 'net.tls_name',
  tls: 'net.tls',
  offline: 'net.offline',
  proxy: 'net.proxy',
};

/** Without a hint of the server: long enough to be polite, short enough to be seen. */
const pauseWithoutHintMs = 60_000;
/** Signatures and token times fail beyond this. */
const toleratedSkewMs = 5 * 60_000;

export function networkFailure(problem: NetworkProblem, facts: FailureFacts): Failure {
  return netFailure(keyOf[problem.code], facts, { cause: problem });
}

export function statusFailure(status: number, retryAfterMs: number | null, facts: FailureFacts): Failure {
  const hinted = retryAfterMs === null ? null : facts.nowMs + retryAfterMs;
  if (status === 429) return rateLimitedFailure(hinted ?? facts.nowMs + pauseWithoutHintMs, facts);
  return netFailure('net.server_error', facts, {
    params: { status },
    ...(hinted === null ? {} : { retryAt: instantOf(hinted) }),
  });
}

export function rateLimitedFailure(retryAtMs: number, facts: FailureFacts): Failure {
  return netFailure('net.rate_limited', facts, { kind: 'rate_limited', retryAt: instantOf(retryAtMs) });
}

export function circuitFailure(retryAtMs: number, facts: FailureFacts): Failure {
  return netFailure('net.circuit_open', facts, { retryAt: instantOf(retryAtMs) });
}

export function netFailure(
  key: string,
  facts: FailureFacts,
  more: Partial<Omit<FailureSpec, 'key'>> & { readonly params?: MessageParams } = {},
): Failure {
  const params: MessageParams = {
    host: facts.host,
    today: instantOf(facts.nowMs).slice(0, 10),
    ...clockHint(facts.skewMs),
    ...more.params,
  };
  return new Failure({ kind: 'unavailable', details: facts.details, ...more, key, params });
}

/** `minutes` fills the texts of `net.clock`, which a screen shows as a hint beside whatever else went wrong. */
function clockHint(skewMs: number | null): MessageParams {
  if (skewMs === null || Math.abs(skewMs) <= toleratedSkewMs) return {};
  return { clockSkewMinutes: Math.round(skewMs / 60_000), minutes: Math.round(Math.abs(skewMs) / 60_000) };
}

export function cancelledFailure(reason: unknown): Failure {
  return new Failure({ kind: 'cancelled', key: 'error.cancelled', cause: reason });
}
