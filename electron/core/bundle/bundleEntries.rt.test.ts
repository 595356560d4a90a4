// The whole bundle of a month. Runs in Node and in Electron's runtime.
import { createHash } from 'node:crypto';
import { decodePDFRawStream, PDFDict, PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sampleMonth } from '../../../tests/support/sampleMonth';
import { bundleEntries } from './bundleEntries';
import type { BundleEntry, BundleInput } from './types';

/** Laying out a page takes half a second of a free processor; tests share theirs. */
const SLOW_MS = 60_000;

async function collect(input: BundleInput): Promise<BundleEntry[]> {
  const entries: BundleEntry[] = [];
  for await (const entry of bundleEntries(input)) entries.push(entry);
  return entries;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const Manifest = z.object({
  version: z.literal(1),
  company: z.object({ name: z.string(), taxId: z.string() }),
  month: z.string(),
  revision: z.int(),
  identity: z.string(),
  counts: z.object({ invoices: z.int(), unreadable: z.int(), needsLook: z.int() }),
  totals: z.array(
    z.object({
      direction: z.string(),
      currency: z.string(),
      count: z.int(),
      net: z.string(),
      vat: z.string(),
      gross: z.string(),
      rates: z.array(z.object({ rate: z.string().nullable(), count: z.int(), net: z.string(), vat: z.string() })),
    }),
  ),
  files: z.array(z.object({ name: z.string(), bytes: z.int(), sha256: z.string() })),
  invoices: z.array(z.object({ file: z.string(), number: z.string() })),
});

function manifestIn(entries: readonly BundleEntry[]): z.infer<typeof Manifest> {
  const entry = entries.at(-1);
  return Manifest.parse(JSON.parse(Buffer.from(entry?.bytes ?? []).toString()));
}

describe('a bundle', () => {
  it(
    'holds the originals as they are, and lists every file but the list itself',
    async () => {
      const input = sampleMonth({ count: 60 });
      const entries = await collect(input);
      const names = entries.map(({ name }) => name);
      expect(names.slice(60)).toEqual(['2026-10.csv', '2026-10-neutral.csv', 'cover.pdf', 'manifest.json']);
      expect(new Set(names).size).toBe(64);
      for (let place = 0; place < 60; place += 1) expect(entries[place]?.bytes).toEqual(input.read(place).bytes);
      const manifest = manifestIn(entries);
      const listed = entries
        .slice(0, -1)
        .map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: sha256(bytes) }));
      expect(manifest.files).toEqual(listed);
      expect(manifest).toMatchObject({
        month: '2026-10',
        revision: 2,
        identity: input.identity,
        counts: { invoices: 60, unreadable: 1, needsLook: 2 },
      });
      expect(manifest.invoices.map(({ file }) => file)).toEqual(names.slice(0, 60));
    },
    SLOW_MS,
  );

  it(
    'adds up per direction, currency and rate',
    async () => {
      const fixed = { direction: 'sale', currency: 'PLN' } as const;
      const amounts = [
        ['100.00', '23.00', '123.00'],
        ['-0.10', '-0.01', '-0.11'],
        ['90071992547409.91', '0.00', '90071992547409.91'],
      ] as const;
      const input = sampleMonth({
        count: 3,
        change: (invoice, place) => {
          const [net = '0', vat = '0', gross = '0'] = amounts[place] ?? [];
          return { ...invoice, ...fixed, net, vat, gross, currency: place === 2 ? 'EUR' : 'PLN' };
        },
      });
      const { totals } = manifestIn(await collect(input));
      expect(
        totals.map(({ direction, currency, count, net, vat, gross }) => [direction, currency, count, net, vat, gross]),
      ).toEqual([
        ['sale', 'PLN', 2, '99.90', '22.99', '122.89'],
        ['sale', 'EUR', 1, '90071992547409.91', '0.00', '90071992547409.91'],
      ]);
      expect(totals[0]?.rates.map(({ rate, count }) => [rate, count])).toEqual([
        ['23', 1],
        ['8', 1],
      ]);
    },
    SLOW_MS,
  );

  it(
    'gives the same bytes for the same input, and others for another revision',
    async () => {
      const all = async (input: BundleInput): Promise<string> =>
        sha256(Buffer.from((await collect(input)).map(({ name, bytes }) => `${name} ${sha256(bytes)}`).join('\n')));
      const first = await all(sampleMonth({ count: 3 }));
      expect(await all(sampleMonth({ count: 3 }))).toBe(first);
      expect(await all({ ...sampleMonth({ count: 3 }), revision: 3 })).not.toBe(first);
      expect(await all(sampleMonth({ count: 3, language: 'de' }))).not.toBe(first);
    },
    SLOW_MS,
  );

  it(
    'is made for an empty month, an unknown language and the strangest names',
    async () => {
      expect(manifestIn(await collect(sampleMonth({ count: 0 }))).counts.invoices).toBe(0);
      const strange = sampleMonth({
        count: 42,
        language: 'xx',
        change: (invoice) => ({ ...invoice, number: '\u0000\u202e😀\n漢字', counterparty: 'W'.repeat(500) }),
      });
      expect((await collect(strange)).at(-2)?.name).toBe('cover.pdf');
    },
    SLOW_MS,
  );

  it(
    'lists at most sixty invoices to check on the cover',
    async () => {
      const many = sampleMonth({ count: 400, change: (invoice) => ({ ...invoice, needsLook: true }) });
      const cover = (await collect(many)).at(-2)?.bytes ?? new Uint8Array();
      const pages = (await PDFDocument.load(cover, { updateMetadata: false })).getPageCount();
      expect(pages).toBeGreaterThan(2);
      expect(pages).toBeLessThan(6);
    },
    SLOW_MS,
  );
});

describe('the cover page', () => {
  it(
    "is dated by the month's last day",
    async () => {
      const cover =
        (await collect({ ...sampleMonth({ count: 1 }), month: '2028-02' })).at(-2)?.bytes ?? new Uint8Array();
      const pdf = await PDFDocument.load(cover, { updateMetadata: false });
      expect(pdf.getCreationDate()?.toISOString()).toBe('2028-02-29T00:00:00.000Z');
      expect(pdf.getModificationDate()?.toISOString()).toBe('2028-02-29T00:00:00.000Z');
      expect(pdf.getTitle()).toBe('Faktury za miesiąc: Luty 2028');
      expect(pdf.getProducer()).toBe('Kontor');
    },
    SLOW_MS,
  );

  // Glyphs with odd lengths once lost their outlines in the subset: the page then shows half of its letters.
  it(
    'embeds fonts whose glyphs lie where the font says',
    async () => {
      const cover = (await collect(sampleMonth({ count: 60 }))).at(-2)?.bytes ?? new Uint8Array();
      const fonts = await embeddedFonts(cover);
      expect(fonts.length).toBeGreaterThanOrEqual(4);
      for (const font of fonts) {
        const glyphs = glyphHeads(font);
        expect(glyphs.length).toBeGreaterThan(10);
        for (const { contours, isInBox } of glyphs) {
          expect(contours).toBeGreaterThanOrEqual(-1);
          expect(contours).toBeLessThan(20);
          expect(isInBox).toBe(true);
        }
      }
    },
    SLOW_MS,
  );
});

async function embeddedFonts(bytes: Uint8Array): Promise<Uint8Array[]> {
  const { context } = await PDFDocument.load(bytes, { updateMetadata: false });
  return context
    .enumerateIndirectObjects()
    .map(([, object]) => (object instanceof PDFDict ? object.get(PDFName.of('FontFile2')) : undefined))
    .map((reference) => (reference === undefined ? undefined : context.lookup(reference)))
    .filter((stream) => stream instanceof PDFRawStream)
    .map((stream) => decodePDFRawStream(stream).decode());
}

function glyphHeads(font: Uint8Array): { readonly contours: number; readonly isInBox: boolean }[] {
  const data = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const tables = new Map<string, number>();
  for (let at = 12; at < 12 + data.getUint16(4) * 16; at += 16) {
    tables.set(Buffer.from(font.subarray(at, at + 4)).toString('latin1'), data.getUint32(at + 8));
  }
  const place = (tag: string): number => tables.get(tag) ?? -1;
  const box = [36, 38, 40, 42].map((at) => data.getInt16(place('head') + at));
  const isLong = data.getInt16(place('head') + 50) === 1;
  const count = data.getUint16(place('maxp') + 4);
  const offset = (glyph: number): number =>
    isLong ? data.getUint32(place('loca') + glyph * 4) : data.getUint16(place('loca') + glyph * 2) * 2;
  const filled = Array.from({ length: count }, (_, glyph) => glyph).filter(
    (glyph) => offset(glyph) < offset(glyph + 1),
  );
  return filled.map((glyph) => {
    const at = place('glyf') + offset(glyph);
    const [left, bottom, right, top] = [2, 4, 6, 8].map((step) => data.getInt16(at + step)) as [
      number,
      number,
      number,
      number,
    ];
    const [minX = 0, minY = 0, maxX = 0, maxY = 0] = box;
    const isInBox = left >= minX && bottom >= minY && right <= maxX && top <= maxY && left <= right && bottom <= top;
    return { contours: data.getInt16(at), isInBox };
  });
}
