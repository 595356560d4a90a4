// One header of a tar file (POSIX.1-2001 ustar).
export const TAR_BLOCK = 512;
const MAX_NAME_BYTES = 100;

/** Null: the name is longer than a header takes. */
export function tarHeader(name: string, bytes: number, seconds: number, type: '0' | 'x' = '0'): Buffer | null {
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) return null;
  const block = Buffer.alloc(TAR_BLOCK);
  const octal = (value: number, at: number, length: number) =>
    block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1');
  block.write(name, 0, 'utf8');
  octal(0o644, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  // Above 8 GiB: binary, with the high bit set, as GNU and POSIX readers know it.
  if (bytes < 8 ** 11) octal(bytes, 124, 12);
  else {
    block[124] = 0x80;
    block.writeBigUInt64BE(BigInt(bytes), 128);
  }
  octal(seconds, 136, 12);
  block.write(type, 156, 'latin1');
  block.write('ustar\u000000', 257, 'latin1');
  // The checksum is made with its own eight characters as spaces.
  const sum = block.reduce((total, byte) => total + byte, 8 * 0x20);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

export const tarPadding = (bytes: number): Buffer => Buffer.alloc((TAR_BLOCK - (bytes % TAR_BLOCK)) % TAR_BLOCK);

/** A header for any name: a long one stands in a pax record before it. */
export function tarHeaders(name: string, bytes: number, seconds: number): Buffer {
  const plain = tarHeader(name, bytes, seconds);
  if (plain !== null) return plain;
  const body = Buffer.from(` path=${name}\n`, 'utf8');
  let length = body.length + 1;
  while (String(length).length + body.length !== length) length = String(length).length + body.length;
  const record = Buffer.concat([Buffer.from(String(length)), body]);
  const short = tarHeader(`long/${String(bytes)}`, bytes, seconds) ?? Buffer.alloc(0);
  const pax = tarHeader('pax', record.length, seconds, 'x') ?? Buffer.alloc(0);
  return Buffer.concat([pax, record, tarPadding(record.length), short]);
}
