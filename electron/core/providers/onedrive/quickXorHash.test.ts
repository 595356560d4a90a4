// Published examples, and pieces of any length at any place.
import { describe, expect, it } from 'vitest';
import { quickXorHash } from './quickXorHash';

function hashOf(content: Buffer, pieceBytes: number): string {
  const hash = quickXorHash();
  for (let at = 0; at < content.length; at += pieceBytes) hash.update(content.subarray(at, at + pieceBytes));
  return hash.digest();
}

describe('quickXorHash', () => {
  it.each([
    ['nothing', '', 'AAAAAAAAAAAAAAAAAAAAAAAAAAA='],
    ['one byte', '4a', 'SgAAAAAAAAAAAAAAAQAAAAAAAAA='],
    ['two bytes', 'b5b4', 'taAFAAAAAAAAAAAAAgAAAAAAAAA='],
    ['16 bytes', Buffer.from('2fuxhBJXtpWFe8dOfdGeHw==', 'base64').toString('hex'), 'O9tHLAghgSvYohKFyMMxnNCHaHg='],
    ['hello world', Buffer.from('hello world').toString('hex'), 'aCgDG9jwBhDc4Q1yawMZAAAAAAA='],
  ])('of %s', (_, hex, expected) => {
    expect(hashOf(Buffer.from(hex, 'hex'), 1)).toBe(expected);
    expect(hashOf(Buffer.from(hex, 'hex'), 1000)).toBe(expected);
  });

  it.each([1, 159, 160, 161, 1001, 65_536, 1 << 20])('of 1 MiB in pieces of %i bytes', (pieceBytes) => {
    const content = Buffer.from(Array.from({ length: 1 << 20 }, (_, index) => index & 0xff));
    expect(hashOf(content, pieceBytes)).toBe('QkGEfSisZcA7k+FCh7x72dbCayY=');
  });
});
