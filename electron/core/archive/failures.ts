// The archive's own failures. A damaged delivery may heal by fetching it again; a hostile or impossible one may not.
import { Failure, isFailure, type MessageParams } from '../../../shared/errors';

/** Keys that another delivery may heal. */
const DELIVERY_KEYS = [
  'archive.part_hash',
  'archive.package_truncated',
  'archive.package_damaged',
  'archive.package_incomplete',
  'archive.entry_hash',
  'archive.package_key',
] as const;
export type DeliveryKey = (typeof DELIVERY_KEYS)[number];
/** Keys that a person has to look at. */
const REFUSAL_KEYS = ['archive.bad_entry_name', 'archive.too_big', 'archive.unknown_package'] as const;
export type RefusalKey = (typeof REFUSAL_KEYS)[number];

/** The delivery itself is to blame, not the disk, the worker or the user: the same bytes would be refused again. */
export function isRefusedDelivery(error: unknown): boolean {
  if (!isFailure(error)) return false;
  const { key, kind } = error.spec;
  const keys: readonly string[] = [...DELIVERY_KEYS, ...REFUSAL_KEYS];
  // What a provider's unpacker refuses comes with a key of the provider.
  return keys.includes(key) || (kind === 'rejected' && !key.startsWith('archive.'));
}

export function badDelivery(key: DeliveryKey, params: MessageParams = {}, cause?: unknown): Failure {
  return new Failure({ kind: 'unavailable', key, params, ...(cause === undefined ? {} : { cause }) });
}

export function refused(key: RefusalKey, params: MessageParams = {}, cause?: unknown): Failure {
  return new Failure({ kind: 'rejected', key, params, ...(cause === undefined ? {} : { cause }) });
}
