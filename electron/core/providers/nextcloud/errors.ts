// Refusals of the server as failures; the words of the answer go under Details only.
import { Failure, isFailure, type MessageParams } from '../../../../shared/errors';
import type { HttpAnswer } from '../sdk/http';
import { isHtml, isRefusal, refusalByStatus, type Refusal } from '../sdk/refusals';
import { EXCEPTIONS, STATUS } from './errorTable';

/** A guest network or a filter answers any request with a page and 200. Apache tells of a 201 with a page, too: that one is good. */
export function isPage(answer: HttpAnswer): boolean {
  return answer.status === 200 && isHtml(answer);
}

export function refusalOf(answer: HttpAnswer, what: string, params: MessageParams = {}): Refusal {
  const said = wordsOf(answer);
  // A wrong password stays one, whatever the words.
  const told = answer.status === 401 ? undefined : EXCEPTIONS.find(([pattern]) => pattern.test(said));
  return refusalByStatus(answer, STATUS, { what, said, params }, told && [told[1], told[2]]);
}

/** `<s:exception>` and `<s:message>` without parsing: the body may be anything. */
function wordsOf(answer: HttpAnswer): string {
  const text = answer.text().slice(0, 4000);
  return [/<[a-z]+:exception[^>]*>([^<]{1,200})/i, /<[a-z]+:message[^>]*>([^<]{1,300})/i]
    .flatMap((pattern) => pattern.exec(text)?.[1] ?? [])
    .join(' ');
}

/** The network failed after the request may have been carried out, or before it was: only asking the server tells. */
export function isTransient(error: unknown): error is Failure {
  if (!isFailure(error)) return false;
  const { key } = error.spec;
  return (
    ['net.reset', 'net.timeout', 'net.server_error', 'net.refused', 'net.dns'].includes(key) || isRefusal(error, 423)
  );
}

/** 503 with the word maintenance is a pause somebody made, not an outage. */
export function readMaintenance(error: unknown): unknown {
  if (!isFailure(error) || error.spec.key !== 'net.server_error') return error;
  if (!/maintenance/i.test(error.spec.details ?? '')) return error;
  const { details, retryAt } = error.spec;
  return new Failure({
    kind: 'unavailable',
    key: 'maintenance',
    ...(details === undefined ? {} : { details }),
    ...(retryAt === undefined ? {} : { retryAt }),
    cause: error,
  });
}
