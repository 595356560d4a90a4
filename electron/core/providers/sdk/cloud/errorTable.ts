// What a status of a cloud means where its own words tell no more. Keys are relative to the provider.
import type { RefusalRow } from '../refusals';

export const STATUS: ReadonlyMap<number, RefusalRow> = new Map<number, RefusalRow>([
  [400, ['rejected', 'request_refused']],
  [401, ['auth', 'login_refused']],
  [402, ['rejected', 'quota_full']],
  [403, ['permission', 'no_permission']],
  [404, ['unavailable', 'gone']],
  [405, ['rejected', 'request_refused']],
  [409, ['unavailable', 'changed_meanwhile']],
  [410, ['unavailable', 'gone']],
  [412, ['unavailable', 'changed_meanwhile']],
  [413, ['rejected', 'too_big']],
  [416, ['unavailable', 'changed_meanwhile']],
  [423, ['unavailable', 'locked']],
  [501, ['rejected', 'request_refused']],
  [507, ['rejected', 'quota_full']],
  // Answers that the engine tried again without luck.
  [408, ['unavailable', 'server_failed']],
  [429, ['unavailable', 'busy']],
  [500, ['unavailable', 'server_failed']],
  [502, ['unavailable', 'server_failed']],
  [503, ['unavailable', 'server_failed']],
  [504, ['unavailable', 'server_failed']],
  [509, ['unavailable', 'server_failed']],
]);
