// Whatever bytes come: an answer or a Failure, never anything else, and never more than the limits allow.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, it } from 'vitest';
import { isFailure } from '../../../shared/errors';
import { removeFolder, temporaryFolder } from '../../../tests/support/testArchive';
import { tarBytes } from '../../../tests/support/tarBytes';
import { zipBytes } from '../../../tests/support/zipBytes';
import { SegmentReader } from './recover/readSegment';
import { parseRecordLine } from './records/recordLine';
import { Sidecar } from './segment/sidecar';
import { gunzipTo, TarReader } from './zip/tarReader';
import { ZipReader } from './zip/zipReader';

const folder = temporaryFolder();
afterAll(() => removeFolder(folder));
const path = join(folder, 'x');

/** Sound bytes with some of them changed, cut or doubled: gets deeper than pure noise. */
function damaged(sound: Buffer): fc.Arbitrary<Buffer> {
  const change = fc.tuple(fc.nat(sound.length - 1), fc.nat(255));
  return fc
    .tuple(fc.array(change, { maxLength: 6 }), fc.option(fc.nat(sound.length)), fc.boolean())
    .map(([changes, cut, isDoubled]) => {
      const bytes = Buffer.from(sound);
      for (const [at, value] of changes) bytes[at] = value;
      const whole = isDoubled ? Buffer.concat([bytes, bytes]) : bytes;
      return cut === null ? whole : whole.subarray(0, cut);
    });
}

function onlyFailures(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!isFailure(error)) throw error;
  }
}

const files = [
  ['a.xml', Buffer.from('hello '.repeat(50))],
  ['dir/b.xml', Buffer.from('b')],
] as const;
const zips = fc.oneof(
  damaged(zipBytes(files)),
  damaged(zipBytes(files, { zip64: true })),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);

describe('fuzz', () => {
  it('ZIP reader', () => {
    fc.assert(
      fc.property(zips, (bytes) => {
        writeFileSync(path, bytes);
        onlyFailures(() => {
          const reader = new ZipReader(path);
          try {
            reader.entries.forEach((entry) => reader.read(entry));
          } finally {
            reader.close();
          }
        });
      }),
      { numRuns: 400 },
    );
  });

  it('tar reader', () => {
    fc.assert(
      fc.property(damaged(tarBytes(files)), (bytes) => {
        writeFileSync(path, bytes);
        onlyFailures(() => new TarReader(path).close());
      }),
      { numRuns: 300 },
    );
  });

  it('gunzip', async () => {
    const { signal } = new AbortController();
    await fc.assert(
      fc.asyncProperty(damaged(gzipSync(tarBytes(files))), async (bytes) => {
        writeFileSync(path, bytes);
        await gunzipTo(path, `${path}.tar`, signal).catch((error: unknown) => {
          if (!isFailure(error)) throw error;
        });
      }),
      { numRuns: 60 },
    );
  });

  it('sidecars and records', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        parseRecordLine(text);
      }),
    );
    fc.assert(fc.property(fc.object(), (value) => void Sidecar.safeParse(value)));
  });

  it('segments are read or refused', () => {
    const link = Buffer.from('{"v":1}');
    const segment = zipBytes([
      ['00001-a.xml', link],
      ['00001-a.xml.meta.json', link],
      ['segment.json', link],
    ]);
    fc.assert(
      fc.property(damaged(segment), (bytes) => {
        writeFileSync(path, bytes);
        try {
          const reader = new SegmentReader(path);
          [...reader.versions()].forEach(() => undefined);
          reader.close();
        } catch (error) {
          if (!(error instanceof Error)) throw error;
        }
      }),
      { numRuns: 150 },
    );
  });
});
