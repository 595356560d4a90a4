// What the renderer learns of a provider: enough to draw its tile, its form, its guide and its texts. Never code.
import { z } from 'zod';
import { Language, ProviderId } from '../domain/ids';
import { FieldDescription } from '../forms/fields';
import { query } from './define';

export const Capability = z.enum(['invoices', 'ranges', 'import', 'sending', 'fiscal', 'clients', 'files']);
export type Capability = z.infer<typeof Capability>;

/**
 * `change`: a part of the form is asked for anew, checked and saved. `task`: something is done at the service. Texts
 * `action.<id>.title`, `.lead`, `.guide.N`; of a task `.step.<step>`.
 */
export const ActionView = z.strictObject({
  id: z.string(),
  kind: z.enum(['change', 'task']),
  /** Ids of the provider's fields. */
  fields: z.array(z.string()),
  questions: z.array(FieldDescription),
  /** Ids of the ticking steps of a task that takes long. */
  steps: z.array(z.string()),
  isDestructive: z.boolean(),
  guideSteps: z.int(),
});
export type ActionView = z.infer<typeof ActionView>;

export const ProviderView = z.strictObject({
  id: ProviderId,
  name: z.string(),
  /** One or two letters for the neutral tile. */
  letters: z.string(),
  countries: z.array(z.enum(['PL', 'DE', 'EE', '*'])),
  capabilities: z.array(Capability),
  fields: z.array(FieldDescription),
  /** Ways to sign in that need no form first, e.g. Nextcloud's login in the browser: text `action.<id>.label`. */
  signIn: z.array(
    z.strictObject({
      id: z.string(),
      opensBrowser: z.boolean(),
      /** Fields without which the browser need not open. */
      asks: z.array(z.string()),
      /** The guide is about what is entered before the browser opens. */
      hasGuide: z.boolean(),
    }),
  ),
  /** What can be started from a connection. */
  actions: z.array(ActionView),
  /** Settings that the check found out, shown with the connection: texts `fact.<id>.label`, `fact.<id>.none` for an empty one. */
  facts: z.array(z.string()),
  /** Number of steps of "where do I find this?": texts `guide.1` … `guide.N`; `guideUrl` opens in the browser. */
  guideSteps: z.int(),
  /** The service lists its sign-ins. */
  hasSessions: z.boolean(),
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
