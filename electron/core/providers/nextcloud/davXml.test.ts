import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../../tests/support/httpSetUp';
import { parseXml } from '../sdk/xmlTree';
import { childOf, childrenOf, DAV } from './davXml';

const href = (text: string) => childOf(childrenOf(parseXml(text), DAV, 'response')[0], DAV, 'href')?.text;

describe('answers of WebDAV', () => {
  it.each([
    ['a prefix', '<d:multistatus xmlns:d="DAV:"><d:response><d:href>/a%20b/</d:href></d:response></d:multistatus>'],
    ['no prefix', '<multistatus xmlns="DAV:"><response><href>/a%20b/</href></response></multistatus>'],
    ['a prefix of its own below', '<m xmlns="x"><y:response xmlns:y="DAV:"><y:href>/a%20b/</y:href></y:response></m>'],
    [
      'an XML declaration',
      '<?xml version="1.0"?>\n<D:m xmlns:D="DAV:"><D:response><D:href>/a%20b/</D:href></D:response></D:m>',
    ],
  ])('are read with %s', (_, text) => {
    expect(href(text)).toBe('/a%20b/');
  });
  it('keep to namespaces: the same name elsewhere is another one', () => {
    expect(href('<d:m xmlns:d="urn:other"><d:response><d:href>/a</d:href></d:response></d:m>')).toBeUndefined();
  });
  it('decode the five entities and numbers once', () => {
    expect(href('<m xmlns="DAV:"><response><href>&amp;lt;&#38;&#x105;</href></response></m>')).toBe('&lt;&ą');
  });
  it.each([
    ['a document type', '<!DOCTYPE m [<!ENTITY a "b">]><m xmlns="DAV:"/>'],
    ['an entity of its own', '<m xmlns="DAV:">&own;</m>'],
    ['a prefix that nobody declared', '<d:m/>'],
    ['no element', 'plain text'],
    ['too many levels', `${'<a>'.repeat(60)}${'</a>'.repeat(60)}`],
  ])('are refused with %s', async (_, text) => {
    expect(
      await failureOf(
        new Promise((resolve) => {
          resolve(parseXml(text));
        }),
      ),
    ).toMatchObject({ kind: 'unavailable', key: 'unexpected_answer' });
  });
});
