// A document with every element that a schema names, each leaf with a text of its own: whoever shows it must show them all.
// Choices are written one after another, so it is not valid; it is complete.
import { XMLParser } from 'fast-xml-parser';
import { readFileSync } from 'node:fs';

interface Node {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
}

export interface XsdDocument {
  readonly bytes: Uint8Array;
  /** The texts of all leaves, each once. */
  readonly texts: readonly string[];
  /** Local names of all elements. */
  readonly names: ReadonlySet<string>;
}

export function xsdDocument(file: string, systemCode: string): XsdDocument {
  const parser = new XMLParser({ ignoreAttributes: false, preserveOrder: true, attributeNamePrefix: '' });
  const [schema] = toNodes(parser.parse(readFileSync(file, 'utf8'))).filter((node) => node.tag === 'xsd:schema');
  if (schema === undefined) throw new Error('no schema');
  const types = new Map(
    schema.children
      .filter((node) => node.tag === 'xsd:complexType')
      .map((node): [string, Node] => [`tns:${String(node.attributes['name'])}`, node]),
  );
  const texts: string[] = [];
  const names = new Set<string>();
  const leaf = (): string => {
    const text = `Q${texts.length}Q`;
    texts.push(text);
    return text;
  };
  const elements = (node: Node): string => node.children.map((child) => write(child)).join('');
  const write = (node: Node): string => {
    const base = node.tag === 'xsd:extension' ? types.get(node.attributes['base'] ?? '') : undefined;
    if (base !== undefined) return elements(base) + elements(node);
    if (node.tag !== 'xsd:element') return elements(node);
    const name = String(node.attributes['name']);
    names.add(name);
    const type = types.get(node.attributes['type'] ?? '');
    const one = (): string => {
      const inside = elements(type ?? node);
      const marks = name === 'KodFormularza' ? ` kodSystemowy="${systemCode}"` : '';
      return `<${name}${marks}>${inside === '' ? leaf() : inside}</${name}>`;
    };
    const max = node.attributes['maxOccurs'];
    return max === undefined || max === '1' ? one() : one() + one();
  };
  const root = schema.children.filter((node) => node.tag === 'xsd:element').map(write);
  const ns = String(schema.attributes['targetNamespace']);
  const xml = root.join('').replace('<Faktura>', `<Faktura xmlns="${ns}">`);
  return { bytes: Buffer.from(xml, 'utf8'), texts, names };
}

type Parsed = Readonly<Record<string, unknown>>;

function toNodes(parsed: unknown): Node[] {
  return (parsed as readonly Parsed[]).flatMap((one) => {
    const tag = Object.keys(one).find((key) => key !== ':@');
    if (tag === undefined || tag === '#text') return [];
    return [{ tag, attributes: (one[':@'] ?? {}) as Record<string, string>, children: toNodes(one[tag]) }];
  });
}
