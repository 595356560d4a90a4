// What a status of WebDAV means for the user, row by row. Keys are relative to the provider.
import type { ErrorKind } from '../../../../shared/errors';
import type { RefusalRow } from '../sdk/refusals';

export const STATUS: ReadonlyMap<number, RefusalRow> = new Map<number, RefusalRow>([
  [400, ['rejected', 'request_refused']],
  [401, ['auth', 'login_refused']],
  [402, ['rejected', 'quota_full']],
  [403, ['permission', 'no_permission']],
  [404, ['unavailable', 'gone']],
  [405, ['rejected', 'request_refused']],
  [409, ['unavailable', 'gone']],
  [412, ['conflict', 'changed_meanwhile']],
  [413, ['rejected', 'too_big_for_server']],
  [414, ['rejected', 'name_too_long']],
  [415, ['rejected', 'request_refused']],
  [423, ['unavailable', 'locked']],
  [501, ['rejected', 'request_refused']],
  [505, ['unavailable', 'server_failed']],
  [507, ['rejected', 'quota_full']],
  // Answers that the engine tried again without luck.
  [408, ['unavailable', 'server_failed']],
  [425, ['unavailable', 'server_failed']],
  [429, ['rate_limited', 'too_many_requests']],
  [500, ['unavailable', 'server_failed']],
  [502, ['unavailable', 'server_failed']],
  [503, ['unavailable', 'server_failed']],
  [504, ['unavailable', 'server_failed']],
  [509, ['unavailable', 'server_failed']],
]);

/** The server's own word, which tells more than the status: `Sabre\DAV\Exception\…`, `OCP\Files\…`. Most telling first. */
export const EXCEPTIONS: readonly (readonly [RegExp, ErrorKind, string])[] = [
  [/maintenance/i, 'unavailable', 'maintenance'],
  [/InsufficientStorage|EntityTooLarge.*quota|not enough space/i, 'rejected', 'quota_full'],
  [/FileNameTooLong|too long/i, 'rejected', 'name_too_long'],
  [
    /InvalidPath|InvalidCharacter|InvalidName|ReservedWord|forbidden (?:name|extension)|not a valid (?:name|file)/i,
    'rejected',
    'name_refused',
  ],
  [/FileLocked|is locked/i, 'unavailable', 'locked'],
];
