// Dropbox's published examples, and pieces of any length.
import { expect, it } from 'vitest';
import { contentHash } from './contentHash';

const BLOCK = 4_194_304;

function hashOf(content: Buffer, pieceBytes: number): string {
  const hash = contentHash();
  for (let at = 0; at < content.length; at += pieceBytes) hash.update(content.subarray(at, at + pieceBytes));
  return hash.digest();
}

it.each([
  [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  [1, '1cd6ef71e6e0ff46ad2609d403dc3fee244417089aa4461245a4e4fe23a55e42'],
  [BLOCK, 'd4d63bac5b866c71620185392a8a6218ac1092454a2d16f820363b69852befa3'],
  [BLOCK + 1, '8f553da8d00d0bf509d8470e242888be33019c20c0544811f5b2b89e98360b92'],
  [2 * BLOCK + 1, '02c8a4aefc2bfc9036f89a7098001865885938ca580e5c9e5db672385edd303c'],
])('of %i letters A', (length, expected) => {
  const content = Buffer.alloc(length, 'A');
  for (const pieceBytes of [Math.max(1, length), 1_000_003, BLOCK]) expect(hashOf(content, pieceBytes)).toBe(expected);
});
