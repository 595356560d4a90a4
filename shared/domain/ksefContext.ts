// In whose name somebody acts at KSeF: the four kinds of context, checked without asking anybody.
import { isNip, parseNip } from './taxId';

export const KSEF_CONTEXT_TYPES = ['Nip', 'InternalId', 'NipVatUe', 'PeppolId'] as const;
export type KsefContextType = (typeof KSEF_CONTEXT_TYPES)[number];

/** A unit of a firm: its NIP, a hyphen, five digits. */
export function parseInternalId(text: string): string | null {
  const compact = text.trim().replace(/^PL/i, '').replace(/[\s-]/g, '');
  const [, nip = '', unit = ''] = /^(\d{10})(\d{5})$/.exec(compact) ?? [];
  return isNip(nip) ? `${nip}-${unit}` : null;
}

/** VAT numbers of the Union by country, as the schema of the sign-in document lists them. */
const VAT_UE: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^(?:[A-Z]\d{8}|\d{8}[A-Z]|[A-Z]\d{7}[A-Z])$/,
  FI: /^\d{8}$/,
  FR: /^[A-Z0-9]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(?:\d{7}[A-Z]{2}|\d[A-Z0-9+*]\d{5}[A-Z])$/,
  IT: /^\d{11}$/,
  LT: /^(?:\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[A-Z0-9+*]{12}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(?:\d{9}|\d{12}|(?:GD|HA)\d{3})$/,
};

/** Whether a VAT number, without its country, has the form that its country gives it. */
export const hasVatUeShape = (country: string, number: string): boolean => VAT_UE[country]?.test(number) === true;

/** A Polish taxpayer together with a firm of the Union: `5265877635-ATU12345678`. */
export function parseNipVatUe(text: string): string | null {
  const compact = text.trim().toUpperCase().replace(/\s/g, '');
  const [, nip = '', country = '', number = ''] = /^(?:PL)?(\d{10})-?([A-Z]{2})(.+)$/.exec(compact) ?? [];
  return isNip(nip) && hasVatUeShape(country, number) ? `${nip}-${country}${number}` : null;
}

/** A Peppol service provider: `PPL123456`. */
export function parsePeppolId(text: string): string | null {
  const compact = text.trim().toUpperCase().replace(/\s/g, '');
  return /^P[A-Z]{2}\d{6}$/.test(compact) ? compact : null;
}

export function parseKsefContext(type: KsefContextType, text: string): string | null {
  switch (type) {
    case 'Nip':
      return parseNip(text);
    case 'InternalId':
      return parseInternalId(text);
    case 'NipVatUe':
      return parseNipVatUe(text);
    case 'PeppolId':
      return parsePeppolId(text);
  }
}
