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
  /** 503 with Retry-After of 20 seconds. */
  | 'busy_20'
  /** 429 with Retry-After of five minutes. */
  | 'throttled_300'
  | 'locked'
  | 'quota_full'
  // On what writes
  /** One byte of what is kept differs from what was sent. */
  | 'wrong_stored_byte'
  /** The service writes its own words into the file, as SharePoint does with office files. */
  | 'rewritten'
  /** The hash comes a while after the file. */
  | 'hash_later'
  // On calls of a session
  /** The session is forgotten just before this call. */
  | 'session_lost'
  /** What was sent is taken, and refused as taken already. */
  | 'taken_already';

/** Typed entry for a test's script. */
export function named(match: RegExp, name: NamedFault, times = 1): Fault {
  return { match, times, kind: { type: 'named', name } };
}
