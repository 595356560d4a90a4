import { z } from 'zod';
import { ConnectionId, Instant } from '../domain/ids';

/** What lies where a receipt says a file lies. `moved`: the same content, under `path` now. */
export const ReceiptCheck = z.strictObject({
  state: z.enum(['same', 'changed', 'gone', 'moved']),
  at: Instant,
  path: z.string().optional(),
});
export type ReceiptCheck = z.infer<typeof ReceiptCheck>;

/** Proof that a file lies at a destination. */
export const ReceiptView = z.strictObject({
  connectionId: ConnectionId,
  path: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  /** How the destination's copy was compared: its own checksum, or read back. */
  verifiedBy: z.enum(['checksum', 'read_back', 'size']),
  at: Instant,
  remoteId: z.string().optional(),
  /** What a later check found in its place; absent when none came after it. */
  checked: ReceiptCheck.optional(),
  /** Name of the computer that put it there, where it was another one. */
  pc: z.string().optional(),
});
export type ReceiptView = z.infer<typeof ReceiptView>;
