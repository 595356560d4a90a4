// Reads a TAR of any size with constant memory: one entry at a time, its bytes only while it is small. PAX headers carry long names.
import { open, type FileHandle } from 'node:fs/promises';

const BLOCK = 512;
/** A log message is a few hundred bytes, a certificate a few thousand. */
const MAX_ENTRY = 1_000_000;

export class BrokenTar extends Error {
  override readonly name = 'BrokenTar';
}

export interface TarEntry {
  readonly name: string;
  readonly bytes: Buffer;
}

/** `isWanted`: of the others only the name is told, however large they are. */
export async function* readTar(
  file: string,
  isWanted: (name: string) => boolean = () => true,
): AsyncGenerator<TarEntry> {
  const handle = await open(file);
  try {
    yield* entriesOf(handle, (await handle.stat()).size, isWanted);
  } finally {
    await handle.close();
  }
}

async function* entriesOf(
  handle: FileHandle,
  size: number,
  isWanted: (name: string) => boolean,
): AsyncGenerator<TarEntry> {
  const read = windowOf(handle, size);
  let longName: string | null = null;
  for (let at = 0; at + BLOCK <= size;) {
    const header = await read(at, BLOCK);
    if (header.every((byte) => byte === 0)) return;
    checkSum(header);
    const bytes = sizeOf(header);
    const start = at + BLOCK;
    if (start + bytes > size) throw new BrokenTar('cut short');
    at = start + Math.ceil(bytes / BLOCK) * BLOCK;
    const type = header.toString('latin1', 156, 157);
    if (type === 'g' || type === '5') continue;
    if (type === 'x' || type === 'L') {
      longName = announcedName(type, await small(read, start, bytes)) ?? longName;
      continue;
    }
    if (type !== '0' && type !== '\0') throw new BrokenTar('a link or a device');
    const name: string = longName ?? headerName(header);
    longName = null;
    if (name === '' || /(^|[\\/])\.\.([\\/]|$)|^[\\/]|^[A-Za-z]:|\0/.test(name))
      throw new BrokenTar('a name leads elsewhere');
    yield { name, bytes: isWanted(name) ? Buffer.from(await small(read, start, bytes)) : Buffer.alloc(0) };
  }
  // Two empty blocks end a TAR.
  throw new BrokenTar('cut short');
}

type Read = (at: number, bytes: number) => Promise<Buffer>;

function small(read: Read, at: number, bytes: number): Promise<Buffer> {
  if (bytes > MAX_ENTRY) throw new BrokenTar('an entry is larger than any log message');
  return read(at, bytes);
}

const WINDOW = 1 << 20;

/** Neighbouring entries come out of one read. */
function windowOf(handle: FileHandle, size: number): Read {
  let start = 0;
  let held = Buffer.alloc(0);
  return async (at, bytes) => {
    if (at < start || at + bytes > start + held.length) {
      const buffer = Buffer.alloc(Math.min(Math.max(bytes, WINDOW), size - at));
      let filled = 0;
      while (filled < buffer.length) {
        const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, at + filled);
        if (bytesRead === 0) throw new BrokenTar('cut short');
        filled += bytesRead;
      }
      [start, held] = [at, buffer];
    }
    return held.subarray(at - start, at - start + bytes);
  };
}

function checkSum(header: Buffer): void {
  const told = Number.parseInt(
    header
      .toString('latin1', 148, 156)
      .replace(/[\0 ]+$/, '')
      .trim(),
    8,
  );
  let sum = 0;
  for (const [index, byte] of header.entries()) sum += index >= 148 && index < 156 ? 32 : byte;
  if (told !== sum) throw new BrokenTar('a header is damaged');
}

function sizeOf(header: Buffer): number {
  const text = header
    .toString('latin1', 124, 136)
    .replace(/[\0 ]+$/, '')
    .trim();
  if (!/^[0-7]{1,11}$/.test(text)) throw new BrokenTar('a size is damaged');
  return Number.parseInt(text, 8);
}

function announcedName(type: string, content: Buffer): string | null {
  if (type === 'L') return content.toString('utf8').replace(/\0+$/, '');
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(content.toString('utf8'))?.[1] ?? null;
}

function headerName(header: Buffer): string {
  const part = (from: number, to: number): string => header.toString('utf8', from, to).replace(/\0.*$/s, '');
  const prefix = header.toString('latin1', 257, 262) === 'ustar' ? part(345, 500) : '';
  return (prefix === '' ? part(0, 100) : `${prefix}/${part(0, 100)}`).replace(/^\.\//, '');
}
