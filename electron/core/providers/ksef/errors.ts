// Refusals of KSeF as failures: reads both error shapes and looks the meaning up in the table.
import { Failure, type FailureSpec, type MessageParams } from '../../../../shared/errors';
import type { HttpAnswer } from '../sdk/http';
import type { RefusalRow } from '../sdk/refusals';
import { CODES, REASONS, SIGN_IN_STATUS, TOKEN_DETAILS } from './errorTable';
import { Problem, type Status } from './wire';

/** A refusal with its numbers, for code that has to tell one from another; to everybody else an ordinary failure. */
export class KsefRefusal extends Failure {
  readonly status: number;
  readonly codes: readonly number[];
  constructor(spec: FailureSpec, status: number, codes: readonly number[]) {
    super(spec);
    this.status = status;
    this.codes = codes;
  }
}

/** The allowance is used up: seconds to wait, and the header as KSeF wrote it where it was KSeF who said so. */
export class KsefRateLimit extends Failure {
  readonly retryAfterSeconds: number;
  readonly retryAfterRaw: string | null;
  constructor(spec: FailureSpec) {
    super(spec);
    const { retryAfterSeconds = 0, retryAfter } = spec.params ?? {};
    this.retryAfterSeconds = Number(retryAfterSeconds);
    this.retryAfterRaw = retryAfter === undefined ? null : String(retryAfter);
  }
}

/** Polling ended before KSeF decided. The reference number is what its support asks for. */
export class SignInTimeout extends Failure {
  readonly referenceNumber: string;
  constructor(referenceNumber: string, attempts: number, seconds: number) {
    super({
      kind: 'unavailable',
      key: 'login_timeout',
      params: { reference: referenceNumber, attempts, seconds },
      details: `sign-in ${referenceNumber}: status 100 after ${String(attempts)} questions`,
    });
    this.referenceNumber = referenceNumber;
  }
}

export function isRefusal(error: unknown, codeOrStatus?: number): error is KsefRefusal {
  if (!(error instanceof KsefRefusal)) return false;
  return codeOrStatus === undefined || error.status === codeOrStatus || error.codes.includes(codeOrStatus);
}

function rowOfHttp(status: number, problem: Problem | null, codes: readonly number[], isPage: boolean): RefusalRow {
  if (status === 401) return ['auth', 'login_refused'];
  // A 403 without KSeF's own words comes from the wall in front of it, and passes.
  if (status === 403) {
    const row = REASONS[problem?.reasonCode ?? ''] ?? (['unavailable', 'wall'] as const);
    return row[1] === 'missing_rights' && isAboutSending(problem) ? ['permission', 'missing_right_to_send'] : row;
  }
  if (status === 404) return ['unavailable', 'wrong_address'];
  if (status === 410) return ['unavailable', 'export_gone'];
  if (status === 429) return ['rate_limited', 'rate_limited'];
  if (status === 408 || status >= 500) return ['unavailable', 'ksef_failed'];
  // KSeF refuses in JSON. A page says nothing about what was asked.
  if (status === 400 && isPage) return ['unavailable', 'wall'];
  const known = codes.map((code) => CODES.get(code)).find((row) => row !== undefined);
  return known ?? ['rejected', 'request_refused'];
}

/** Reading is another right than issuing: who has the one only is not told to ask for it. */
function isAboutSending(problem: Problem | null): boolean {
  const rights = problem?.security?.['requiredAnyOfPermissions'];
  return Array.isArray(rights) && rights.includes('InvoiceWrite') && !rights.includes('InvoiceRead');
}

/** A refusal that came as an HTTP status. */
export function refusalOfAnswer(answer: HttpAnswer): KsefRefusal {
  const problem = readProblem(answer);
  const listed = problem?.errors ?? [];
  const legacy = problem?.exception?.exceptionDetailList ?? [];
  const codes = [
    ...listed.map((entry) => entry.code),
    ...legacy.flatMap((entry) => (entry.exceptionCode === undefined ? [] : [entry.exceptionCode])),
  ];
  const [kind, key] = rowOfHttp(answer.status, problem, codes, isHtml(answer));
  const words = [
    ...listed.flatMap((entry) => [entry.description, ...(entry.details ?? [])]),
    ...legacy.flatMap((entry) => [entry.exceptionDescription, ...(entry.details ?? [])]),
    problem?.detail,
  ].filter((word) => word !== undefined);
  const trace = problem?.traceId ?? problem?.exception?.serviceCode;
  const details = supportText([`HTTP ${String(answer.status)}`, codes.join(' '), ...words, trace && `trace ${trace}`]);
  return new KsefRefusal({ kind, key, params: paramsOf(problem, words[0]), details }, answer.status, codes);
}

/** A refusal that came with HTTP 200 as the status of something asynchronous. */
export function refusalOfStatus(
  status: Status,
  table: Readonly<Record<number, RefusalRow>>,
  params: MessageParams = {},
): KsefRefusal {
  const detail = (status.details ?? []).join(' ');
  const byDetail = table === SIGN_IN_STATUS && status.code === 450 ? tokenRow(detail) : undefined;
  const [kind, key] = byDetail ?? table[status.code] ?? ['unavailable', 'ksef_failed'];
  const details = supportText([`status ${String(status.code)}`, status.description, detail]);
  return new KsefRefusal({ kind, key, params: { ...params, code: status.code }, details }, 200, [status.code]);
}

function tokenRow(detail: string): RefusalRow | undefined {
  const found = TOKEN_DETAILS.find(([pattern]) => pattern.test(detail));
  return found ? [found[1], found[2]] : undefined;
}

const isHtml = ({ headers }: HttpAnswer): boolean => /html/i.test(headers['content-type'] ?? '');

function readProblem(answer: HttpAnswer): Problem | null {
  // `application/problem+json` beside `application/json`: any JSON is read, anything else is not KSeF speaking.
  if (!/[/+]json/i.test(answer.headers['content-type'] ?? '')) return null;
  try {
    const parsed = Problem.safeParse(JSON.parse(answer.text()));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function paramsOf(problem: Problem | null, firstWords: string | undefined): MessageParams {
  const security = problem?.security ?? {};
  const rights = security['requiredAnyOfPermissions'];
  const ip = security['clientIp'];
  return {
    // Texts name both; what KSeF leaves out must not leave a gap in a sentence.
    rights: Array.isArray(rights) ? rights.filter((right) => typeof right === 'string').join(', ') : 'InvoiceRead',
    ip: typeof ip === 'string' ? ip : '?',
    ...(firstWords === undefined ? {} : { said: supportText([firstWords]) }),
  };
}

const MAX_SUPPORT_TEXT = 500;

/** One line for *Details*: short, and without anything that looks like a token. */
export function supportText(words: readonly (string | undefined)[]): string {
  const line = words.filter((word) => word !== undefined && word !== '').join(' · ');
  return line
    .replace(/eyJ[\w-]+(\.[\w-]+)*/g, '***')
    .replace(/\b[0-9a-f]{64}\b/gi, '***')
    .slice(0, MAX_SUPPORT_TEXT);
}
