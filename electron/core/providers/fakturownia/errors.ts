// What Fakturownia refuses, told apart by status; its own words go under Details only.
import { Failure, isFailure } from '../../../../shared/errors';
import { isRefusal, jsonRefusals, type RefusalRow } from '../sdk/refusals';

export const STATUS: ReadonlyMap<number, RefusalRow> = new Map<number, RefusalRow>([
  [400, ['rejected', 'request_refused']],
  [401, ['auth', 'token_refused']],
  [403, ['permission', 'no_permission']],
  [404, ['unavailable', 'gone']],
  [422, ['rejected', 'request_refused']],
]);

/** `{"code":"error","message":…}`, where the message is a text or an object of lists (dossier §2.6). */
export const refusalOf = jsonRefusals(STATUS, ({ message }) => message);

/** Under a wrong name answers another page, none at all, or the sign-in: then the address is to be looked at, not the token. */
export function asUnknownAccount(error: unknown, host: string): unknown {
  const isOther =
    isRefusal(error, 200, 301, 302, 303, 307, 308, 404) || (isFailure(error) && error.spec.key === 'net.dns');
  if (!isOther) return error;
  const { details } = error.spec;
  return new Failure({
    kind: 'user_input',
    key: 'unknown_account',
    params: { host },
    fieldErrors: { subdomain: 'unknown_account.what' },
    ...(details === undefined ? {} : { details }),
    cause: error,
  });
}
