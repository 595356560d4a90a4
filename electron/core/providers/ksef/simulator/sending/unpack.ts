// Opens the package of a batch: ZIP by its published layout, TarGz by tar-stream. Null when it is neither.
import { Readable } from 'node:stream';
import { crc32, gunzipSync, inflateRawSync } from 'node:zlib';
import { extract } from 'tar-stream';

export interface PackedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export async function unpack(bytes: Buffer, compression: 'Zip' | 'TarGz'): Promise<readonly PackedFile[] | null> {
  try {
    return compression === 'Zip' ? openZip(bytes) : await openTar(gunzipSync(bytes));
  } catch {
    return null;
  }
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;

function openZip(bytes: Buffer): readonly PackedFile[] {
  const end = bytes.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  if (end < 0 || bytes.readUInt32LE(end) !== END_OF_DIRECTORY) throw new Error('no directory');
  const files: PackedFile[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error('broken directory');
    const nameLength = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
    const content = bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : Buffer.from(packed);
    if (crc32(content) !== bytes.readUInt32LE(at + 16)) throw new Error('checksum differs');
    files.push({ name: bytes.toString('utf8', at + 46, at + 46 + nameLength), bytes: content });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

async function openTar(bytes: Buffer): Promise<readonly PackedFile[]> {
  const tar = extract();
  Readable.from([bytes]).pipe(tar);
  const files: PackedFile[] = [];
  for await (const entry of tar) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    files.push({ name: entry.header.name, bytes: Buffer.concat(chunks) });
  }
  return files;
}
