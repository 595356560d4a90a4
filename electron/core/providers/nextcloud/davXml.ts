// Answers of WebDAV as a small tree: names with their namespaces, text decoded once, no entities, no document types.
import { XMLParser } from 'fast-xml-parser';
import { unavailable } from '../sdk/errors';

export const DAV = 'DAV:';
export const OC = 'http://owncloud.org/ns';

export interface XmlNode {
  /** `{DAV:}response` */
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlNode[];
}

// Entities are decoded here and not by the parser: only the five of XML and numbers exist.
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
});

const MAX_DEPTH = 40;
const MAX_CHARACTERS = 8 << 20;

export function parseXml(text: string): XmlNode {
  if (text.length > MAX_CHARACTERS) throw unreadable('too large');
  // A document type could name entities and files; WebDAV has no use for one.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw unreadable('a document type');
  let parsed: unknown;
  try {
    parsed = parser.parse(text);
  } catch (cause) {
    throw unreadable('no XML', cause);
  }
  const [root] = nodesOf(parsed, new Map(), 0).nodes;
  if (!root) throw unreadable('no element');
  return root;
}

export function childrenOf(node: XmlNode, namespace: string, name: string): readonly XmlNode[] {
  return node.children.filter((child) => child.name === `{${namespace}}${name}`);
}

export function childOf(node: XmlNode | undefined, namespace: string, name: string): XmlNode | undefined {
  return node && childrenOf(node, namespace, name)[0];
}

function unreadable(why: string, cause?: unknown) {
  return unavailable('unexpected_answer', { details: `XML: ${why}`, ...(cause === undefined ? {} : { cause }) });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** The parser's ordered form: `[{ 'd:href': [{ '#text': '…' }], ':@': { 'xmlns:d': 'DAV:' } }]`. */
function nodesOf(list: unknown, scope: ReadonlyMap<string, string>, depth: number): { nodes: XmlNode[]; text: string } {
  if (depth > MAX_DEPTH) throw unreadable('too deep');
  const nodes: XmlNode[] = [];
  let text = '';
  for (const entry of Array.isArray(list) ? (list as readonly unknown[]) : []) {
    if (!isRecord(entry)) continue;
    const attributes = isRecord(entry[':@']) ? entry[':@'] : {};
    for (const [tag, content] of Object.entries(entry)) {
      if (tag === ':@' || tag.startsWith('?')) continue;
      if (tag === '#text') text += decode(String(content));
      else nodes.push(nodeOf({ tag, content, attributes }, scope, depth));
    }
  }
  return { nodes, text };
}

function nodeOf(
  { tag, content, attributes }: { tag: string; content: unknown; attributes: Readonly<Record<string, unknown>> },
  outer: ReadonlyMap<string, string>,
  depth: number,
): XmlNode {
  const scope = new Map(outer);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'xmlns') scope.set('', decode(String(value)));
    if (name.startsWith('xmlns:')) scope.set(name.slice(6), decode(String(value)));
  }
  const colon = tag.indexOf(':');
  const namespace = scope.get(colon < 0 ? '' : tag.slice(0, colon)) ?? '';
  const { nodes, text } = nodesOf(content, scope, depth + 1);
  return { name: `{${namespace}}${tag.slice(colon + 1)}`, text, children: nodes };
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]+));/gi,
    (whole, hex?: string, dec?: string, name = '') => {
      const code = hex === undefined ? Number(dec) : Number.parseInt(hex, 16);
      if (hex !== undefined || dec !== undefined) return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      return NAMED[String(name)] ?? whole;
    },
  );
}
