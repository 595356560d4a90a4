// KSeF numbers: `{NIP}-{YYYYMMDD}-{12 hex}-{CRC-8}`; the two-part middle of KSeF 1.0 is read too.

const PATTERN =
  /^([1-9](?:\d[1-9]|[1-9]\d)\d{7})-((?:20[2-9]\d|2[1-9]\d{2}|[3-9]\d{3})(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))-([0-9A-F]{6})-?([0-9A-F]{6})-([0-9A-F]{2})$/;

/** CRC-8, polynomial 0x07, start 0, no reflection, no final XOR: 0xF4 for `123456789`. */
export function crc8(text: string): number {
  let crc = 0;
  for (let index = 0; index < text.length; index += 1) {
    crc ^= text.charCodeAt(index);
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x80) === 0 ? (crc << 1) & 0xff : ((crc << 1) ^ 0x07) & 0xff;
  }
  return crc;
}

function checksum(first32: string): string {
  return crc8(first32).toString(16).toUpperCase().padStart(2, '0');
}

/** The number in its one spelling: upper case, 35 characters. It is the key of an invoice, so there is only one. */
export function normaliseKsefNumber(text: string): string {
  const upper = text.trim().toUpperCase();
  const parts = PATTERN.exec(upper);
  return parts ? `${parts[1]}-${parts[2]}-${parts[3]}${parts[4]}-${parts[5]}` : upper;
}

export function hasKsefNumberShape(text: string): boolean {
  return PATTERN.test(text);
}

/** Pattern and checksum, of exactly this text: lower case is not valid. */
export function isKsefNumber(text: string): boolean {
  if (!PATTERN.test(text)) return false;
  const normal = normaliseKsefNumber(text);
  return checksum(normal.slice(0, 32)) === normal.slice(33);
}
