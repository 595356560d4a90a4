// KSeF numbers: `{NIP}-{YYYYMMDD}-{12 hex}-{CRC-8}`; the two-part middle of KSeF 1.0 is read too. Dossier ksef §6.
import { crc8Hex } from './crc8';

const DATE = String.raw`((?:20[2-9]\d|2[1-9]\d{2}|[3-9]\d{3})(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))`;
const TAIL = String.raw`-${DATE}-([0-9A-F]{6})-?([0-9A-F]{6})-([0-9A-F]{2})$`;
const PATTERN = new RegExp(String.raw`^([1-9](?:\d[1-9]|[1-9]\d)\d{7})${TAIL}`);
/** Inside FA(3) the first group may also be M and nine digits, or three letters and seven digits. */
const IN_DOCUMENT = new RegExp(String.raw`^([1-9]\d{9}|M\d{9}|[A-Z]{3}\d{7})${TAIL}`);

/** The number in its one spelling: upper case, 35 characters. It is the key of an invoice, so there is only one. */
export function normaliseKsefNumber(text: string): string {
  const upper = text.trim().toUpperCase();
  const parts = PATTERN.exec(upper) ?? IN_DOCUMENT.exec(upper);
  return parts ? `${parts[1]}-${parts[2]}-${parts[3]}${parts[4]}-${parts[5]}` : upper;
}

export function hasKsefNumberShape(text: string): boolean {
  return PATTERN.test(text);
}

/** Pattern and checksum, of exactly this text: lower case is not valid. */
export function isKsefNumber(text: string): boolean {
  return PATTERN.test(text) && hasChecksum(text);
}

/** As `isKsefNumber`, with the holders that only occur as a reference inside another invoice. */
export function isReferencedKsefNumber(text: string): boolean {
  return IN_DOCUMENT.test(text) && hasChecksum(text);
}

function hasChecksum(text: string): boolean {
  const normal = normaliseKsefNumber(text);
  return crc8Hex(normal.slice(0, 32)) === normal.slice(33);
}
