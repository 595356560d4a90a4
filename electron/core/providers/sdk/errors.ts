// The failures a provider may report. Keys are relative: `token_expired` becomes `provider.<id>.token_expired`.
import { Failure, type FailureSpec } from '../../../../shared/errors';

type Extra = Omit<FailureSpec, 'kind' | 'key'>;

const make =
  (kind: FailureSpec['kind']) =>
  (key: string, extra: Extra = {}) =>
    new Failure({ kind, key, ...extra });

/** Credentials are wrong, expired or revoked: the connection needs a new sign-in; no retry. */
export const authFailed = make('auth');
/** Signed in, but a right is missing: say which and where it is granted. */
export const permissionMissing = make('permission');
/** The remote validated what we sent and refused it. */
export const rejected = make('rejected');
/** An allowance is used up; `retryAt` is when to go on. */
export const rateLimited = make('rate_limited');
/** Not reachable, 5xx, an outage page: try again later, nothing is lost. */
export const unavailable = make('unavailable');
/** A field is wrong; `fieldErrors` maps field id to a text key. */
export const badInput = make('user_input');
