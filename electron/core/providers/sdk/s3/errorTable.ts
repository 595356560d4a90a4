// What a refusal of S3 means for the user, row by row. Keys are relative to the provider.
import type { ErrorKind } from '../../../../../shared/errors';

export type Row = readonly [kind: ErrorKind, key: string];

/** By `<Code>` (S3 API Reference, "Error responses"); names with X are MinIO's. */
export const CODES: ReadonlyMap<string, Row> = new Map<string, Row>([
  ['InvalidAccessKeyId', ['auth', 'key_unknown']],
  ['InvalidTokenId', ['auth', 'key_unknown']],
  ['SignatureDoesNotMatch', ['auth', 'secret_wrong']],
  ['ExpiredToken', ['auth', 'token_expired']],
  ['InvalidToken', ['auth', 'token_expired']],
  ['TokenRefreshRequired', ['auth', 'token_expired']],
  ['RequestTimeTooSkewed', ['unavailable', 'clock_wrong']],
  ['RequestExpired', ['unavailable', 'clock_wrong']],
  ['AuthorizationHeaderMalformed', ['user_input', 'wrong_region']],
  ['IllegalLocationConstraintException', ['user_input', 'wrong_region']],
  ['PermanentRedirect', ['user_input', 'wrong_region']],
  ['TemporaryRedirect', ['user_input', 'wrong_region']],
  ['NoSuchBucket', ['user_input', 'bucket_missing']],
  ['InvalidBucketName', ['user_input', 'bucket_name']],
  ['XMinioInvalidBucketName', ['user_input', 'bucket_name']],
  ['AccessDenied', ['permission', 'no_permission']],
  ['AllAccessDisabled', ['permission', 'no_permission']],
  ['AccountProblem', ['permission', 'no_permission']],
  ['NotSignedUp', ['permission', 'no_permission']],
  ['KMS.DisabledException', ['rejected', 'encryption_key']],
  ['KMS.NotFoundException', ['rejected', 'encryption_key']],
  ['KMS.KMSInvalidStateException', ['rejected', 'encryption_key']],
  ['QuotaExceeded', ['rejected', 'quota_full']],
  ['XMinioAdminBucketQuotaExceeded', ['rejected', 'quota_full']],
  ['XMinioStorageFull', ['rejected', 'quota_full']],
  ['EntityTooLarge', ['rejected', 'too_big']],
  ['KeyTooLongError', ['rejected', 'name_refused']],
  ['InvalidURI', ['rejected', 'name_refused']],
  ['XMinioInvalidObjectName', ['rejected', 'name_refused']],
  ['XMinioParentIsObject', ['rejected', 'name_refused']],
  ['BadDigest', ['unavailable', 'damaged_on_way']],
  ['InvalidDigest', ['unavailable', 'damaged_on_way']],
  ['XAmzContentSHA256Mismatch', ['unavailable', 'damaged_on_way']],
  ['XAmzContentChecksumMismatch', ['unavailable', 'damaged_on_way']],
  ['IncompleteBody', ['unavailable', 'damaged_on_way']],
  ['SlowDown', ['unavailable', 'slow_down']],
  ['TooManyRequests', ['unavailable', 'slow_down']],
  ['RequestTimeout', ['unavailable', 'server_failed']],
  ['InternalError', ['unavailable', 'server_failed']],
  ['ServiceUnavailable', ['unavailable', 'server_failed']],
  ['OperationAborted', ['unavailable', 'server_failed']],
  ['ConditionalRequestConflict', ['unavailable', 'server_failed']],
  ['PreconditionFailed', ['conflict', 'changed_meanwhile']],
]);

export const STATUS: ReadonlyMap<number, Row> = new Map<number, Row>([
  [301, ['user_input', 'wrong_region']],
  [307, ['user_input', 'wrong_region']],
  [400, ['rejected', 'request_refused']],
  [401, ['auth', 'secret_wrong']],
  [403, ['permission', 'no_permission']],
  [404, ['unavailable', 'gone']],
  [405, ['rejected', 'request_refused']],
  [409, ['unavailable', 'server_failed']],
  [411, ['rejected', 'request_refused']],
  [412, ['conflict', 'changed_meanwhile']],
  [413, ['rejected', 'too_big']],
  [501, ['rejected', 'request_refused']],
  [507, ['rejected', 'quota_full']],
  // Answers that the engine tried again without luck.
  [408, ['unavailable', 'server_failed']],
  [429, ['unavailable', 'slow_down']],
  [500, ['unavailable', 'server_failed']],
  [502, ['unavailable', 'server_failed']],
  [503, ['unavailable', 'server_failed']],
  [504, ['unavailable', 'server_failed']],
]);

/** Fields under which a problem is shown in the form. */
export const FIELDS: Readonly<Record<string, string>> = {
  key_unknown: 'access_key_id',
  secret_wrong: 'secret_access_key',
  token_expired: 'session_token',
  wrong_region: 'region',
  bucket_missing: 'bucket',
  bucket_name: 'bucket',
};
