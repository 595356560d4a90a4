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

export interface XsdOptions {
  /** Attributes of an element, as they are written into its tag. */
  readonly marks?: (name: string, leaf: () => string) => string;
  /** The element to begin with; else all that stand at the top. */
  readonly root?: string;
}

/** The Ministry's schemas name their types with a prefix and their root alone; others refer to elements at the top. */
export function xsdDocument(file: string, { marks = () => '', root: first }: XsdOptions): XsdDocument {
  const parser = new XMLParser({ ignoreAttributes: false, preserveOrder: true, attributeNamePrefix: '' });
  const [schema] = toNodes(parser.parse(readFileSync(file, 'utf8'))).filter((node) => node.tag === 'schema');
  if (schema === undefined) throw new Error('no schema');
  const named = (tag: string): ReadonlyMap<string, Node> =>
    new Map(
      schema.children
        .filter((node) => node.tag === tag)
        .map((node): [string, Node] => [String(node.attributes['name']), node]),
    );
  const [types, tops] = [named('complexType'), named('element')];
  const typeOf = (name: string | undefined): Node | undefined => types.get((name ?? '').replace(/^\w+:/, ''));
  const texts: string[] = [];
  const names = new Set<string>();
  const leaf = (): string => {
    const text = `Q${texts.length}Q`;
    texts.push(text);
    return text;
  };
  const elements = (node: Node): string => node.children.map((child) => write(child)).join('');
  const write = (node: Node): string => {
    const base = node.tag === 'extension' ? typeOf(node.attributes['base']) : undefined;
    if (base !== undefined) return elements(base) + elements(node);
    if (node.tag !== 'element') return elements(node);
    const top = tops.get(node.attributes['ref'] ?? '');
    const own = top ?? node;
    const name = String(own.attributes['name']);
    names.add(name);
    const type = typeOf(own.attributes['type']);
    const one = (): string => {
      const inside = elements(type ?? own);
      return `<${name}${marks(name, leaf)}>${inside === '' ? leaf() : inside}</${name}>`;
    };
    const max = node.attributes['maxOccurs'];
    return max === undefined || max === '1' ? one() : one() + one();
  };
  const roots = [...tops.values()]
    .filter((node) => first === undefined || node.attributes['name'] === first)
    .map(write);
  const ns = schema.attributes['targetNamespace'];
  const xml = ns === undefined ? roots.join('') : roots.join('').replace(/^<\w+/, (tag) => `${tag} xmlns="${ns}"`);
  return { bytes: Buffer.from(xml, 'utf8'), texts, names };
}

type Parsed = Readonly<Record<string, unknown>>;

function toNodes(parsed: unknown): Node[] {
  return (parsed as readonly Parsed[]).flatMap((one) => {
    const tag = Object.keys(one).find((key) => key !== ':@');
    if (tag === undefined || tag === '#text') return [];
    return [
      {
        tag: tag.replace(/^\w+:/, ''),
        attributes: (one[':@'] ?? {}) as Record<string, string>,
        children: toNodes(one[tag]),
      },
    ];
  });
}
