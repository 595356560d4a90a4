// Hashes that clients may send along: compared before anything is stored, kept and told afterwards.
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { refuse } from './answers';
import { header, type Call } from './world';

const CRC32C = table(0x82f63b78);

function table(polynomial: number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, index) => {
    let value = index;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    return value >>> 0;
  });
}

function crc32c(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ (CRC32C[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
}

function word(value: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes.toString('base64');
}

const KINDS: Readonly<Record<string, (bytes: Buffer) => string>> = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest('base64'),
  sha1: (bytes) => createHash('sha1').update(bytes).digest('base64'),
  crc32: (bytes) => word(crc32(bytes)),
  crc32c: (bytes) => word(crc32c(bytes)),
};

export const sumHeader = (kind: string): string => `x-amz-checksum-${kind}`;

export function sumOf(kind: string, bytes: Buffer): string | null {
  return KINDS[kind]?.(bytes) ?? null;
}

/** The hashes of a body that was sent with them; a Response when one is wrong. Older servers do not look at the newer kinds. */
export function checkedSums(call: Call): ReadonlyMap<string, string> | Response {
  const md5 = header(call, 'content-md5');
  if (md5 !== null) {
    if (!/^[A-Za-z0-9+/]{22}==$/.test(md5))
      return refuse(400, 'InvalidDigest', 'The Content-MD5 you specified was invalid.');
    if (md5 !== createHash('md5').update(call.body).digest('base64'))
      return refuse(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  const sums = new Map<string, string>();
  if (call.world.options.kind === 'older') return sums;
  for (const kind of Object.keys(KINDS)) {
    const given = header(call, sumHeader(kind));
    if (given === null) continue;
    const actual = sumOf(kind, call.body);
    if (given !== actual)
      return refuse(400, 'BadDigest', `The ${kind.toUpperCase()} you specified did not match the calculated checksum.`);
    sums.set(sumHeader(kind), given);
  }
  return sums;
}
