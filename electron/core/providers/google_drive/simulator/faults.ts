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
  /** 403 with the reason of a limit of calls; names no time. */
  | 'too_many_calls'
  | 'quota_full'
  | 'day_used_up'
  // On searches
  /** What was made lately is not found yet. */
  | 'search_lags'
  // On what writes
  /** One byte of what is kept differs from what was sent. */
  | 'wrong_stored_byte'
  // On calls of a session
  /** The session is forgotten just before this call. */
  | 'session_lost'
  /** Only the first 256 KiB of what was sent are kept. */
  | 'less_kept';

/** Typed entry for a test's script. */
export function named(match: RegExp, name: NamedFault, times = 1): Fault {
  return { match, times, kind: { type: 'named', name } };
}
