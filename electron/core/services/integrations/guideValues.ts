// What another program sends for a connection, as the values of the provider's own form. The guide keeps names, keys and buckets together
// under `credentials`; which of them are secret the provider knows.
import { Failure } from '../../../../shared/errors';
import type { IntegrationType } from '../../../../shared/contract/integrations';
import type { FieldValues } from '../../../../shared/forms/fields';
import type { ProviderManifest } from '../../providers/sdk/defineProvider';

export interface SentValues {
  readonly credentials?: FieldValues | undefined;
  readonly base_url?: string | undefined;
  readonly settings?: FieldValues | undefined;
}

/** A name may be anything that was put in the wrong place, a secret too: only what looks like the name of a field is repeated. */
export const shownName = (name: string): string => (/^[a-z][a-z_]{0,40}$/.test(name) ? name : '…');

/** `stored`: what a program may send back as it has read it. */
export function valuesOf(manifest: ProviderManifest, sent: SentValues, stored: FieldValues = {}): FieldValues {
  const values = new Map<string, FieldValues[string]>();
  const errors: Record<string, string> = {};
  const known = new Set(manifest.fields.map(({ id }) => id));
  const ownFiles = new Set(
    manifest.fields.flatMap(({ id, isOnThisComputer }) => (isOnThisComputer === true ? [id] : [])),
  );
  const all = [
    ...Object.entries(sent.settings ?? {}),
    ...Object.entries(sent.credentials ?? {}),
    ...(sent.base_url === undefined ? [] : [['base_url', sent.base_url] as const]),
  ];
  for (const [name, value] of all) {
    if (!known.has(name)) errors[shownName(name)] = 'api.field.unknown';
    else if (ownFiles.has(name) && stored[name] !== value) errors[name] = 'api.field.on_this_computer';
    else if (values.has(name) && values.get(name) !== value) errors[name] = 'api.field.twice';
    else values.set(name, value);
  }
  if (Object.keys(errors).length > 0) {
    const params = { provider: manifest.name, names: [...known].join(', ') };
    throw new Failure({ kind: 'user_input', key: 'api.fields', params, fieldErrors: errors });
  }
  return Object.fromEntries(values);
}

export function integrationTypeOf(manifest: ProviderManifest): IntegrationType {
  if (manifest.files) return 'cloud_storage';
  if (manifest.fiscal) return 'fiscal';
  if (manifest.invoices?.isRegister) return 'e_invoicing';
  // Invoices pass both ways, or access to it is given: a network between companies.
  return manifest.sending || manifest.managesClients ? 'edi' : 'accounting';
}

export function refuseOtherType(manifest: ProviderManifest, type: IntegrationType | undefined): void {
  const own = integrationTypeOf(manifest);
  if (type === undefined || type === own) return;
  throw new Failure({ kind: 'user_input', key: 'api.other_type', params: { provider: manifest.id, type: own } });
}
