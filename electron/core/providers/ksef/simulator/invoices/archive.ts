// The package's archive as a stream of bytes: ZIP by yazl, TarGz by tar-stream and zlib.
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import { ZipFile } from 'yazl';

export interface ArchiveEntry {
  readonly name: string;
  /** Called when the entry's turn has come. */
  readonly bytes: () => Buffer | Readable;
  /** Needed for a stream inside TarGz. */
  readonly size?: number;
}

export type Compression = 'Zip' | 'TarGz';

const MODIFIED = new Date('2026-02-01T00:00:00Z');

/** yazl refuses dangerous names, so they are put in afterwards: same length, byte for byte. */
const DANGEROUS = [{ safe: 'xx/xx/wyjscie.xml', real: '../../wyjscie.xml' }] as const;

function zip(entries: readonly ArchiveEntry[]): AsyncIterable<Buffer> {
  const file = new ZipFile();
  for (const { name, bytes } of entries) {
    const safe = DANGEROUS.find(({ real }) => real === name)?.safe ?? name;
    const options = { mtime: MODIFIED, mode: 0o100644 };
    file.addReadStreamLazy(safe, options, (callback) => {
      const content = bytes();
      callback(null, Buffer.isBuffer(content) ? Readable.from([content]) : content);
    });
  }
  file.end();
  const stream = file.outputStream as Readable;
  const isDangerous = entries.some(({ name }) => DANGEROUS.some(({ real }) => real === name));
  return isDangerous ? renamed(stream) : stream;
}

async function* renamed(stream: Readable): AsyncIterable<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const whole = Buffer.concat(chunks);
  for (const { safe, real } of DANGEROUS) {
    for (let at = whole.indexOf(safe); at >= 0; at = whole.indexOf(safe, at)) whole.write(real, at, 'latin1');
  }
  yield whole;
}

function tarGz(entries: readonly ArchiveEntry[]): AsyncIterable<Buffer> {
  const tar = pack();
  const gzip = createGzip();
  tar.pipe(gzip);
  void (async () => {
    for (const { name, bytes, size } of entries) {
      const content = bytes();
      if (Buffer.isBuffer(content)) {
        await new Promise<void>((resolve, reject) => {
          tar.entry({ name, mtime: MODIFIED }, content, (error) => {
            if (error) reject(error);
            else resolve();
          });
        });
      } else {
        await new Promise<void>((resolve, reject) => {
          const entry = tar.entry({ name, size: size ?? 0, mtime: MODIFIED }, (error) => {
            if (error) reject(error);
            else resolve();
          });
          content.pipe(entry);
        });
      }
    }
    tar.finalize();
  })().catch((error: unknown) => gzip.destroy(error as Error));
  return gzip;
}

export const archive = (compression: Compression, entries: readonly ArchiveEntry[]): AsyncIterable<Buffer> =>
  compression === 'Zip' ? zip(entries) : tarGz(entries);
