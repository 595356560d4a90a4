// What KSeF refuses with, and what that means for the user: one table, tested row by row. Keys are relative to the provider.
import { Failure, type ErrorKind, type FailureSpec, type MessageParams } from '../../../../shared/errors';
import type { HttpAnswer } from '../sdk/http';
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

type Row = readonly [kind: ErrorKind, key: string];

/** Status of a sign-in; 450 is told apart by its detail. */
export const SIGN_IN_STATUS: Readonly<Record<number, Row>> = {
  400: ['auth', 'certificate_refused'],
  415: ['permission', 'no_permission'],
  425: ['auth', 'login_revoked'],
  450: ['auth', 'token_invalid'],
  460: ['auth', 'certificate_refused'],
  470: ['auth', 'person_gone'],
  480: ['permission', 'blocked'],
  500: ['unavailable', 'ksef_failed'],
  550: ['unavailable', 'ksef_cancelled'],
};

/** KSeF writes the details of 450 in Polish since 2.6.1, in English before. Most telling first. */
export const TOKEN_DETAILS: readonly (readonly [RegExp, ErrorKind, string])[] = [
  [/kontek|context/i, 'auth', 'token_other_context'],
  [/uniewa|revoked/i, 'auth', 'token_revoked'],
  [/nieaktyw|inactive/i, 'auth', 'token_inactive'],
  [/wyzwani|challenge/i, 'unavailable', 'challenge_refused'],
  [/czas|time/i, 'unavailable', 'challenge_refused'],
  [/szyfrowani|encryption|kodowani|encoding/i, 'unavailable', 'token_encryption'],
];

/** Status of an export. 420 and 210 are no failures to the one who asks: nothing new, start anew. */
export const EXPORT_STATUS: Readonly<Record<number, Row>> = {
  210: ['unavailable', 'export_gone'],
  415: ['unavailable', 'export_key_refused'],
  420: ['unavailable', 'nothing_new'],
  500: ['unavailable', 'ksef_failed'],
  550: ['unavailable', 'ksef_cancelled'],
};

const rows = (codes: readonly number[], row: Row) => codes.map((code) => [code, row] as const);

/** Codes of HTTP 400. */
export const CODES: ReadonlyMap<number, Row> = new Map<number, Row>([
  ...rows([9101, 9102, 9103, 9105, 21115, 21406], ['auth', 'certificate_refused']),
  ...rows([21111], ['unavailable', 'challenge_refused']),
  ...rows([21117], ['auth', 'token_other_context']),
  ...rows([21301, 21304], ['unavailable', 'login_lost']),
  ...rows([21308], ['auth', 'person_gone']),
  ...rows([21470], ['unavailable', 'key_withdrawn']),
  ...rows([21175], ['unavailable', 'export_gone']),
  ...rows([21181], ['rejected', 'export_refused']),
  ...rows([21182], ['rate_limited', 'too_many_exports']),
  ...rows([21183], ['unavailable', 'nothing_new']),
  ...rows([21164, 21173, 25005, 25008], ['rejected', 'not_found']),
  ...rows([21165, 21178], ['unavailable', 'not_ready']),
  ...rows([21155, 21180, 21184, 21205, 21208], ['unavailable', 'session_closed']),
  ...rows([21001, 21217, 21401, 21402, 21403, 21157, 21161, 21166, 21167], ['rejected', 'document_refused']),
  ...rows([25001, 25002, 25003, 25004, 25006, 25007, 25009, 25010, 25011], ['rejected', 'certificate_request_refused']),
  ...rows([26001, 26002], ['permission', 'rights_refused']),
  ...rows([30001], ['conflict', 'already_there']),
  ...rows([21405, 21418, 71001, 71002, 71004, 71005], ['rejected', 'request_refused']),
]);

/** Reasons of HTTP 403. */
export const REASONS: Readonly<Record<string, Row>> = {
  'missing-permissions': ['permission', 'missing_rights'],
  'ip-not-allowed': ['permission', 'ip_not_allowed'],
  'insufficient-resource-access': ['permission', 'no_access'],
  'auth-method-not-allowed': ['permission', 'method_not_allowed'],
  'security-service-blocked': ['permission', 'blocked'],
  'context-type-not-allowed': ['permission', 'context_not_allowed'],
};

function rowOfHttp(status: number, problem: Problem | null, codes: readonly number[]): Row {
  if (status === 401) return ['auth', 'login_refused'];
  // A 403 without KSeF's own words comes from the wall in front of it, and passes.
  if (status === 403) return REASONS[problem?.reasonCode ?? ''] ?? ['unavailable', 'wall'];
  if (status === 404) return ['unavailable', 'wrong_address'];
  if (status === 410) return ['unavailable', 'operation_gone'];
  if (status === 429) return ['rate_limited', 'rate_limited'];
  if (status === 408 || status >= 500) return ['unavailable', 'ksef_failed'];
  const known = codes.map((code) => CODES.get(code)).find((row) => row !== undefined);
  return known ?? ['rejected', 'request_refused'];
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
  const [kind, key] = rowOfHttp(answer.status, problem, codes);
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
  table: Readonly<Record<number, Row>>,
  params: MessageParams = {},
): KsefRefusal {
  const detail = (status.details ?? []).join(' ');
  const byDetail = table === SIGN_IN_STATUS && status.code === 450 ? tokenRow(detail) : undefined;
  const [kind, key] = byDetail ?? table[status.code] ?? ['unavailable', 'ksef_failed'];
  const details = supportText([`status ${String(status.code)}`, status.description, detail]);
  return new KsefRefusal({ kind, key, params: { ...params, code: status.code }, details }, 200, [status.code]);
}

function tokenRow(detail: string): Row | undefined {
  const found = TOKEN_DETAILS.find(([pattern]) => pattern.test(detail));
  return found ? [found[1], found[2]] : undefined;
}

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
    ...(Array.isArray(rights) ? { rights: rights.filter((right) => typeof right === 'string').join(', ') } : {}),
    ...(typeof ip === 'string' ? { ip } : {}),
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
