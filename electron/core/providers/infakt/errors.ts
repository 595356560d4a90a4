// What inFakt refuses, by status (dossier §4.7); its own words go under Details only.
import { Failure, type FailureSpec } from '../../../../shared/errors';
import type { HttpAnswer } from '../sdk/http';

type Row = readonly [kind: FailureSpec['kind'], key: string];

export const STATUS: ReadonlyMap<number, Row> = new Map<number, Row>([
  [400, ['rejected', 'request_refused']],
  [401, ['auth', 'key_refused']],
  [402, ['permission', 'plan_without_api']],
  [403, ['permission', 'no_permission']],
  [404, ['unavailable', 'gone']],
  [406, ['rejected', 'request_refused']],
  [422, ['rejected', 'request_refused']],
  [423, ['unavailable', 'gone']],
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
  const details = `GET ${path}: HTTP ${String(status)} ${isHtml(answer) ? 'a page of HTML' : wordsOf(answer)}`.trim();
  if (isHtml(answer) && status < 400) return new Refusal({ kind: 'unavailable', key: 'html_instead', details }, status);
  const [kind, key] = STATUS.get(status) ?? (['unavailable', 'unexpected_answer'] as const);
  return new Refusal({ kind, key, details }, status);
}

/** `{"error": …}`, now and then `message`. */
function wordsOf(answer: HttpAnswer): string {
  try {
    const { error, message } = JSON.parse(answer.text()) as { error?: unknown; message?: unknown };
    return JSON.stringify(error ?? message ?? '').slice(0, 300);
  } catch {
    return '';
  }
}
