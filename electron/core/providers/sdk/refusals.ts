// What a service refuses, by status: a failure with its number, the service's own words under Details only.
import { Failure, type FailureSpec, type MessageParams } from '../../../../shared/errors';
import type { HttpAnswer } from './http';

export type RefusalRow = readonly [kind: FailureSpec['kind'], key: string];

/** A refusal with its status, for code that has to tell one from another; to everybody else an ordinary failure. */
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

/** A refusal that stands in the body while the status is fine: told apart by the service's own code. */
export class CodedRefusal extends Failure {
  readonly code: string;
  constructor(spec: FailureSpec, code: string) {
    super(spec);
    this.code = code;
  }
}

export function isCodedRefusal(error: unknown, ...codes: readonly string[]): error is CodedRefusal {
  return error instanceof CodedRefusal && codes.includes(error.code);
}

/** Guest networks, filters and outage pages answer anything with a page. */
export const isHtml = (answer: HttpAnswer): boolean => /html/i.test(answer.headers['content-type'] ?? '');

export interface RefusalWords {
  /** What was asked, without secrets: `GET /invoices.json`. */
  readonly what: string;
  /** The service's own words, already cut; empty when it said nothing. */
  readonly said: string;
  readonly params?: MessageParams;
}

/** The row of the status, or of `row` where the words tell more; a page with a good status is nobody's answer. */
export function refusalByStatus(
  answer: HttpAnswer,
  rows: ReadonlyMap<number, RefusalRow>,
  { what, said, params }: RefusalWords,
  row?: RefusalRow,
): Refusal {
  const { status } = answer;
  const details = `${what}: HTTP ${String(status)} ${said}`.trim();
  if (isHtml(answer) && status < 400) return new Refusal({ kind: 'unavailable', key: 'html_instead', details }, status);
  const [kind, key] = row ?? rows.get(status) ?? (['unavailable', 'unexpected_answer'] as const);
  return new Refusal({ kind, key, details, ...(params ? { params } : {}) }, status);
}

/** For services that answer in JSON: `pick` finds their words in an answer that may be anything. */
export function jsonRefusals(
  rows: ReadonlyMap<number, RefusalRow>,
  pick: (answer: Readonly<Record<string, unknown>>) => unknown,
): (answer: HttpAnswer, path: string) => Refusal {
  return (answer, path) =>
    refusalByStatus(answer, rows, {
      what: `GET ${path}`,
      said: isHtml(answer) ? 'a page of HTML' : shortWords(answer, pick),
    });
}

function shortWords(answer: HttpAnswer, pick: Parameters<typeof jsonRefusals>[1]): string {
  try {
    const words = pick(JSON.parse(answer.text()) as Readonly<Record<string, unknown>>);
    return (typeof words === 'string' ? words : JSON.stringify(words ?? '')).slice(0, 300);
  } catch {
    return '';
  }
}
