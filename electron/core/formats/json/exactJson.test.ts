// Digits stay as they were written, and a row is cut out byte for byte.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactChildren, parseExact } from './exactJson';
import { dateOf, decimalOf, taxIdOf } from './fields';

describe('exact JSON', () => {
  it('keeps the digits of every number', () => {
    const text = '{"a":1230.00,"b":[-0.10,12345678901234567890.12,1e3],"c":"1.50 \\" 2","d":null,"e":true}';
    expect(parseExact(text)).toEqual({
      a: '1230.00',
      b: ['-0.10', '12345678901234567890.12', '1e3'],
      c: '1.50 " 2',
      d: null,
      e: true,
    });
  });

  it('changes nothing but the numbers, whatever stands in the texts', () => {
    const inExact = (value: unknown): unknown => {
      if (typeof value === 'number') return JSON.stringify(value);
      if (typeof value !== 'object' || value === null) return value;
      return Array.isArray(value)
        ? value.map(inExact)
        : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inExact(one)]));
    };
    const digits = fc.string({ unit: fc.constantFrom('1', '-', '.', 'e', '"', '\\', ',', ':', 'ł', '\n') });
    const values = fc.oneof(fc.jsonValue(), fc.array(fc.tuple(digits, fc.double({ noNaN: true }))));
    fc.assert(
      fc.property(values, fc.constantFrom(0, 1), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parseExact(text)).toEqual(inExact(JSON.parse(text)));
      }),
    );
  });

  it('refuses what is no JSON', () => {
    for (const text of ['{"half":', '', '<html/>', '[1,]', '["a1', '["a\\', '[-]', '[1-2]'])
      expect(() => parseExact(text)).toThrow(SyntaxError);
  });

  it('cuts every element out as it was written, however the text is laid out', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 8 }), fc.constantFrom(0, 1, 4), (values, indent) => {
        const text = JSON.stringify({ x: { '"}': 1 }, meta: { rows: values } }, null, indent);
        const rows = exactChildren(text, ['meta', 'rows']);
        expect(rows.map((row) => JSON.parse(row.text) as unknown)).toEqual(JSON.parse(JSON.stringify(values)));
        for (const row of rows) expect(text).toContain(row.text);
      }),
    );
  });

  it('finds nothing where nothing is', () => {
    expect(exactChildren('{"a":1}', ['b'])).toEqual([]);
    expect(exactChildren('{"a":1}', ['a'])).toEqual([]);
    expect(exactChildren('[]')).toEqual([]);
  });
});

describe('values', () => {
  it.each([
    ['1 230,00', '1230.00'],
    ['1\u00a0230,5', '1230.5'],
    ['1.230,00', '1230.00'],
    ['1,230.00', '1230.00'],
    ['-59,00', '-59.00'],
    ['1230.0', '1230.0'],
    ['1e3', '1000'],
    ['-1.23E7', '-12300000'],
    ['1.234567E2', '123.4567'],
    ['1.25e-1', '0.125'],
    ['12.5e-2', '0.125'],
    ['123.5e-2', '1.235'],
    ['1e400', null],
    ['e3', null],
    ['', null],
    ['abc', null],
    [12, null],
  ])('reads %j as %j', (text, decimal) => {
    expect(decimalOf(text)).toBe(decimal);
  });

  it('takes a date from a timestamp, and none from zeros', () => {
    expect(
      ['2026-05-18T23:30:00.000+02:00', '2026-05-19 08:12:44 +0200', '0000-00-00', null, '2026-05'].map(dateOf),
    ).toEqual(['2026-05-18', '2026-05-19', null, null, null]);
  });

  it('takes a NIP apart from what people write around it; foreign ids keep their country', () => {
    expect(['PL 525-244-57-67', '525 244 57 67', 'DE136695976', undefined].map(taxIdOf)).toEqual([
      '5252445767',
      '5252445767',
      'DE136695976',
      undefined,
    ]);
  });
});
