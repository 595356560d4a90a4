// Writes one tar.gz, in a single gzip member. Same entries and time in, same bytes out. Layout: POSIX.1-2001 ustar.
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { createGzip, type Gzip } from 'node:zlib';
import { refused } from '../failures';
import { checkEntryName } from './limits';

const BLOCK = 512;
const MAX_NAME_BYTES = 100;
const END = Buffer.alloc(2 * BLOCK);

export class TarGzWriter {
  private readonly path: string;
  private readonly seconds: number;
  private readonly gzip: Gzip = createGzip({ level: 6, chunkSize: 256 * 1024 });
  private readonly out: WriteStream;
  private readonly done: Promise<void>;

  constructor(path: string, options: { readonly at: string }) {
    this.path = path;
    this.seconds = Math.floor(Date.parse(options.at) / 1000);
    this.out = createWriteStream(path, { mode: 0o600 });
    this.out.on('error', (error) => this.gzip.destroy(error));
    this.gzip.on('error', (error) => this.out.destroy(error));
    this.done = finished(this.gzip.pipe(this.out));
    // It is awaited by whoever writes next or finishes.
    this.done.catch(() => undefined);
  }

  async add(name: string, content: Uint8Array): Promise<void> {
    checkEntryName(name);
    const padding = (BLOCK - (content.length % BLOCK)) % BLOCK;
    await this.write(header(name, content.length, this.seconds));
    await this.write(content);
    if (padding > 0) await this.write(Buffer.alloc(padding));
  }

  /** End marks written, fsync done. */
  async finish(): Promise<void> {
    await this.write(END);
    this.gzip.end();
    await this.done;
    const handle = await open(this.path, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  /** After a failure; after `finish` it does nothing. */
  abandon(): void {
    this.gzip.destroy();
    this.out.destroy();
  }

  private async write(bytes: Uint8Array): Promise<void> {
    if (this.out.errored) throw this.out.errored;
    if (bytes.length === 0 || this.gzip.write(bytes)) return;
    await Promise.race([once(this.gzip, 'drain'), this.done]);
  }
}

function header(name: string, bytes: number, seconds: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, length: number) =>
    block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1');
  // Longer names need a pax record; ours are ids.
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) throw refused('archive.bad_entry_name', { name });
  block.write(name, 0, 'utf8');
  octal(0o644, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(bytes, 124, 12);
  octal(seconds, 136, 12);
  block.write('0', 156, 'latin1');
  block.write('ustar\u000000', 257, 'latin1');
  // The checksum is made with its own eight characters as spaces.
  const sum = block.reduce((total, byte) => total + byte, 8 * 0x20);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}
