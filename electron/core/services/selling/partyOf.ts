// A party of a stored invoice as a form takes it.
import type { Party, ParsedInvoice } from '../../../../shared/domain/invoice';
import type { SalesBuyer, SalesIdentity, SalesSeller, SalesVat } from '../../../../shared/domain/salesInvoice';
import { isNip } from '../../../../shared/domain/taxId';

/** A prefix of two letters before a number is a VAT number of the Union. */
const VAT_EU = /^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PT|RO|SE|SI|SK|XI)(.{2,})$/;

function identityOf({ taxId, country }: Party): SalesIdentity {
  if (taxId === undefined || taxId === '') return { type: 'none' };
  const nip = taxId.replace(/^PL/, '');
  if (isNip(nip)) return { type: 'nip', nip };
  const [, prefix, number] = VAT_EU.exec(taxId) ?? [];
  if (prefix !== undefined && number !== undefined) return { type: 'vat_eu', country: prefix, number };
  return { type: 'other', number: taxId, ...(country === undefined ? {} : { country }) };
}

export function sellerOf(party: Party, home = 'PL'): SalesSeller {
  const [line1, ...others] = party.address;
  const line2 = others.join(', ');
  return {
    identity: identityOf(party),
    name: party.name,
    ...(line1 === undefined
      ? {}
      : { address: { country: party.country ?? home, line1, ...(line2 === '' ? {} : { line2 }) } }),
    ...(party.registryCode === undefined ? {} : { registryCode: party.registryCode }),
    ...(party.email === undefined ? {} : { email: party.email }),
    ...(party.phone === undefined ? {} : { phone: party.phone }),
  };
}

export function buyerOf(party: Party, home = 'PL'): SalesBuyer {
  return { ...sellerOf(party, home), isLocalGovernmentUnit: false, isVatGroupMember: false };
}

const TREATMENTS: Readonly<Record<string, Exclude<SalesVat['treatment'], 'taxed' | 'oss'>>> = {
  '0': 'zero',
  '0 KR': 'zero',
  '0 WDT': 'intra_union',
  '0 EX': 'export',
  zw: 'exempt',
  oo: 'reverse_charge',
  np: 'outside',
  'np I': 'outside',
  'np II': 'outside_service',
  marża: 'margin',
};
const OSS = 'OSS';
/** Rates of the Polish act, also those of older years; any other number is the rate of another country. */
const POLISH_RATES: ReadonlySet<string> = new Set(['23', '22', '8', '7', '5', '4', '3']);

/** Categories of EN 16931, and the two words of E-arve for what is not taxed. */
const CATEGORIES: Readonly<Record<string, Exclude<SalesVat['treatment'], 'taxed' | 'oss'>>> = {
  Z: 'zero',
  E: 'exempt',
  AE: 'reverse_charge',
  K: 'intra_union',
  G: 'export',
  O: 'outside',
  TAXEX: 'exempt',
  NOTTAX: 'outside',
};

function vatElsewhere(word: string): SalesVat {
  const treatment = CATEGORIES[word];
  if (treatment !== undefined) return { treatment };
  return word === '0' ? { treatment: 'zero' } : { treatment: 'taxed', percent: /^\d+(\.\d+)?$/.test(word) ? word : '' };
}

/** The words of FA for a rate (P_12). What has none is taxed at the first rate of the invoice. */
export function vatOf(rate: string | undefined, { rates, format }: Pick<ParsedInvoice, 'rates' | 'format'>): SalesVat {
  if (['earve', 'ubl', 'cii'].includes(format)) return vatElsewhere(rate ?? rates[0]?.rate ?? '');
  const word = rate ?? rates[0]?.rate ?? '23';
  const treatment = TREATMENTS[word];
  if (treatment !== undefined) return { treatment };
  if (word === OSS) return { treatment: 'oss', percent: '' };
  if (!/^\d+(\.\d+)?$/.test(word)) return { treatment: 'taxed', percent: '23' };
  // The same number may be meant by both: then the sums tell which of them is there.
  const isOnlyForeign = rates.some((one) => one.rate === OSS) && !rates.some((one) => one.rate === word);
  return { treatment: POLISH_RATES.has(word) && !isOnlyForeign ? 'taxed' : 'oss', percent: word };
}
