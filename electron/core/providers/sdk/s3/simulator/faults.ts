// Faults that tests may script by name. Entries of the types status, cut, lose_answer and truncate work on every call.
import type { Fault } from '../../simulatorKit';

export type NamedFault =
  // On any call
  /** 200 with a page of HTML: a captive portal or a proxy's login. */
  | 'html_page'
  | 'slow_down'
  | 'internal_error'
  | 'skewed'
  /** 301 with the region in a header and, but for HEAD, in the body. */
  | 'elsewhere'
  | 'expired_token'
  | 'redirect'
  // On PUT of an object or a part
  /** One byte of what is kept differs from what was sent; nobody notices. */
  | 'wrong_stored_byte'
  /** 409: another write to the key at the same moment. */
  | 'busy'
  | 'no_conditions'
  | 'wants_md5'
  // On calls of an upload in parts
  /** The upload is forgotten just before this call. */
  | 'upload_gone'
  // On completing
  /** 200, then an error in the body; nothing is completed. */
  | 'late_error'
  /** 504 of a gateway, although it is done. */
  | 'done_504'
  /** One part is gone. */
  | 'lost_part';

/** Typed entry for a test's script. */
export function named(match: RegExp, name: NamedFault, times = 1): Fault {
  return { match, times, kind: { type: 'named', name } };
}
