// A sign-in in the browser within a flow: what it may know of the form, and what it brings.
import type { FlowStep } from '../../../shared/contract/connect';
import { isShown, type FieldValues } from '../../../shared/forms/fields';
import { parseValues } from '../../../shared/forms/parseValues';
import type { SignInAction } from '../providers/sdk/actions';
import type { SessionStore } from '../providers/sdk/context';
import type { ConnectParts } from './connectParts';
import type { Flow } from './saveFlow';
import { splitValues } from './splitValues';

interface SignInOrder {
  readonly action: SignInAction;
  /** Checked already. */
  readonly settings: FieldValues;
  /** As they came from the form. */
  readonly values: FieldValues;
  readonly session: SessionStore;
  readonly signal: AbortSignal;
  readonly show: (step: FlowStep) => unknown;
}

const quiet = { info: () => undefined, warn: () => undefined };

/** Throws when a field is not fit. */
export function settingsFor({ manifest }: Flow, values: FieldValues): FieldValues {
  return parseValues(
    manifest.fields.filter((field) => field.store === 'settings' && isShown(field, values)),
    values,
  );
}

/** Values for the form, credentials among them. */
export async function runSignIn(parts: ConnectParts, flow: Flow, order: SignInOrder): Promise<FieldValues> {
  const { action, settings, session, signal } = order;
  const credentials = await credentialsFor(parts, flow, order.values);
  const { manifest, connectionId } = flow;
  const ctx = parts.runtime.context({ manifest, connectionId, settings, credentials }, { signal, log: quiet, session });
  const run = await action.run();
  const found = await run({ ...ctx, opener: parts.opener, visit: parts.visit }, settings, (url) => {
    order.show({ step: 'external', actionId: action.id, url });
  });
  return { ...settings, ...found };
}

/** A sign-in may need what is typed beside it, or was stored when the connection was made: a client's own secret. */
async function credentialsFor(
  { runtime }: ConnectParts,
  { manifest, existing }: Flow,
  values: FieldValues,
): Promise<ReadonlyMap<string, string>> {
  const optional = manifest.fields
    .filter((field) => field.store === 'credentials')
    .map((field) => ({ ...field, required: false }));
  const typed = splitValues(optional, parseValues(optional, values)).credentials;
  return existing ? new Map([...(await runtime.stored(existing.id, manifest)).credentials, ...typed]) : typed;
}
