// A ZIP made by yazl's rules but in memory and with room for lies: tests build broken archives with it.
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipLie {
  readonly bytes?: number;
  readonly crc?: number;
  readonly localName?: string;
  readonly offset?: number;
}

/** Written apart from electron/core/archive/zip on purpose: what both got wrong together no test would find. */
export function zipBytes(
  entries: readonly (readonly [string, Buffer, ZipLie?])[],
  options: { readonly comment?: string; readonly zip64?: boolean } = {},
): Buffer {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content, lie = {}] of entries) {
    const data = deflateRawSync(content);
    const fields = [lie.crc ?? crc32(content), data.length, lie.bytes ?? content.length] as const;
    const local = Buffer.alloc(30);
    local.write('PK\x03\x04', 'latin1');
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(8, 8);
    fields.forEach((value, index) => local.writeUInt32LE(value, 14 + index * 4));
    const localName = Buffer.from(lie.localName ?? name);
    local.writeUInt16LE(localName.length, 26);
    chunks.push(local, localName, data);
    const central = Buffer.alloc(46);
    central.write('PK\x01\x02', 'latin1');
    central.writeUInt16LE(20, 4);
    central.writeUInt16LE(20, 6);
    central.writeUInt16LE(8, 10);
    fields.forEach((value, index) => central.writeUInt32LE(value, 16 + index * 4));
    const centralName = Buffer.from(name);
    central.writeUInt16LE(centralName.length, 28);
    central.writeUInt32LE(lie.offset ?? offset, 42);
    directory.push(central, centralName);
    offset += local.length + localName.length + data.length;
  }
  const table = Buffer.concat(directory);
  const comment = Buffer.from(options.comment ?? '');
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(options.zip64 ? 0xffff : entries.length, 8);
  end.writeUInt16LE(options.zip64 ? 0xffff : entries.length, 10);
  end.writeUInt32LE(options.zip64 ? 0xffffffff : table.length, 12);
  end.writeUInt32LE(options.zip64 ? 0xffffffff : offset, 16);
  end.writeUInt16LE(comment.length, 20);
  const wide = options.zip64 ? zip64Records(entries.length, table.length, offset) : Buffer.alloc(0);
  return Buffer.concat([...chunks, table, wide, end, comment]);
}

function zip64Records(entries: number, bytes: number, offset: number): Buffer {
  const end = Buffer.alloc(56);
  end.write('PK\x06\x06', 'latin1');
  end.writeBigUInt64LE(44n, 4);
  end.writeBigUInt64LE(BigInt(entries), 24);
  end.writeBigUInt64LE(BigInt(entries), 32);
  end.writeBigUInt64LE(BigInt(bytes), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 'latin1');
  locator.writeBigUInt64LE(BigInt(offset + bytes), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([end, locator]);
}
