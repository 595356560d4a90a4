// As much DER as a self-signed certificate needs.

export type Der = Buffer;

function wrap(tag: number, content: Buffer): Der {
  const length = content.length;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const bytes = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...bytes]), content]);
}

export const sequence = (...items: readonly Der[]): Der => wrap(0x30, Buffer.concat(items));
export const set = (...items: readonly Der[]): Der => wrap(0x31, Buffer.concat(items));
export const utf8 = (text: string): Der => wrap(0x0c, Buffer.from(text, 'utf8'));
export const printable = (text: string): Der => wrap(0x13, Buffer.from(text, 'latin1'));
export const octets = (content: Buffer): Der => wrap(0x04, content);
export const bool = (value: boolean): Der => wrap(0x01, Buffer.from([value ? 0xff : 0]));
export const explicit = (number: number, content: Der): Der => wrap(0xa0 | number, content);
export const nothing: Der = Buffer.from([0x05, 0x00]);

export function bits(content: Buffer, unused = 0): Der {
  return wrap(0x03, Buffer.concat([Buffer.from([unused]), content]));
}

/** A positive number given by its bytes. */
export function integer(bytes: Buffer): Der {
  return wrap(0x02, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

export function oid(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const groups = [part & 0x7f];
    for (let left = part >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return wrap(0x06, Buffer.from(bytes));
}

/** Years before 2050 are written as UTCTime (RFC 5280, 4.1.2.5). */
export function time(ms: number): Der {
  const text = new Date(ms).toISOString().replaceAll(/[-:T]/g, '');
  return Number(text.slice(0, 4)) < 2050
    ? wrap(0x17, Buffer.from(`${text.slice(2, 14)}Z`))
    : wrap(0x18, Buffer.from(`${text.slice(0, 14)}Z`));
}
