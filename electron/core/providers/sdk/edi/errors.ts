// What the service refuses, by status (its documentation, "Veahaldus"): each explained, none asked again unchanged.
import type { Failure } from '../../../../../shared/errors';
import { unavailable } from '../errors';
import type { HttpAnswer } from '../http';
import { isHtml, refusalByStatus, type Refusal, type RefusalRow } from '../refusals';

export const STATUS: ReadonlyMap<number, RefusalRow> = new Map<number, RefusalRow>([
  [401, ['auth', 'token_refused']],
  [403, ['permission', 'not_allowed']],
  [404, ['rejected', 'not_found']],
  // The documentation names both for a wrong Accept, in two places; to whoever reads it they mean the same.
  [406, ['rejected', 'media_type_refused']],
  [415, ['rejected', 'media_type_refused']],
  [409, ['conflict', 'already_there']],
  [413, ['rejected', 'too_big']],
]);
const OTHER_4XX: RefusalRow = ['rejected', 'request_refused'];
const NO_TOKEN: RefusalRow = ['auth', 'token_missing'];

export interface Asked {
  /** `GET /edi/clients/10256137` */
  readonly what: string;
  /** The header that named a media type, as it was sent; a dash when there was none. */
  readonly sent: string;
  /** What a service that repeats it in its words must not make known, whether it was sent or not. */
  readonly tokens: readonly string[];
}

export function refusalOf(answer: HttpAnswer, { what, sent, tokens }: Asked): Refusal {
  const { status } = answer;
  const row = status === 401 && !isTokenKnown(answer) ? NO_TOKEN : STATUS.get(status);
  const isOther = row === undefined && status >= 400 && status < 500;
  const params = { sent, status };
  return refusalByStatus(
    answer,
    STATUS,
    { what, said: without(tokens, wordsOf(answer)), params },
    isOther ? OTHER_4XX : row,
  );
}

/** Told by the challenge, not by the words: without `error` it asks for a token because none came. */
function isTokenKnown({ headers }: HttpAnswer): boolean {
  const challenge = headers['www-authenticate'];
  return challenge === undefined || /error\s*=/i.test(challenge);
}

/** Its own type for them is `plain/text`, sic. */
function wordsOf(answer: HttpAnswer): string {
  const type = (answer.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (isHtml(answer)) return 'a page of HTML';
  return type === '' || type === 'plain/text' || type === 'text/plain' ? answer.text().slice(0, 4096).trim() : '';
}

function without(tokens: readonly string[], words: string): string {
  const formsOf = (token: string) => [token, encodeURIComponent(token), JSON.stringify(token).slice(1, -1)];
  return tokens.flatMap(formsOf).reduce((text, form) => text.replaceAll(form, '…'), words);
}

/** A good status with something else than what was asked for: nobody's data. */
export function wrongType(answer: HttpAnswer, { what, sent }: Asked): Failure {
  const type = answer.headers['content-type'] ?? '';
  if (isHtml(answer)) return refusalByStatus(answer, STATUS, { what, said: 'a page of HTML' });
  const details = `${what}: HTTP ${String(answer.status)} ${type}`.trim();
  return unavailable('wrong_media_type', { params: { sent, got: type === '' ? '–' : type.slice(0, 120) }, details });
}
