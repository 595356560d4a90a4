// Faults that tests may script by name. Entries of the types status, cut, lose_answer and truncate work on every call.
import type { Fault } from '../../sdk/simulatorKit';

export type NamedFault =
  // On any call
  /** All goes well: the fault behind it comes that much later. */
  | 'nothing'
  /** 200 with a page of HTML: a captive portal or a proxy's login. */
  | 'html_page'
  /** 401 although the token has not ended. */
  | 'expired_token'
  /** 429 in JSON, with Retry-After. */
  | 'too_many_requests'
  /** 429 in plain text, as it comes from the front of the service. */
  | 'too_many_requests_plain'
  | 'quota_full'
  // On what writes
  /** 409: another write of the same account at the same moment. */
  | 'too_many_writes'
  /** One byte of what is kept differs from what was sent. */
  | 'wrong_stored_byte'
  // On calls of a session
  /** The session is forgotten just before this call. */
  | 'session_lost'
  /** Only half of what was sent is taken; the answer is lost. */
  | 'half_taken';

/** Typed entry for a test's script. */
export function named(match: RegExp, name: NamedFault, times = 1): Fault {
  return { match, times, kind: { type: 'named', name } };
}
