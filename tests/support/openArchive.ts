// Opens a package's archive without any code of Kontor's: ZIP by its published layout (APPNOTE 6.3), tar by the system's tar.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';

const END = 'PK\u0005\u0006';

/** Names and contents, in the order of the central directory. Throws on anything that does not fit. */
export function openZip(bytes: Buffer): Map<string, Buffer> {
  const end = bytes.lastIndexOf(END);
  if (end < 0) throw new Error('no end of central directory');
  const files = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, crc, packed] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 16),
      bytes.readUInt32LE(at + 20),
    ];
    const [name, extra, comment] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const raw = bytes.subarray(start, start + packed);
    const content = method === 8 ? inflateRawSync(raw) : raw;
    if (crc32(content) !== crc) throw new Error('checksum differs');
    files.set(bytes.subarray(at + 46, at + 46 + name).toString(), content);
    at += 46 + name + extra + comment;
  }
  return files;
}

/** By the system's tar. */
export function openTarGz(bytes: Buffer): Map<string, Buffer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kontor-tar-'));
  try {
    const file = path.join(folder, 'package.tar.gz');
    writeFileSync(file, bytes);
    const names = execFileSync('tar', ['-tzf', file], { encoding: 'utf8' }).trimEnd().split('\n');
    return new Map(names.map((name) => [name, execFileSync('tar', ['-xzOf', file, name], { maxBuffer: 64_000_000 })]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
