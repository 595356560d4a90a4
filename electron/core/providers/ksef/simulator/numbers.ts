// KSeF numbers and reference numbers. Both end with CRC-8 (polynomial 0x07, initial 0, no reflection) over what stands before the
// last hyphen; for reference numbers this is observed in published examples, not documented.
import { randomBytes } from 'node:crypto';
import { toMs, type Micros } from './instants';

export function crc8(text: string): string {
  let crc = 0;
  for (let i = 0; i < text.length; i += 1) {
    crc ^= text.charCodeAt(i);
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80 ? ((crc << 1) ^ 0x07) & 0xff : crc << 1;
  }
  return crc.toString(16).toUpperCase().padStart(2, '0');
}

/** `date` is the day of acceptance (`YYYY-MM-DD`), `technical` twelve upper-case hex digits. */
export function ksefNumber(sellerNip: string, date: string, technical: string): string {
  const head = `${sellerNip}-${date.replaceAll('-', '')}-${technical}`;
  return `${head}-${crc8(head)}`;
}

export type ReferenceKind = 'CR' | 'AU' | 'EH' | 'EC' | 'SO' | 'SB' | 'EE' | 'EU';

/** Random on purpose: after a restart an old reference must be unknown, not somebody else's. */
export function referenceNumber(kind: ReferenceKind, now: Micros): string {
  const day = new Date(toMs(now)).toISOString().slice(0, 10).replaceAll('-', '');
  const hex = randomBytes(10).toString('hex').toUpperCase();
  const head = `${day}-${kind}-${hex.slice(0, 10)}-${hex.slice(10)}`;
  return `${head}-${crc8(head)}`;
}
