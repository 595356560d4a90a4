// Refusals of S3 as failures: `<Error><Code>` where there is one, else the status; nothing of S3 at all is told apart.
import { Failure, isFailure, type FailureSpec, type MessageParams } from '../../../../../shared/errors';
import type { HttpAnswer } from '../http';
import { Refusal, refusalByStatus } from '../refusals';
import { childText, parseXml } from '../xmlTree';
import { CODES, FIELDS, STATUS } from './errorTable';

/** A refusal with what S3 called it, for code that has to tell one from another. */
class S3Refusal extends Refusal {
  readonly code: string;
  constructor(spec: FailureSpec, status: number, code: string) {
    super(spec, status);
    this.code = code;
  }
}

export function isRefusal(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof S3Refusal && codes.includes(error.code);
}

export interface Words {
  readonly code: string;
  readonly message: string;
  /** Where the bucket really is, as far as the answer tells. */
  readonly region: string | null;
}

/** What S3 itself says in an answer; null when it says nothing, as after HEAD, or when somebody else answered. */
export function wordsOf(answer: HttpAnswer): Words | null {
  const told = answer.headers['x-amz-bucket-region'] ?? null;
  const text = answer.text();
  if (!/<Error[\s>]/.test(text.slice(0, 400))) return null;
  try {
    const root = parseXml(text);
    if (!/(?:^|\})Error$/.test(root.name)) return null;
    const [code, message] = [childText(root, 'Code'), childText(root, 'Message')];
    const region = told ?? (childText(root, 'Region') || regionOfHost(childText(root, 'Endpoint')));
    return code === '' ? null : { code, message: message.slice(0, 300), region: region === '' ? null : region };
  } catch (error) {
    if (isFailure(error)) return null;
    throw error;
  }
}

/** `name.s3.eu-west-1.amazonaws.com`, `s3-eu-west-1.amazonaws.com` */
function regionOfHost(host: string): string {
  return /(?:^|\.)s3[.-]([a-z0-9-]+)\.amazonaws\.com/.exec(host)?.[1] ?? '';
}

/** Where an answer without words says the bucket is: HEAD has no body. */
export function regionOf(answer: HttpAnswer): string | null {
  return wordsOf(answer)?.region ?? answer.headers['x-amz-bucket-region'] ?? null;
}

export function refusalOf(answer: HttpAnswer, what: string, params: MessageParams = {}): Refusal {
  const words = wordsOf(answer);
  const code = words?.code ?? '';
  const said = `${code} ${words?.message ?? ''}`.trim();
  const { spec, status } = refusalByStatus(answer, STATUS, { what, said, params }, CODES.get(code));
  const field = FIELDS[spec.key];
  const at = field === undefined ? {} : { fieldErrors: { [field]: `${spec.key}.what` } };
  return new S3Refusal({ ...spec, ...at }, status, code);
}

const NETWORK = ['net.reset', 'net.timeout', 'net.server_error', 'net.refused', 'net.dns'];
const AGAIN = ['SlowDown', 'RequestTimeout', 'InternalError', 'ServiceUnavailable', 'OperationAborted'];
const DAMAGED = ['BadDigest', 'XAmzContentSHA256Mismatch', 'XAmzContentChecksumMismatch', 'IncompleteBody'];

/** The network or the server failed, after the request may have been carried out or before it: trying again may help. */
export function isTransient(error: unknown): error is Failure {
  if (!isFailure(error)) return false;
  return NETWORK.includes(error.spec.key) || error.spec.key === 'slow_down' || isRefusal(error, ...AGAIN, ...DAMAGED);
}

/** 503 with the word SlowDown is no outage. */
export function readSlowDown(error: unknown): unknown {
  if (!isFailure(error) || error.spec.key !== 'net.server_error') return error;
  if (!error.spec.details?.includes('<Code>SlowDown</Code>')) return error;
  const { details, retryAt } = error.spec;
  return new Failure({
    kind: 'unavailable',
    key: 'slow_down',
    details,
    ...(retryAt === undefined ? {} : { retryAt }),
    cause: error,
  });
}
