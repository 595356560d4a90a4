// A tar.gz made by a library that the product does not use.
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';

export async function tarGzBytes(files: readonly (readonly [string, Buffer])[]): Promise<Buffer> {
  const tar = pack();
  const whole = buffer(tar);
  for (const [name, content] of files) tar.entry({ name, mtime: new Date(0) }, content);
  tar.finalize();
  return gzipSync(await whole);
}
