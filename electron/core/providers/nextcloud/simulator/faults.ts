// Faults that tests may script by name. Entries of the types status, cut, lose_answer and truncate work on every call.
import type { Fault } from '../../sdk/simulatorKit';

export type NamedFault =
  // On any call
  /** 200 with a page of HTML: a captive portal or a proxy's login. */
  | 'html_page'
  /** 503 as sabre says it while an administrator updates the server. */
  | 'maintenance'
  /** 423 with FileLocked. */
  | 'lock_423'
  /** 413 with a page of the proxy in front. */
  | 'small_limit_413'
  | 'quota_full'
  /** 302 to another host. */
  | 'redirect'
  /** 429 with Retry-After in seconds. */
  | 'too_many_requests'
  // On PUT and MOVE
  /** One byte of what is kept differs from what was sent. */
  | 'wrong_stored_byte'
  // On PUT
  /** No X-Hash in the answer, as before the header existed. */
  | 'no_hash'
  // On calls of the upload area
  /** The session is forgotten just before this call. */
  | 'chunk_expired'
  // On MOVE of the parts
  /** 504 of the proxy; the parts are joined 20 s later, until then 423, afterwards 404. */
  | 'move_504_then_423'
  /** 504 of the proxy, and nobody goes on joining. */
  | 'move_504_and_nothing';

/** Typed entry for a test's script. */
export function named(match: RegExp, name: NamedFault, times = 1): Fault {
  return { match, times, kind: { type: 'named', name } };
}
