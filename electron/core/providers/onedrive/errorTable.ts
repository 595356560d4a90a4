// What Microsoft Graph's own codes mean for the user ("Microsoft Graph error responses and resource types"). The innermost code that
// is known decides. Keys are relative to the provider.
import type { RefusalRow } from '../sdk/refusals';

export const CODES: ReadonlyMap<string, RefusalRow> = new Map<string, RefusalRow>([
  ['InvalidAuthenticationToken', ['auth', 'login_refused']],
  ['unauthenticated', ['auth', 'login_refused']],
  ['accessDenied', ['permission', 'no_permission']],
  ['notAllowed', ['permission', 'no_permission']],
  ['Authorization_RequestDenied', ['permission', 'scope_missing']],
  ['quotaLimitReached', ['rejected', 'quota_full']],
  ['insufficientStorage', ['rejected', 'quota_full']],
  ['pathIsTooLong', ['rejected', 'name_refused']],
  ['nameContainsInvalidCharacters', ['rejected', 'name_refused']],
  ['malwareDetected', ['rejected', 'malware']],
  ['notSupported', ['rejected', 'request_refused']],
  ['invalidRequest', ['rejected', 'request_refused']],
  ['itemNotFound', ['unavailable', 'gone']],
  ['resourceNotFound', ['unavailable', 'gone']],
  ['nameAlreadyExists', ['unavailable', 'changed_meanwhile']],
  ['resourceModified', ['unavailable', 'changed_meanwhile']],
  ['resourceLocked', ['unavailable', 'locked']],
  ['activityLimitReached', ['unavailable', 'busy']],
  ['throttledRequest', ['unavailable', 'busy']],
  ['serviceNotAvailable', ['unavailable', 'server_failed']],
  ['generalException', ['unavailable', 'server_failed']],
]);
