import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFailure } from '../../../../shared/errors';
import { removeFolder, temporaryFolder } from '../../../../tests/support/testArchive';
import { TarGzWriter } from './tarGzWriter';
import { gunzipTo, TarReader } from './tarReader';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => removeFolder(folder));

const AT = '2026-02-01T00:00:00.000Z';
type Files = readonly (readonly [string, Buffer])[];

async function write(name: string, files: Files): Promise<Buffer> {
  const path = join(folder, name);
  const writer = new TarGzWriter(path, { at: AT });
  for (const [entry, content] of files) await writer.add(entry, content);
  await writer.finish();
  writer.abandon();
  return readFileSync(path);
}

/** By a library that the product does not use. */
async function foreignRead(bytes: Buffer): Promise<Files> {
  const tar = extract();
  Readable.from([gunzipSync(bytes)]).pipe(tar);
  const files: [string, Buffer][] = [];
  for await (const entry of tar) {
    expect(entry.header).toMatchObject({ type: 'file', mode: 0o644, uid: 0, gid: 0, mtime: new Date(AT) });
    files.push([entry.header.name, await buffer(entry)]);
  }
  return files;
}

const files: Files = [
  ['a.xml', Buffer.from('<a/>')],
  ['empty.xml', Buffer.alloc(0)],
  ['block.xml', Buffer.alloc(512, 'x')],
  ['zażółć.xml', Buffer.from('ł'.repeat(700))],
  ['big.xml', randomBytes(3_000_001)],
];

describe('the tar.gz writer', () => {
  it('writes what a foreign reader and our own read back', async () => {
    const bytes = await write('a.tgz', files);
    expect(await foreignRead(bytes)).toEqual(files);
    writeFileSync(join(folder, 'again.tgz'), bytes);
    await gunzipTo(join(folder, 'again.tgz'), join(folder, 'a.tar'), new AbortController().signal);
    const reader = new TarReader(join(folder, 'a.tar'));
    expect(reader.entries.map(({ name, bytes: size }) => [name, size])).toEqual(
      files.map(([name, content]) => [name, content.length]),
    );
    reader.close();
  });

  it('writes the same bytes for the same entries', async () => {
    expect((await write('a.tgz', files)).equals(await write('b.tgz', files))).toBe(true);
  });

  it('is one gzip member, as not every reader goes on after the first', async () => {
    const bytes = await write('a.tgz', files);
    expect(bytes.subarray(0, 4).toString('hex')).toBe('1f8b0800');
    // Nothing about when it was made.
    expect(bytes.readUInt32LE(4)).toBe(0);
    expect(bytes.readUInt32LE(bytes.length - 4)).toBe(gunzipSync(bytes).length);
  });

  it('refuses names that could leave the folder, and those that do not fit', async () => {
    const writer = new TarGzWriter(join(folder, 'a.tgz'), { at: AT });
    const keyOf = async (name: string) => {
      try {
        await writer.add(name, Buffer.from('x'));
      } catch (error) {
        return isFailure(error) ? error.spec.key : String(error);
      }
      return 'written';
    };
    expect(await keyOf('../a.xml')).toBe('archive.bad_entry_name');
    expect(await keyOf('ł'.repeat(51))).toBe('archive.bad_entry_name');
    expect(await keyOf('ł'.repeat(50))).toBe('written');
    writer.abandon();
  });

  it('fails where it cannot write, and only there', async () => {
    const writer = new TarGzWriter(join(folder, 'missing', 'a.tgz'), { at: AT });
    const work = (async () => {
      for (let n = 0; n < 40; n += 1)
        await writer.add(`${String(n)}.xml`, Buffer.alloc(300_000, String(Math.random())));
      await writer.finish();
    })();
    await expect(work).rejects.toMatchObject({ code: 'ENOENT' });
    writer.abandon();
  });
});
