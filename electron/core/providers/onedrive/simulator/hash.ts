// quickXorHash as its description says it: byte by byte, at its place among 160 bits.

export function quickXorOf(content: Buffer): string {
  const bits = Buffer.alloc(20);
  let place = 0;
  for (const byte of content) {
    const wide = byte << (place % 8);
    const index = (place - (place % 8)) / 8;
    bits[index] = (bits[index] ?? 0) ^ (wide & 0xff);
    const after = index === 19 ? 0 : index + 1;
    bits[after] = (bits[after] ?? 0) ^ (wide >> 8);
    place += 11;
    if (place >= 160) place -= 160;
  }
  const length = Buffer.alloc(8);
  length.writeUIntLE(content.length, 0, 6);
  length.forEach((byte, index) => {
    bits[12 + index] = (bits[12 + index] ?? 0) ^ byte;
  });
  return bits.toString('base64');
}
