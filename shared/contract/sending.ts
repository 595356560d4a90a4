// Sending: what waits, what was sent, what came of it. Nothing leaves without a confirmation that names what it is for.
import { z } from 'zod';

export const SendMode = z.enum(['online', 'offline24', 'offline', 'emergency']);
export type SendMode = z.infer<typeof SendMode>;

/**
 * draft: stored, nobody has confirmed it. queued: confirmed. sending: on its way, or was when the app ended. sent: the service has it.
 * unknown: it may have arrived; found out before anything else. accepted: numbered. rejected: the service refused it. discarded: withdrawn
 * before anything was sent.
 */
export const OutboxState = z.enum([
  'draft',
  'queued',
  'sending',
  'sent',
  'unknown',
  'accepted',
  'rejected',
  'discarded',
]);
export type OutboxState = z.infer<typeof OutboxState>;
