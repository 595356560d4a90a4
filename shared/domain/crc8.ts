/** CRC-8, polynomial 0x07, start 0, no reflection, no final XOR: 0xF4 for `123456789`. KSeF ends its identifiers with it. */
export function crc8(text: string): number {
  let crc = 0;
  for (let index = 0; index < text.length; index += 1) {
    crc ^= text.charCodeAt(index);
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x80) === 0 ? (crc << 1) & 0xff : ((crc << 1) ^ 0x07) & 0xff;
  }
  return crc;
}

/** As identifiers carry it: two upper-case hex digits. */
export function crc8Hex(text: string): string {
  return crc8(text).toString(16).toUpperCase().padStart(2, '0');
}
