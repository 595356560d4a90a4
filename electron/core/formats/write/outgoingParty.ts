// How a party of a sales invoice is identified abroad: by its code in a register, by its VAT number, by its electronic address.
import type { SalesParty, SalesSeller } from '../../../../shared/domain/salesInvoice';
import { compactVatNumber } from '../../../../shared/domain/vatNumber';
import { filled, nipDigits, unionVatNumber } from './normal';

type Party = SalesSeller | SalesParty;

/** With its country in front. Greece is EL among VAT numbers. */
export function vatNumberOf({ identity }: Party): string | undefined {
  if (identity.type === 'nip') return `PL${nipDigits(identity.nip)}`;
  if (identity.type !== 'vat_eu') return undefined;
  return identity.country.trim().toUpperCase() + unionVatNumber(identity.country, identity.number);
}

/** A Polish firm's NIP is its code where it has no other. */
export function registryCodeOf(party: Party): string | undefined {
  const own = filled(party.registryCode)?.replace(/\s/g, '');
  if (own !== undefined) return own;
  const { identity } = party;
  if (identity.type === 'nip') return nipDigits(identity.nip);
  return identity.type === 'other' ? filled(identity.number) : undefined;
}

/** Peppol's schemes: the Estonian register, and VAT numbers of the countries that Kontor serves. */
const VAT_SCHEMES: Readonly<Record<string, string>> = { EE: '9931', DE: '9930', PL: '9945', LV: '9939', LT: '9937' };

export function endpointOf(party: Party): { readonly scheme: string; readonly id: string } | undefined {
  const code = filled(party.registryCode)?.replace(/\s/g, '');
  if (code !== undefined && /^\d{8}$/.test(code)) return { scheme: '0191', id: code };
  const vat = vatNumberOf(party);
  if (vat === undefined) return undefined;
  const scheme = VAT_SCHEMES[vat.slice(0, 2)];
  return scheme === undefined ? undefined : { scheme, id: compactVatNumber(vat) };
}

/** `10117 Tallinn`: the postal code stands before the town in all countries that Kontor serves. */
export function townOf(line: string | undefined): {
  readonly code: string | undefined;
  readonly town: string | undefined;
} {
  const text = filled(line);
  const split = /^([A-Z]{0,2}-?\d{2}-?\d{3,4})[ ,]+(.+)$/.exec(text ?? '');
  return split === null ? { code: undefined, town: text } : { code: split[1], town: split[2] };
}
