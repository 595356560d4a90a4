// Node's, undici's and OpenSSL's codes in the words of the port.
import { networkInterfaces } from 'node:os';
import { NetworkProblem, type NetworkProblemCode } from '../../ports';

const byCode: Readonly<Record<string, NetworkProblemCode>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_NODATA: 'dns',
  EAI_FAIL: 'dns',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_CLOSED: 'reset',
  UND_ERR_DESTROYED: 'reset',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'reset',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ENETUNREACH: 'offline',
  ENETDOWN: 'offline',
  EHOSTUNREACH: 'offline',
  EHOSTDOWN: 'offline',
  EADDRNOTAVAIL: 'offline',
  CERT_HAS_EXPIRED: 'tls_expired',
  CERT_NOT_YET_VALID: 'tls_expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls_name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls_untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls_untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls_untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'tls_untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls_untrusted',
  CERT_UNTRUSTED: 'tls_untrusted',
  CERT_REVOKED: 'tls_untrusted',
  CERT_REJECTED: 'tls_untrusted',
  CERT_SIGNATURE_FAILURE: 'tls_untrusted',
  INVALID_CA: 'tls_untrusted',
  INVALID_PURPOSE: 'tls_untrusted',
  HOSTNAME_MISMATCH: 'tls_name',
  EPROTO: 'tls',
};

/** Codes of the layers below that are about the connection; what undici and Node say about our own arguments is not. */
const aboutConnection =
  /^(ERR_SSL_|ERR_TLS_|HPE_|UND_ERR_(SOCKET|CONNECT|HEADERS|BODY|RES|CLOSED|DESTROYED)|ERR_STREAM_(PREMATURE_CLOSE|DESTROYED))/;

/** Null when it is no matter of the network, e.g. a missing file or a header that cannot be sent. */
export function networkProblem(cause: unknown): NetworkProblem | null {
  if (cause instanceof NetworkProblem) return cause;
  const code = codeOf(cause);
  if (!(code in byCode) && !aboutConnection.test(code)) return null;
  const isTls = code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_');
  return new NetworkProblem(byCode[code] ?? (isTls ? 'tls' : 'other'), `${code}: ${textOf(cause)}`, { cause });
}

/** While the connection is made everything is a matter of the network, and nothing was sent. */
export function connectProblem(cause: unknown, step: 'connect' | 'secureConnect'): NetworkProblem {
  const known = networkProblem(cause);
  const code = known?.code ?? (step === 'connect' ? 'other' : 'tls_untrusted');
  return new NetworkProblem(code, known?.message ?? textOf(cause), { cause, wasNeverSent: true });
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** undici and happy eyeballs wrap what happened: the first known code of the chain counts. */
function codeOf(problem: unknown, depth = 0): string {
  if (!(problem instanceof Error) || depth > 4) return '';
  // undici reports an answer that is no HTTP without any code.
  if (problem.name === 'HTTPParserError') return 'HPE_INVALID';
  const own = (problem as Error & { code?: unknown }).code;
  const code = typeof own === 'string' ? own : '';
  if (code in byCode) return code;
  const inner: unknown = problem instanceof AggregateError ? problem.errors[0] : problem.cause;
  return codeOf(inner, depth + 1) || code;
}

/** Any address that is not this computer's own. */
export function hasNetwork(): boolean {
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some((address) => !address.internal));
}

/** A name that cannot be found while no network is up says nothing about the name. */
export function orOffline(problem: NetworkProblem, isNetworkUp: () => boolean): NetworkProblem {
  if (problem.code !== 'dns' || isNetworkUp()) return problem;
  return new NetworkProblem('offline', problem.message, { cause: problem, wasNeverSent: problem.wasNeverSent });
}
