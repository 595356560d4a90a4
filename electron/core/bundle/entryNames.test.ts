import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NamedOriginal, originalNames } from './entryNames';

const original = (change: Partial<NamedOriginal>): NamedOriginal => ({
  direction: 'sale',
  remoteNumber: null,
  fileName: 'a.xml',
  sha256: 'ab'.repeat(32),
  ...change,
});

const hashes = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom('../../etc/passwd', 'CON', 'nul.xml', 'A', 'a', 'a.', '.', '', '-', 'ą', 'a\u0328', 'C:\\x'),
);
const originals = fc.array(
  fc.record({
    direction: fc.constantFrom('sale' as const, 'purchase' as const, 'other' as const),
    remoteNumber: fc.option(anything),
    fileName: anything,
    sha256: hashes,
  }),
  { maxLength: 20 },
);

describe('names of originals', () => {
  it('are the number at the source, else the file name', () => {
    expect(
      originalNames([original({ remoteNumber: '5265877635-20250826-0100001AF629-AF', fileName: 'x.XML' })]),
    ).toEqual(['originals/sales/5265877635-20250826-0100001AF629-AF.xml']);
    expect(originalNames([original({ direction: 'purchase', fileName: 'Żółw 1/10.pdf' })])).toEqual([
      'originals/purchases/Żółw-1-10.pdf',
    ]);
    expect(originalNames([original({ fileName: '../../../etc/passwd' })])).toEqual(['originals/sales/etc-passwd.xml']);
    expect(originalNames([original({ fileName: 'con.xml' })])).toEqual(['originals/sales/_con.xml']);
  });

  it('tell apart what would be one file', () => {
    const names = originalNames([original({}), original({ fileName: 'A.XML', sha256: 'cd'.repeat(32) }), original({})]);
    expect(names).toEqual([
      'originals/sales/a-abababababab.xml',
      'originals/sales/A-cdcdcdcdcdcd.xml',
      'originals/sales/a-abababababab-2.xml',
    ]);
  });

  it('are safe and unique, whatever the source calls its files', () => {
    fc.assert(
      fc.property(originals, (list) => {
        const names = originalNames(list);
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(list.length);
        for (const name of names) {
          expect(name).toMatch(/^originals\/(sales|purchases|other)\/[\p{L}\p{N}_][\p{L}\p{N}._-]*\.[a-z0-9]{1,8}$/u);
          expect(name).not.toMatch(/\.\.|\/(con|prn|aux|nul|com\d|lpt\d)\./i);
          expect(name).toBe(name.normalize('NFC'));
          expect(Buffer.byteLength(name)).toBeLessThan(500);
        }
      }),
      { numRuns: 500 },
    );
  });
});
