// As much reading of DER as a certificate request needs.

export interface Tlv {
  readonly tag: number;
  /** Tag, length and content. */
  readonly whole: Buffer;
  readonly content: Buffer;
}

export function readTlv(bytes: Buffer, at = 0): Tlv {
  const tag = bytes[at] ?? 0;
  let length = bytes[at + 1] ?? 0;
  let start = at + 2;
  if (length >= 0x80) {
    const count = length & 0x7f;
    if (count === 0 || count > 4) throw new RangeError('length');
    length = bytes.readUIntBE(start, count);
    start += count;
  }
  if (start + length > bytes.length) throw new RangeError('too short');
  return { tag, whole: bytes.subarray(at, start + length), content: bytes.subarray(start, start + length) };
}

export function childrenOf(tlv: Tlv): readonly Tlv[] {
  const children: Tlv[] = [];
  for (let at = 0; at < tlv.content.length;) {
    const child = readTlv(tlv.content, at);
    children.push(child);
    at += child.whole.length;
  }
  return children;
}

export function oidText(tlv: Tlv): string {
  const [first = 0, ...rest] = tlv.content;
  const parts = [Math.min(2, Math.floor(first / 40))];
  parts.push(first - (parts[0] ?? 0) * 40);
  let value = 0;
  for (const byte of rest) {
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      parts.push(value);
      value = 0;
    }
  }
  return parts.join('.');
}
