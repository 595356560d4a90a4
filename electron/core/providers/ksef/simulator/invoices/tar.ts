// A tar archive (ustar, POSIX 1003.1-1988) of regular files, written by hand: the product reads tar with a library, so this must not.
import type { Readable } from 'node:stream';

const BLOCK = 512;

function header(name: string, size: number, modified: Date): Buffer {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, length: number) =>
    block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1');
  block.write(name, 0, 100, 'utf8');
  octal(0o644, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(Math.floor(modified.getTime() / 1000), 136, 12);
  block.write('        ', 148, 'latin1'); // The checksum counts itself as spaces.
  block.write('0', 156, 'latin1');
  block.write('ustar\u000000', 257, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

export interface TarEntry {
  readonly name: string;
  readonly bytes: () => Buffer | Readable;
  /** Of a stream. */
  readonly size?: number;
}

export async function* tar(entries: readonly TarEntry[], modified: Date): AsyncIterable<Buffer> {
  for (const entry of entries) {
    const content = entry.bytes();
    const size = Buffer.isBuffer(content) ? content.length : (entry.size ?? 0);
    yield header(entry.name, size, modified);
    if (Buffer.isBuffer(content)) yield content;
    else for await (const chunk of content) yield chunk as Buffer;
    if (size % BLOCK > 0) yield Buffer.alloc(BLOCK - (size % BLOCK));
  }
  yield Buffer.alloc(2 * BLOCK);
}
