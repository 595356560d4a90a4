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
  not_public: 'net.not_public',
};

/** Without a hint of the server: long enough to be polite, short enough to be seen. */
const pauseWithoutHintMs = 60_000;
/** Signatures and token times fail beyond this. */
const toleratedSkewMs = 5 * 60_000;

export function networkFailure(problem: NetworkProblem, facts: FailureFacts): Failure {
  return netFailure(keyOf[problem.code], facts, { cause: problem });
}

export function statusFailure(
  status: number,
  retryAfter: { readonly ms: number | null; readonly raw: string },
  facts: FailureFacts,
): Failure {
  const hinted = retryAfter.ms === null ? null : facts.nowMs + retryAfter.ms;
  if (status === 429) return rateLimitedFailure(hinted ?? facts.nowMs + pauseWithoutHintMs, facts, retryAfter.raw);
  return netFailure('net.server_error', facts, {
    params: { status },
    ...(hinted === null ? {} : { retryAt: instantOf(hinted) }),
  });
}

/** `raw` is the header as it came; empty when the wait is our own. */
export function rateLimitedFailure(retryAtMs: number, facts: FailureFacts, raw = ''): Failure {
  const retryAfterSeconds = Math.max(0, Math.ceil((retryAtMs - facts.nowMs) / 1000));
  const params = { retryAfterSeconds, ...(raw === '' ? {} : { retryAfter: raw.slice(0, 60) }) };
  return netFailure('net.rate_limited', facts, { kind: 'rate_limited', retryAt: instantOf(retryAtMs), params });
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
