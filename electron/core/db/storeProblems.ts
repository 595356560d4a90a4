// What a database server answers with, as the user is told it: PostgreSQL's SQLSTATEs, MySQL's names and those of the network.
import { Failure, isFailure } from '../../../shared/errors';
import { codeOf } from './diskProblems';

export interface StorePlace {
  /** `db.office:5432`, `kontor`, `kontor`: what messages name; never a password. */
  readonly server: string;
  readonly user: string;
  readonly database: string;
}

type Key =
  | 'db_unreachable'
  | 'db_lost'
  | 'db_password'
  | 'db_missing'
  | 'db_rights'
  | 'db_tls'
  | 'db_read_only'
  | 'db_full'
  | 'db_busy';

/** Separated by spaces. */
const CODES: Readonly<Record<Key, string>> = {
  // 57P03: starting up or going down.
  db_unreachable: 'ECONNREFUSED ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH EHOSTDOWN 57P03',
  db_lost: `ECONNRESET EPIPE ETIMEDOUT ERR_STREAM_PREMATURE_CLOSE PROTOCOL_CONNECTION_LOST KONTOR_DEADLINE
    57P01 57P02 57P05 25P03 08000 08003 08006 57014
    ER_SERVER_SHUTDOWN ER_CONNECTION_KILLED ER_ABORTING_CONNECTION ER_QUERY_INTERRUPTED ER_NEW_ABORTING_CONNECTION`,
  db_password: `28P01 28000 ER_ACCESS_DENIED_ERROR ER_ACCESS_DENIED_NO_PASSWORD_ERROR ER_NOT_SUPPORTED_AUTH_MODE
    AUTH_SWITCH_PLUGIN_ERROR ER_HOST_NOT_PRIVILEGED ER_MUST_CHANGE_PASSWORD_LOGIN`,
  // MySQL tells nobody whether a database exists that he may not enter.
  db_missing: '3D000 ER_BAD_DB_ERROR ER_NO_DB_ERROR ER_DBACCESS_DENIED_ERROR',
  db_rights: `42501 3F000 ER_TABLEACCESS_DENIED_ERROR ER_COLUMNACCESS_DENIED_ERROR ER_SPECIFIC_ACCESS_DENIED_ERROR
    ER_CANT_CREATE_TABLE`,
  db_tls: `DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_VERIFY_LEAF_SIGNATURE CERT_HAS_EXPIRED
    CERT_NOT_YET_VALID UNABLE_TO_GET_ISSUER_CERT UNABLE_TO_GET_ISSUER_CERT_LOCALLY EPROTO ENOENT EACCES
    HANDSHAKE_SSL_ERROR HANDSHAKE_NO_SSL_SUPPORT ER_SECURE_TRANSPORT_REQUIRED`,
  db_read_only: `25006 ER_OPTION_PREVENTS_STATEMENT ER_READ_ONLY_MODE ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION`,
  db_full: '53100 ER_DISK_FULL ER_RECORD_FILE_FULL ER_DISK_FULL_NOWAIT',
  db_busy: `53300 53200 ER_CON_COUNT_ERROR ER_TOO_MANY_USER_CONNECTIONS ER_USER_LIMIT_REACHED ER_HOST_IS_BLOCKED`,
};
const KEY_OF = new Map(
  Object.entries(CODES).flatMap(([key, codes]) => codes.split(/\s+/).map((code) => [code, key as Key] as const)),
);

/** Words of the drivers that come without a code. */
const WORDS: readonly (readonly [RegExp, Key])[] = [
  [/does not support SSL|no pg_hba\.conf entry.*no encryption|SSL connection is required/i, 'db_tls'],
  [/terminated unexpectedly|connection error|not queryable|closed state|Connection lost/i, 'db_lost'],
  [/timeout|timed out/i, 'db_unreachable'],
];

/** What stands in the way while a connection is made. Whatever else answers there is no database that Kontor can use. */
export function explainConnecting(error: unknown, place: StorePlace): Failure {
  if (isFailure(error)) return error;
  const key = keyOf(error) ?? 'db_unreachable';
  return failure(key === 'db_lost' ? 'db_unreachable' : key, error, place);
}

/** What became of a statement; what is no problem of the server stays what it was. */
export function explainStatement(error: unknown, place: StorePlace): unknown {
  const key = keyOf(error) ?? (isFatal(error) ? 'db_lost' : null);
  return key === null ? error : failure(key === 'db_unreachable' ? 'db_lost' : key, error, place);
}

/** The connection is of no more use: cut, or on a server that has become a copy of another one. */
export function isSpent(error: unknown): boolean {
  const key = keyOf(error);
  return isFatal(error) || key === 'db_lost' || key === 'db_unreachable' || key === 'db_read_only';
}

/** The store is away, or lets nobody do what Kontor needs; never a mistake of a statement. */
export function isStoreProblem(error: unknown): error is Failure {
  return isFailure(error) && error.spec.key.startsWith('config.db_');
}

function keyOf(error: unknown): Key | null {
  // "no pg_hba.conf entry" has the code of a wrong password.
  const message = error instanceof Error ? error.message : '';
  const byWords = WORDS.find(([pattern]) => pattern.test(message))?.[1] ?? null;
  if (byWords === 'db_tls') return byWords;
  const code = codeOf(error);
  if (code?.startsWith('ERR_SSL_') === true || code?.startsWith('ERR_TLS_') === true) return 'db_tls';
  return (code === null ? undefined : KEY_OF.get(code)) ?? byWords;
}

function isFatal(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  return ('fatal' in error && error.fatal === true) || ('severity' in error && error.severity === 'FATAL');
}

function failure(key: Key, error: unknown, { server, user, database }: StorePlace): Failure {
  const code = codeOf(error);
  return new Failure({
    // Never `auth`: it is not the sign-in of a connection that is wrong.
    kind: 'unavailable',
    key: `config.${key}`,
    params: { server, user, database },
    ...(code === null ? {} : { details: code }),
    cause: error,
  });
}
