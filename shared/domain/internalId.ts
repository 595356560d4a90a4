// InternalId: a NIP, a hyphen and five digits; names a unit inside a company (dossier ksef §2.3).
import { isNip } from './taxId';

export interface InternalId {
  readonly nip: string;
  readonly unit: string;
}

/** Shape and the checksum of its NIP; null when it is none. */
export function parseInternalId(text: string): InternalId | null {
  const match = /^([1-9]\d{9})-(\d{5})$/.exec(text.trim());
  const [, nip = '', unit = ''] = match ?? [];
  return match !== null && isNip(nip) ? { nip, unit } : null;
}
