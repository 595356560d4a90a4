// Writes one tar.gz, in a single gzip member. Same entries and time in, same bytes out. Layout: POSIX.1-2001 ustar.
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { createGzip, type Gzip } from 'node:zlib';
import { refused } from '../failures';
import { checkEntryName } from './limits';
import { TAR_BLOCK, tarHeader, tarPadding } from './tarHeader';

const END = Buffer.alloc(2 * TAR_BLOCK);

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
    const padding = tarPadding(content.length);
    await this.write(header(name, content.length, this.seconds));
    await this.write(content);
    await this.write(padding);
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
  const block = tarHeader(name, bytes, seconds);
  // Longer names need a pax record; ours are ids.
  if (block === null) throw refused('archive.bad_entry_name', { name });
  return block;
}
