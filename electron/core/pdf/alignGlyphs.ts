// Rewrites a TrueType font so that every glyph begins at a multiple of four bytes. The PDF library cuts out the glyphs it needs
// and then halves their offsets (the short `loca` format): with the odd lengths that the original font has, it would point into
// the middle of letters. OpenType specification, tables `loca`, `glyf` and `head`.

interface Table {
  readonly tag: string;
  readonly data: Uint8Array;
}

const HEAD_LOCA_FORMAT = 50;

export function alignGlyphs(font: Uint8Array): Uint8Array {
  const tables = readTables(font);
  const find = (tag: string): Uint8Array => {
    const table = tables.find((one) => one.tag === tag);
    if (table === undefined) throw new Error(`font without ${tag}`);
    return table.data;
  };
  const head = Uint8Array.from(find('head'));
  const isLong = view(head).getUint16(HEAD_LOCA_FORMAT) === 1;
  const offsets = readOffsets(find('loca'), isLong);
  const glyphs = find('glyf');
  const aligned: Uint8Array[] = [];
  const loca = new DataView(new ArrayBuffer(offsets.length * 4));
  let offset = 0;
  for (let glyph = 0; glyph + 1 < offsets.length; glyph += 1) {
    loca.setUint32(glyph * 4, offset);
    const data = glyphs.subarray(offsets[glyph], offsets[glyph + 1]);
    aligned.push(data, new Uint8Array(-data.length & 3));
    offset += (data.length + 3) & ~3;
  }
  loca.setUint32((offsets.length - 1) * 4, offset);
  view(head).setUint16(HEAD_LOCA_FORMAT, 1);
  const changed = new Map([
    ['head', head],
    ['loca', new Uint8Array(loca.buffer)],
    ['glyf', Buffer.concat(aligned)],
  ]);
  return writeTables(
    font.subarray(0, 12),
    tables.map(({ tag, data }) => ({ tag, data: changed.get(tag) ?? data })),
  );
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function readOffsets(loca: Uint8Array, isLong: boolean): readonly number[] {
  const data = view(loca);
  return isLong
    ? Array.from({ length: loca.length / 4 }, (_, place) => data.getUint32(place * 4))
    : Array.from({ length: loca.length / 2 }, (_, place) => data.getUint16(place * 2) * 2);
}

function readTables(font: Uint8Array): readonly Table[] {
  const data = view(font);
  return Array.from({ length: data.getUint16(4) }, (_, place) => {
    const at = 12 + place * 16;
    const tag = String.fromCharCode(...font.subarray(at, at + 4));
    const offset = data.getUint32(at + 8);
    return { tag, data: font.subarray(offset, offset + data.getUint32(at + 12)) };
  });
}

/** Checksums stay empty: readers of embedded fonts do not look at them, and the subset gets none either. */
function writeTables(header: Uint8Array, tables: readonly Table[]): Uint8Array {
  const directory = new DataView(new ArrayBuffer(tables.length * 16));
  const parts: Uint8Array[] = [];
  let offset = 12 + tables.length * 16;
  tables.forEach(({ tag, data }, place) => {
    for (let i = 0; i < 4; i += 1) directory.setUint8(place * 16 + i, tag.charCodeAt(i));
    directory.setUint32(place * 16 + 8, offset);
    directory.setUint32(place * 16 + 12, data.length);
    parts.push(data, new Uint8Array(-data.length & 3));
    offset += (data.length + 3) & ~3;
  });
  return Buffer.concat([header, new Uint8Array(directory.buffer), ...parts]);
}
