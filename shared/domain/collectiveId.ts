// Collective identifier of a payment for several invoices: `{NIP}-IZ{YYYYMM}-{12 hex}-{CRC-8}` (dossier ksef §6).
import { crc8Hex } from './crc8';

const PATTERN = /^([1-9](?:\d[1-9]|[1-9]\d)\d{7})-IZ(\d{4}(?:0[1-9]|1[0-2]))-[0-9A-F]{12}-[0-9A-F]{2}$/;

export function isCollectiveId(text: string): boolean {
  return PATTERN.test(text) && crc8Hex(text.slice(0, -3)) === text.slice(-2);
}
