// What the scanner must refuse, and what it must survive. Runs in Node and in Electron's runtime.
import { describe, expect, it } from 'vitest';
import { isFailure } from '../../../../shared/errors';
import { readXml } from './readXml';

function reasonOf(xml: string | Uint8Array): string {
  try {
    readXml(typeof xml === 'string' ? Buffer.from(xml) : xml);
    return 'ok';
  } catch (error) {
    return isFailure(error) ? `${error.spec.kind} ${error.spec.key}` : `thrown: ${String(error)}`;
  }
}

describe('readXml', () => {
  it.each([
    ['a DOCTYPE', '<!DOCTYPE a><a/>', 'format.doctype'],
    ['a DOCTYPE in lower case', '<?xml version="1.0"?>\n<!doctype a [<!ENTITY x "y">]><a>&x;</a>', 'format.doctype'],
    ['an entity without a DTD', '<a>&x;</a>', 'format.not_xml'],
    ['a reference to a control character', '<a>&#1;</a>', 'format.not_xml'],
    ['a control character', '<a>\x02</a>', 'format.not_xml'],
    ['a surrogate reference', '<a>&#xD800;</a>', 'format.not_xml'],
    ['tags that do not match', '<a><b></a></b>', 'format.not_xml'],
    ['an end tag that only begins alike', '<ab></abc>', 'format.not_xml'],
    ['a second root', '<a/><b/>', 'format.not_xml'],
    ['text after the root', '<a/>x', 'format.not_xml'],
    ['a missing end', '<a><b/>', 'format.not_xml'],
    ['the same attribute twice', '<a k="1" k="2"/>', 'format.not_xml'],
    ['an unbound prefix', '<t:a/>', 'format.not_xml'],
    ['another declared encoding', '<?xml version="1.0" encoding="ISO-8859-2"?><a/>', 'format.not_utf8'],
    ['nothing', '', 'format.not_xml'],
    ['JSON', '{"a":1}', 'format.not_xml'],
    ['65 levels', `${'<a>'.repeat(65)}${'</a>'.repeat(65)}`, 'format.too_deep'],
    ['more than 4 MB', `<a>${'x'.repeat(4_000_000)}</a>`, 'format.too_large'],
    ['more than 300,000 elements', `<a>${'<b/>'.repeat(300_001)}</a>`, 'format.too_large'],
  ])('refuses %s', (_, xml, key) => {
    expect(reasonOf(xml)).toBe(`rejected ${key}`);
  });

  it('refuses bytes that are no UTF-8', () => {
    expect(reasonOf(Buffer.from('<a>\xb3</a>', 'latin1'))).toBe('rejected format.not_utf8');
    expect(reasonOf(Buffer.from('\ufeff<a/>', 'utf16le'))).toBe('rejected format.not_utf8');
  });

  it('takes a BOM, instructions, comments and 64 levels', () => {
    const xml = '\ufeff<?xml version="1.0" encoding="UTF-8"?><?xml-stylesheet href="x"?><!-- a --><a/>\n<!-- b -->';
    expect(reasonOf(xml)).toBe('ok');
    expect(reasonOf(`${'<a>'.repeat(64)}${'</a>'.repeat(64)}`)).toBe('ok');
  });

  it('reads text, references, CDATA and attributes', () => {
    const root = readXml(
      Buffer.from(
        '<r xmlns="u" k="a&#10;b\tc"><t> Łódź &amp;\r\n&#x20AC;<!-- x -->!<![CDATA[<&]]> </t><e/><s>  a  b </s></r>',
      ),
    );
    expect(root.ns).toBe('u');
    expect(root.attribute('k')).toBe('a\nb c');
    expect(root.child('t')?.text).toBe(' Łódź &\n€!<& ');
    expect(root.child('e')?.text).toBe('');
    expect(root.child('s')?.token).toBe('a b');
  });

  it('keeps names of other namespaces apart', () => {
    const root = readXml(Buffer.from('<t:r xmlns:t="u" xmlns:o="v"><o:a>1</o:a><t:a>2</t:a></t:r>'));
    expect(root.child('a')?.text).toBe('2');
    expect(root.children('a')).toHaveLength(1);
  });

  it('is not polluted by names of object members', () => {
    const root = readXml(Buffer.from('<r><__proto__><p>1</p></__proto__><constructor>2</constructor></r>'));
    expect(root.child('constructor')?.text).toBe('2');
    expect(root.child('__proto__')?.child('p')?.text).toBe('1');
    expect(Object.hasOwn(Object.prototype, 'p')).toBe(false);
  });

  // Each would take minutes if a step walked back over what was read already.
  it.each([
    ['namespaces on every element', `<a>${'<b xmlns:p="u" xmlns:q="v"><c/></b>'.repeat(100_000)}</a>`],
    ['a comment after every letter', `<a>${'x<!---->'.repeat(450_000)}</a>`],
    ['CDATA after every letter', `<a>${'x<![CDATA[y]]>'.repeat(260_000)}</a>`],
    ['references only', `<a>${'&#65;'.repeat(790_000)}</a>`],
    ['ampersands only', `<a>${'&'.repeat(3_900_000)}</a>`],
    ['a different name every time', `<a>${Array.from({ length: 250_000 }, (_, i) => `<n${i}/>`).join('')}</a>`],
    ['starts of comments', `<a>${'<!--'.repeat(900_000)}</a>`],
    ['starts of instructions', `<a>${'<?x '.repeat(900_000)}</a>`],
  ])(
    'reads or refuses %s in time',
    (_, xml) => {
      expect(reasonOf(xml)).toMatch(/^(ok|rejected format\.(not_xml|too_large))$/);
    },
    30_000,
  );
});
