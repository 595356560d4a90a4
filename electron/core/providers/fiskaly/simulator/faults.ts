// Faults that tests may script by name. Entries of the types status, cut, lose_answer and truncate work on every call.
import type { Fault } from '../../sdk/simulatorKit';

export type NamedFault =
  // On any call
  /** 200 with a page of HTML, as a proxy or a guest network sends it. */
  | 'html_page'
  /** No answer, ever. */
  | 'hang'
  /** The access token is no longer known just before this call. */
  | 'token_gone'
  /** 502 as the security module's gateway says it: passes by itself. */
  | 'smaers_502'
  /** 503 with Retry-After: maintenance. */
  | 'locked_503'
  /** 429 with Retry-After in seconds. */
  | 'too_many_requests'
  // On calls that need the security module
  /** From here on the TSS is DEFECTIVE. */
  | 'defective'
  // On PUT of an export
  | 'stuck_export'
  | 'export_error'
  /** One log message in the middle is missing from the file. */
  | 'missing_log'
  /** One table of the closings is missing, or the export ends badly. */
  | 'missing_table'
  | 'closings_error'
  // On GET of the file
  /** An entry that leads out of the folder. */
  | 'tar_traversal'
  /** Knows nothing of ranges: the whole file, whatever was asked for. */
  | 'no_ranges';

/** Typed entry for a test's script. */
export function named(match: RegExp, name: NamedFault, times = 1): Fault {
  return { match, times, kind: { type: 'named', name } };
}
