// The package's archive as a stream of bytes: ZIP by yazl, TarGz by hand and zlib.
import { PassThrough, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { ZipFile } from 'yazl';
import { tar, type TarEntry as ArchiveEntry } from './tar';

export type { ArchiveEntry };
export type Compression = 'Zip' | 'TarGz';

const MODIFIED = new Date('2026-02-01T00:00:00Z');

/** yazl refuses dangerous names, so they are put in afterwards: same length, byte for byte. */
const DANGEROUS = [{ safe: 'xx/xx/wyjscie.xml', real: '../../wyjscie.xml' }] as const;

function zip(entries: readonly ArchiveEntry[]): AsyncIterable<Buffer> {
  const file = new ZipFile();
  const stream = file.outputStream.pipe(new PassThrough());
  for (const { name, bytes } of entries) {
    const safe = DANGEROUS.find(({ real }) => real === name)?.safe ?? name;
    const options = { mtime: MODIFIED, mode: 0o100644 };
    file.addReadStreamLazy(safe, options, (callback) => {
      try {
        const content = bytes();
        callback(null, Buffer.isBuffer(content) ? Readable.from([content]) : content);
      } catch (error) {
        stream.destroy(error as Error);
      }
    });
  }
  file.end();
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
  const gzip = createGzip();
  const source = Readable.from(tar(entries, MODIFIED));
  source.on('error', (error) => gzip.destroy(error));
  return source.pipe(gzip);
}

export const archive = (compression: Compression, entries: readonly ArchiveEntry[]): AsyncIterable<Buffer> =>
  compression === 'Zip' ? zip(entries) : tarGz(entries);
