// What Dropbox's own words mean for the user. Codes are the tags of `error` from the outside in, the last that is known
// (dropbox-api-spec: files.stone, auth.stone, common). Keys are relative to the provider.
import type { RefusalRow } from '../sdk/refusals';

export const CODES: ReadonlyMap<string, RefusalRow> = new Map<string, RefusalRow>([
  ['invalid_access_token', ['auth', 'login_refused']],
  ['expired_access_token', ['auth', 'login_refused']],
  ['user_suspended', ['permission', 'account_closed']],
  ['route_access_denied', ['permission', 'no_permission']],
  ['missing_scope', ['permission', 'scope_missing']],
  ['invalid_account_type', ['permission', 'account_closed']],
  ['paper_access_denied', ['permission', 'no_permission']],
  ['no_write_permission', ['permission', 'no_permission']],
  ['restricted_content', ['permission', 'no_permission']],
  ['team_folder', ['permission', 'no_permission']],
  ['access_restricted', ['permission', 'no_permission']],
  ['operation_suppressed', ['permission', 'no_permission']],
  ['insufficient_space', ['rejected', 'quota_full']],
  ['insufficient_quota', ['rejected', 'quota_full']],
  ['disallowed_name', ['rejected', 'name_refused']],
  ['malformed_path', ['rejected', 'name_refused']],
  ['too_large', ['rejected', 'too_big']],
  ['payload_too_large', ['rejected', 'too_big']],
  ['not_folder', ['rejected', 'in_the_way']],
  ['file', ['rejected', 'in_the_way']],
  ['file_ancestor', ['rejected', 'in_the_way']],
  ['not_found', ['unavailable', 'gone']],
  ['too_many_write_operations', ['unavailable', 'busy']],
  ['too_many_requests', ['unavailable', 'busy']],
  ['content_hash_mismatch', ['unavailable', 'damaged_on_way']],
]);
