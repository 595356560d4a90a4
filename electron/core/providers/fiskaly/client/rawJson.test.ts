import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { membersOf, rawOf, textOf, valueOf, withRaw } from './rawJson';

describe('members of an object', () => {
  it('are written back as they were', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(0, 1, 3, '\t'), (object, space) => {
        const text = JSON.stringify(object, null, space);
        const members = membersOf(text);
        expect(JSON.parse(textOf(members))).toEqual(JSON.parse(text));
        for (const { key, raw } of members) {
          expect(text).toContain(raw);
          expect(valueOf(members, key)).toEqual(JSON.parse(rawOf(members, key) ?? ''));
        }
        if (space === 0) expect(textOf(members)).toBe(text);
      }),
    );
  });

  it.each([
    ['{}', []],
    [' { "a" : 1.0 , "b":[ "]" , {"}":1} ]\n}', ['1.0', '[ "]" , {"}":1} ]']],
    [String.raw`{"q\"\\":"\\","c":true}`, [String.raw`"\\"`, 'true']],
    ['{"a":1e400,"a":-0}', ['1e400', '-0']],
  ])('of %s', (text, raws) => {
    expect(membersOf(text).map(({ raw }) => raw)).toEqual(raws);
  });

  it('take a new key in its place, and a known one where it is', () => {
    const order = ['a', 'b', 'c'];
    const members = membersOf('{"x":0,"c":3,"a":1}');
    expect(textOf(withRaw(members, 'b', '2', order))).toBe('{"x":0,"b":2,"c":3,"a":1}');
    expect(textOf(withRaw(members, 'a', '9', order))).toBe('{"x":0,"c":3,"a":9}');
    expect(textOf(withRaw(membersOf('{}'), 'c', '3', order))).toBe('{"c":3}');
  });

  it('are found at any depth without running out of stack', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(rawOf(membersOf(`{"a":${deep},"b":1}`), 'a')).toBe(deep);
  });
});
