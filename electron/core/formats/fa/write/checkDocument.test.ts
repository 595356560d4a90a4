import { describe, expect, it } from 'vitest';
import { plainSale } from '../../../../../tests/support/plainSale';
import { checkDocument } from './checkDocument';
import { prepareFa3 } from './prepareFa';

const order = { today: '2026-11-20', createdAt: '2026-11-20T08:00:00.000Z', program: 'Kontor 1.0.0' };
const prepared = prepareFa3(plainSale, order);
const xml = prepared.isReady ? Buffer.from(prepared.bytes).toString() : '';
const found = (text: string) =>
  checkDocument(Buffer.from(text)).map(({ path, key, level }) => [path, key.replace('sales.finding.', ''), level]);

describe('a document that somebody made', () => {
  it('is free when KSeF has nothing against it, also what stands in comments and texts', () => {
    expect(found(xml)).toEqual([]);
    expect(found(xml.replace('</Faktura>', '<!-- <?a?> --></Faktura>'))).toEqual([]);
  });

  it.each([
    [
      'an instruction',
      (text: string) => text.replace('<Faktura', '<?xml-stylesheet href="a.xsl"?><Faktura'),
      '',
      'instruction',
    ],
    ['no flag of the buyer', (text: string) => text.replace(/<JST>\d<\/JST>/, ''), 'JST', 'element_missing'],
    ['an empty number', (text: string) => text.replace(/<P_2>[^<]*</, '<P_2> <'), 'P_2', 'element_missing'],
    [
      'a discouraged character',
      (text: string) => text.replace('</Faktura>', '<!-- \u0080 --></Faktura>'),
      '',
      'bad_character',
    ],
    [
      'a million bytes',
      (text: string) => text.replace('</Faktura>', `${' '.repeat(1_000_000)}</Faktura>`),
      '',
      'too_large',
    ],
  ])('is stopped for %s', (_, spoil, path, key) => {
    expect(found(spoil(xml))).toEqual([[path, key, 'stop']]);
  });
});
