// The scanner against a parser that we did not write, on real documents, on generated ones and on broken ones.
import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { isFailure } from '../../../../shared/errors';
import { referencePath } from '../../../../tests/support/reference';
import { readXml } from './readXml';
import type { XmlElement } from './xmlElement';

interface Tree {
  readonly name: string;
  readonly ns: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Tree[];
  text: string;
}

function ours(element: XmlElement): Tree {
  const children: Tree[] = [];
  for (let child = element.first; child !== null; child = child.next) children.push(ours(child));
  const attributes = Object.fromEntries(element.attributes.map(({ name, value }) => [name, value]));
  return { name: element.name, ns: element.ns, attributes, children, text: element.text };
}

/** Null where the other parser refuses. */
function theirs(xml: string): Tree | null {
  const parser = new SaxesParser({ xmlns: true });
  const root: Tree = { name: '', ns: '', attributes: {}, children: [], text: '' };
  const open: Tree[] = [root];
  const errors: Error[] = [];
  const addText = (text: string): void => {
    const top = open.at(-1);
    if (top !== undefined) top.text += text;
  };
  parser.on('error', (error) => errors.push(error));
  parser.on('opentag', (tag) => {
    const named = Object.values(tag.attributes).filter(({ name }) => name !== 'xmlns' && !name.startsWith('xmlns:'));
    const attributes = Object.fromEntries(named.map(({ name, value }) => [name, value]));
    const tree: Tree = { name: tag.local, ns: tag.uri, attributes, children: [], text: '' };
    open.at(-1)?.children.push(tree);
    open.push(tree);
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const tree = open.pop();
    if (tree !== undefined && tree.children.length > 0) tree.text = '';
  });
  parser.write(xml).close();
  return errors.length > 0 ? null : (root.children[0] ?? null);
}

/** The tree, or the last part of the failure's key. Anything else that is thrown fails the test. */
function attempt(xml: string | Uint8Array): Tree | string {
  try {
    return ours(readXml(typeof xml === 'string' ? Buffer.from(xml) : xml));
  } catch (error) {
    if (!isFailure(error)) throw error;
    return error.spec.key;
  }
}

const text = fc.string({
  unit: fc.constantFrom('a', 'ł', 'ß', '€', '😀', '&', '<', '>', '"', "'", ' ', '\n', '\t', ']'),
});
const name = fc.constantFrom('Faktura', 'P_1', 'a', '_x', 'n-1.2', 'tns:Fa', 'P_13_6_1');
const escaped = (value: string, quote = ''): string =>
  value.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`).replaceAll(quote === '' ? '\0' : '\n', '&#10;');

const node = fc.letrec<{ leaf: string; branch: string; node: string }>((tie) => ({
  leaf: fc.tuple(name, fc.option(text), text).map(([tag, attribute, content]) => {
    const written = attribute === null ? '' : ` k='${escaped(attribute)}'`;
    return content === '' ? `<${tag}${written}/>` : `<${tag}${written} >${escaped(content)}</${tag}\n>`;
  }),
  branch: fc
    .tuple(
      name,
      fc.array(tie('node'), { maxLength: 4 }),
      fc.constantFrom('', '\r\n  ', '<!-- c -->', '<?pi x?>', '<![CDATA[<&]]>'),
    )
    .map(([tag, children, between]) => `<${tag}>${between}${children.join(between)}</${tag}>`),
  node: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('branch')),
})).node;

const documents = fc
  .tuple(fc.constantFrom('', '\ufeff', '<?xml version="1.0"?>', '<?xml version="1.0" encoding="utf-8" ?>\n'), node)
  .map(([head, content]) => `${head}<root xmlns="urn:a" xmlns:tns="urn:b">${content}</root>\n`);

const folder = referencePath('ksef', 'samples', 'invoices');
const samples = [
  folder,
  referencePath('edi', 'samples'),
  referencePath('edi', 'ubl'),
  referencePath('ksef', 'samples', 'upo'),
]
  .flatMap((place) => (place === null ? [] : globSync(`${place}/*.xml`)))
  .map((file) => readFileSync(file));

describe('readXml beside saxes', () => {
  it.skipIf(folder === null)(
    'reads every sample alike',
    () => {
      expect(samples.length).toBeGreaterThan(20);
      for (const sample of samples) expect(attempt(sample)).toEqual(theirs(sample.toString('utf8')));
    },
    30_000,
  );

  it('reads generated documents alike', () => {
    fc.assert(
      fc.property(documents, (xml) => {
        expect(attempt(xml)).toEqual(theirs(xml));
      }),
      { numRuns: 500 },
    );
  }, 30_000);

  it('accepts and refuses broken documents alike', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      '&',
      ';',
      '"',
      '=',
      ':',
      '!',
      '?',
      ']]>',
      '<!--',
      '-->',
      '<a',
      'xmlns',
      '\x01',
      'x',
      '',
    );
    const broken = fc.tuple(documents, fc.nat(), fc.nat(6), piece).map(([xml, at, cut, put]) => {
      const place = at % xml.length;
      // Half a surrogate pair becomes U+FFFD, as it does in a file.
      return Buffer.from(xml.slice(0, place) + put + xml.slice(place + cut)).toString();
    });
    fc.assert(
      fc.property(broken, (xml) => {
        const found = attempt(xml);
        // Ours alone: DTDs and foreign encodings are refused, and `<?x?y …` is none (XML 1.0, production 17), which saxes allows.
        if (found === 'format.doctype' || found === 'format.not_utf8' || /<\?[^\s?]*\?(?!>)/.test(xml)) return;
        const expected = theirs(xml);
        if (expected === null) expect(found).toMatch(/^format\./);
        else expect(found).toEqual(expected);
      }),
      { numRuns: 1500 },
    );
  }, 30_000);

  it('throws nothing but a Failure on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        attempt(bytes);
      }),
      { numRuns: 1000 },
    );
  }, 30_000);
});
