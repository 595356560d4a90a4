// Refusals of a cloud as failures: its own code decides where there is one, else the status. Its words go under Details only.
import { isFailure, type Failure, type MessageParams } from '../../../../../shared/errors';
import type { HttpAnswer } from '../http';
import { refusalByStatus, type Refusal, type RefusalRow } from '../refusals';
import { STATUS } from './errorTable';

export interface Said {
  /** Empty when the answer is nobody's. */
  readonly code: string;
  readonly words: string;
}

export type Refuse = (answer: HttpAnswer, what: string, params?: MessageParams) => Refusal;

export function refuser(
  service: string,
  codes: ReadonlyMap<string, RefusalRow>,
  read: (answer: HttpAnswer) => Said,
): Refuse {
  return (answer, what, params = {}) => {
    const { code, words } = read(answer);
    const said = `${code} ${words.slice(0, 300)}`.trim();
    return refusalByStatus(answer, STATUS, { what, said, params: { service, ...params } }, codes.get(code));
  };
}

const AGAIN = [
  'net.reset',
  'net.timeout',
  'net.server_error',
  'net.refused',
  'net.dns',
  'server_failed',
  'busy',
  'locked',
  'damaged_on_way',
];

/** The network or the service failed, after the request may have been carried out or before it: trying again may help. */
export function isTransient(error: unknown): error is Failure {
  return isFailure(error) && AGAIN.includes(error.spec.key);
}

/** Null for a body that is no JSON, or is somebody else's. */
export function jsonOf(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(answer.text());
  } catch {
    return null;
  }
}
