// What Fakturownia refuses, told apart by status; its own words go under Details only.
import { Failure, isFailure, type FailureSpec } from '../../../../shared/errors';
import type { HttpAnswer } from '../sdk/http';

type Row = readonly [kind: FailureSpec['kind'], key: string];

export const STATUS: ReadonlyMap<number, Row> = new Map<number, Row>([
  [400, ['rejected', 'request_refused']],
  [401, ['auth', 'token_refused']],
  [403, ['permission', 'no_permission']],
  [404, ['unavailable', 'gone']],
  [422, ['rejected', 'request_refused']],
]);

export class Refusal extends Failure {
  readonly status: number;
  constructor(spec: FailureSpec, status: number) {
    super(spec);
    this.status = status;
  }
}

export function isRefusal(error: unknown, ...statuses: readonly number[]): error is Refusal {
  return error instanceof Refusal && statuses.includes(error.status);
}

export const isHtml = (answer: HttpAnswer): boolean => /html/i.test(answer.headers['content-type'] ?? '');

export function refusalOf(answer: HttpAnswer, path: string): Refusal {
  const { status } = answer;
  const said = isHtml(answer) ? 'a page of HTML' : wordsOf(answer);
  const details = `GET ${path}: HTTP ${String(status)} ${said}`.trim();
  if (isHtml(answer) && status < 400) return new Refusal({ kind: 'unavailable', key: 'html_instead', details }, status);
  const [kind, key] = STATUS.get(status) ?? (['unavailable', 'unexpected_answer'] as const);
  return new Refusal({ kind, key, details }, status);
}

/** `{"code":"error","message":…}`, where the message is a text or an object of lists (dossier §2.6). */
function wordsOf(answer: HttpAnswer): string {
  try {
    const { message } = JSON.parse(answer.text()) as { message?: unknown };
    return (typeof message === 'string' ? message : JSON.stringify(message ?? '')).slice(0, 300);
  } catch {
    return '';
  }
}

/** Under a wrong name answers another page, none at all, or the sign-in: then the address is to be looked at, not the token. */
export function asUnknownAccount(error: unknown, host: string): unknown {
  const isOther =
    isRefusal(error, 200, 301, 302, 303, 307, 308, 404) || (isFailure(error) && error.spec.key === 'net.dns');
  if (!isOther) return error;
  const { details } = error.spec;
  return new Failure({
    kind: 'user_input',
    key: 'unknown_account',
    params: { host },
    fieldErrors: { subdomain: 'unknown_account.what' },
    ...(details === undefined ? {} : { details }),
    cause: error,
  });
}
