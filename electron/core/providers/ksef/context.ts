// In whose name Kontor signs in: told by the form, or by the token itself.
import { formatNip } from '../../../../shared/domain/taxId';
import { KSEF_CONTEXT_TYPES, parseKsefContext, type KsefContextType } from '../../../../shared/domain/ksefContext';
import type { FieldValues } from '../../../../shared/forms/fields';
import { badInput } from '../sdk/errors';
import { contextOfToken } from './token';

export interface ContextIdentifier {
  readonly type: KsefContextType;
  readonly value: string;
}

/** The form's field for each kind. */
const FIELDS: Readonly<Record<KsefContextType, string>> = {
  Nip: 'nip',
  InternalId: 'internal_id',
  NipVatUe: 'nip_vat_ue',
  PeppolId: 'peppol_id',
};

function typeOf(settings: FieldValues): KsefContextType {
  return KSEF_CONTEXT_TYPES.find((type) => type === settings['context_type']) ?? 'Nip';
}

/** Null when the form says nothing that could be one. */
export function contextOfForm(settings: FieldValues): ContextIdentifier | null {
  const type = typeOf(settings);
  const value = parseKsefContext(type, String(settings[FIELDS[type]] ?? ''));
  return value === null ? null : { type, value };
}

/** The taxpayer behind a context; a Peppol provider has none. */
export function nipOf(context: ContextIdentifier): string | null {
  return context.type === 'PeppolId' ? null : context.value.slice(0, 10);
}

/** As people read it: a NIP in its groups. */
export function contextText(context: ContextIdentifier): string {
  return context.type === 'Nip' ? formatNip(context.value) : context.value;
}

/** The context to sign in to. A token works only where it was made, so another NIP is refused before anything is sent. */
export function signInContext(settings: FieldValues, token: string | null): ContextIdentifier {
  const said = contextOfForm(settings);
  const told = token === null ? null : contextOfToken(token);
  if (!said) {
    if (told && typeOf(settings) === 'Nip') return told;
    throw missing(typeOf(settings));
  }
  if (token === null) return said;
  if (said.type === 'NipVatUe' || said.type === 'PeppolId')
    throw badInput('token_wrong_context', { fieldErrors: { sign_in: 'token_wrong_context.what' } });
  const isSame = !told || (said.type === 'Nip' ? nipOf(told) === said.value : told.value === said.value);
  if (!isSame)
    throw badInput('token_other_nip', {
      params: { tokenNip: contextText(told), nip: contextText(said) },
      fieldErrors: { token: 'token_other_nip.what' },
    });
  return told ?? said;
}

function missing(type: KsefContextType) {
  const key = type === 'Nip' ? 'nip_invalid' : 'context_invalid';
  return badInput(key, { fieldErrors: { [FIELDS[type]]: `${key}.what` } });
}
