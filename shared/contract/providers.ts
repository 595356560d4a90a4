// What the renderer learns of a provider: enough to draw its tile, its form, its guide and its texts. Never code.
import { z } from 'zod';
import { Language, ProviderId } from '../domain/ids';
import { FieldDescription } from '../forms/fields';
import { query } from './define';

export const Capability = z.enum(['invoices', 'sending', 'fiscal', 'files']);
export type Capability = z.infer<typeof Capability>;

export const ProviderView = z.strictObject({
  id: ProviderId,
  name: z.string(),
  /** One or two letters for the neutral tile. */
  letters: z.string(),
  countries: z.array(z.enum(['PL', 'DE', 'EE', '*'])),
  capabilities: z.array(Capability),
  fields: z.array(FieldDescription),
  /** Ways to sign in that need no form first, e.g. Nextcloud's login in the browser. */
  actions: z.array(z.strictObject({ id: z.string(), opensBrowser: z.boolean() })),
  /** What can be started from a connection: texts `action.<id>.label`, `.lead`, `field.<field>.label`, `.help`. */
  connectionActions: z.array(
    z.strictObject({ id: z.string(), fields: z.array(FieldDescription), isDestructive: z.boolean() }),
  ),
  /** Settings that the check found out, shown with the connection: texts `fact.<id>.label`, `fact.<id>.none` for an empty one. */
  facts: z.array(z.string()),
  /** Number of steps of "where do I find this?": texts `guide.1` … `guide.N`; `guideUrl` opens in the browser. */
  guideSteps: z.int(),
  guideUrl: z.string().optional(),
  /** Ids of the ticking steps of verify, in order; texts `verify.<id>`. */
  verifySteps: z.array(z.string()),
  /** Flat texts in four languages: `tile.reads`, `tile.never`, `field.<id>.label`, `.help`, `guide.N`, `verify.<id>`, error keys. */
  texts: z.record(Language, z.record(z.string(), z.string())),
});
export type ProviderView = z.infer<typeof ProviderView>;

export const providers = {
  list: query(z.void(), z.array(ProviderView)),
};
