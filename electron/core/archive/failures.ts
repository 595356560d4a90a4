// The archive's own failures. A damaged delivery may heal by fetching it again; a hostile or impossible one may not.
import { Failure, type MessageParams } from '../../../shared/errors';

/** Keys that fetching again may heal. */
export type DeliveryKey =
  | 'archive.part_hash'
  | 'archive.package_truncated'
  | 'archive.package_incomplete'
  | 'archive.entry_hash'
  | 'archive.package_key';
/** Keys that will be the same next time. */
export type RefusalKey =
  'archive.bad_entry_name' | 'archive.too_big' | 'archive.package_damaged' | 'archive.unknown_package';

export function badDelivery(key: DeliveryKey, params: MessageParams = {}, cause?: unknown): Failure {
  return new Failure({ kind: 'unavailable', key, params, ...(cause === undefined ? {} : { cause }) });
}

export function refused(key: RefusalKey, params: MessageParams = {}, cause?: unknown): Failure {
  return new Failure({ kind: 'rejected', key, params, ...(cause === undefined ? {} : { cause }) });
}
