// Answers in XML as a small tree: names with their namespaces, text decoded once, no document types, no entities of their own.
import { SaxesParser } from 'saxes';
import { unavailable } from './errors';

export interface XmlNode {
  /** `{DAV:}response` */
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlNode[];
}

interface Growing extends XmlNode {
  text: string;
  readonly children: Growing[];
}

const MAX_DEPTH = 40;
const MAX_CHARACTERS = 8 << 20;

export function parseXml(text: string): XmlNode {
  if (text.length > MAX_CHARACTERS) throw unreadable('too large');
  const roots: Growing[] = [];
  const open: Growing[] = [];
  const parser = new SaxesParser({ xmlns: true });
  // A document type could name entities and files; no service has a use for one.
  parser.on('doctype', () => {
    throw new Error('a document type');
  });
  parser.on('opentag', ({ uri, local }) => {
    if (open.length >= MAX_DEPTH) throw new Error('too deep');
    const node: Growing = { name: `{${uri}}${local}`, text: '', children: [] };
    (open.at(-1)?.children ?? roots).push(node);
    open.push(node);
  });
  const addText = (piece: string) => {
    const node = open.at(-1);
    if (node) node.text += piece;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => void open.pop());
  try {
    // Without a handler of its own the parser throws what is not well-formed.
    parser.write(text).close();
  } catch (cause) {
    throw unreadable(cause instanceof Error ? cause.message.slice(0, 200) : 'no XML', cause);
  }
  const [root] = roots;
  if (!root) throw unreadable('no element');
  return root;
}

function unreadable(why: string, cause?: unknown) {
  return unavailable('unexpected_answer', { details: `XML: ${why}`, ...(cause === undefined ? {} : { cause }) });
}

/** Children by their local name, whatever their namespace: servers that speak S3 do not agree on one. */
export function childrenNamed(node: XmlNode, local: string): readonly XmlNode[] {
  return node.children.filter((child) => child.name.endsWith(`}${local}`));
}

/** Text of the first child of this local name, or ''. */
export function childText(node: XmlNode, local: string): string {
  return childrenNamed(node, local)[0]?.text.trim() ?? '';
}
