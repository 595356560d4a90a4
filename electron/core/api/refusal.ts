// What the API answers when it does not do what was asked: a status, and the problem in words.
import { Failure, type AppError, type ErrorKind, type FailureSpec } from '../../../shared/errors';

export type ApiKey =
  | 'no_token'
  | 'wrong_token'
  | 'wrong_host'
  | 'wrong_origin'
  | 'not_found'
  | 'wrong_method'
  | 'not_json'
  | 'bad_json'
  | 'too_large'
  | 'bad_request'
  | 'too_many';

const STATUS: Readonly<Record<string, number>> = {
  'api.no_token': 401,
  'api.wrong_token': 401,
  'api.wrong_host': 403,
  'api.wrong_origin': 403,
  'api.not_found': 404,
  'api.wrong_method': 405,
  'api.not_json': 415,
  'api.too_large': 413,
  'api.too_many': 503,
  'api.no_report': 404,
  'error.connection_gone': 404,
  'error.run_gone': 404,
  'error.payload_too_large': 413,
  'error.bad_payload': 400,
};

/** Of a service that was asked on the way: the request was understood, the account behind the connection was refused. */
const BY_KIND: Readonly<Record<ErrorKind, number>> = {
  user_input: 400,
  auth: 422,
  permission: 422,
  rejected: 422,
  rate_limited: 429,
  unavailable: 503,
  conflict: 409,
  cancelled: 409,
  bug: 500,
};

export const statusOf = ({ key, kind }: Pick<AppError, 'key' | 'kind'>): number => STATUS[key] ?? BY_KIND[kind];

export function refusal(key: ApiKey, more: Omit<FailureSpec, 'kind' | 'key'> = {}): Failure {
  return new Failure({ kind: 'user_input', key: `api.${key}`, ...more });
}
