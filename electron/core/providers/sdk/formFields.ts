// Fields of a manifest's form, said in one line each: optional, shown at once and plain unless the provider says otherwise.
import type { FieldDescription } from '../../../../shared/forms/fields';

type More = Partial<Omit<FieldDescription, 'id' | 'kind' | 'store'>>;

/** Stored readable, and shown again when the form is opened. */
export const setting = (id: string, kind: FieldDescription['kind'], more: More = {}): FieldDescription => ({
  id,
  kind,
  store: 'settings',
  required: false,
  advanced: false,
  multiline: false,
  ...more,
});

/** Sealed, and never sent back to the window. */
export const secret = (id: string, more: More & { readonly kind?: 'secret' | 'file' } = {}): FieldDescription => ({
  ...setting(id, more.kind ?? 'secret', more),
  store: 'credentials',
});

/** Another address than the service's own: a test account's, or a proxy of the firm's. */
export const ownAddress: FieldDescription = setting('base_url', 'url', { advanced: true });
