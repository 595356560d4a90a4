// What can be done with a connection beside reading and storing: small flows that a person starts, fills in and sees the end of.
import type { FieldDescription, FieldValues } from '../../../../shared/forms/fields';
import type { MessageParams } from '../../../../shared/errors';
import type { WorkContext } from './context';

export interface ActionResult {
  /** What was done: keys of the provider's texts. */
  readonly lines: readonly { readonly key: string; readonly params: MessageParams }[];
  /** Shown this once, e.g. a PUK: a key for its name, and the value. It is stored sealed by the action itself, if at all. */
  readonly once?: readonly { readonly label: string; readonly value: string }[];
}

/**
 * Started again after a crash with the same values, an action finds out how far it came before it does anything. Values of its fields are
 * never stored: `secret` ones live as long as the call.
 */
export type RunAction = (ctx: WorkContext, values: FieldValues) => Promise<ActionResult>;

/** Texts: `action.<id>.label`, `.lead`; its fields have `field.<field>.label` and `.help`. */
export interface ConnectionAction {
  readonly id: string;
  readonly fields: readonly FieldDescription[];
  /** Cannot be taken back: a field asks for a typed word, and the screen sets it apart. */
  readonly isDestructive: boolean;
  readonly run: () => Promise<RunAction>;
}
