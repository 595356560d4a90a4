// Strict XML 1.0 reader for small documents: UTF-8 only, no DTD, no entities but the five of XML, limits on size, depth and count.
// It scans bytes (three times quicker than a general event parser, see readXml.test.ts for the comparison with one) and checks
// everything a well-formed document must have, except: Unicode classes of name characters, and two attributes whose different
// prefixes mean the same namespace. It throws nothing but a Failure.
import { isUtf8 } from 'node:buffer';
import { unreadable } from '../failures';
import {
  AMP,
  APOSTROPHE,
  BANG,
  COLON,
  CR,
  EQUALS,
  FORBIDDEN,
  GT,
  LT,
  NAME_CLASS,
  NON_ASCII,
  QUESTION,
  QUOTE,
  RIGHT_BRACKET,
  SLASH,
  TEXT_CLASS,
  isSpace,
} from './byteClasses';
import { sharedName } from './names';
import { checkDeclaration } from './declaration';
import { NO_NAMESPACES, type NamespaceScope, namespaceOf, scopeWith } from './namespaces';
import { decodeAttribute, decodeReference } from './text';
import { NO_ATTRIBUTES, RUN_ESCAPED, RUN_NON_ASCII, type XmlAttribute, XmlElement, type XmlSource } from './xmlElement';

/** KSeF's largest document has 3,000,000 bytes (with attachment); the rest is room for other senders' habits. */
const MAX_BYTES = 4_000_000;
/** FA needs 9 levels, UBL 12. */
const MAX_DEPTH = 64;
const MAX_ELEMENTS = 300_000;
const MAX_ATTRIBUTES = 64;
/** A reference is at most `&#x10FFFF;` long. */
const MAX_REFERENCE = 10;

/** The root element of a well-formed document. Throws a Failure `format.<reason>` otherwise. */
export function readXml(bytes: Uint8Array): XmlElement {
  if (bytes.length > MAX_BYTES) throw unreadable('too_large', `${bytes.length} bytes`);
  if (!isUtf8(bytes)) throw unreadable('not_utf8');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const source = { bytes: buffer, latin1: buffer.toString('latin1') };
  // U+FFFE and U+FFFF are no characters of XML; as UTF-8 they can only be these three bytes.
  if (source.latin1.includes('\xef\xbf\xbe') || source.latin1.includes('\xef\xbf\xbf'))
    throw unreadable('not_xml', 'forbidden character');
  return new Scanner(source).document();
}

class Scanner {
  private readonly source: XmlSource;
  private readonly bytes: Uint8Array;
  private pos: number;
  private scope: NamespaceScope = NO_NAMESPACES;
  private count = 0;
  private root: XmlElement | null = null;

  // The open elements, by depth; slot 0 stands for the document. Written by index: pushing and popping five arrays costs more.
  private depth = 0;
  private readonly open: (XmlElement | null)[] = [null];
  private readonly lastChild: (XmlElement | null)[] = [null];
  private readonly nameFrom: number[] = [0];
  private readonly nameLength: number[] = [0];
  private readonly outerScope: NamespaceScope[] = [NO_NAMESPACES];
  private current: XmlElement | null = null;

  constructor(source: XmlSource) {
    this.source = source;
    this.bytes = source.bytes;
    this.pos = source.latin1.startsWith('\xef\xbb\xbf') ? 3 : 0;
  }

  document(): XmlElement {
    this.pos = checkDeclaration(this.source.latin1, this.pos);
    const { bytes } = this;
    while (this.text()) {
      const next = bytes[this.pos + 1];
      if (next === SLASH) this.endTag();
      else if (next === BANG) this.declarationOrComment();
      else if (next === QUESTION) this.instruction();
      else this.startTag();
    }
    if (this.root === null || this.depth > 0) throw this.broken('unexpected end');
    return this.root;
  }

  /** Takes text up to the next `<`; false at the end of the document. */
  private text(): boolean {
    const { bytes } = this;
    const from = this.pos;
    const end = bytes.length;
    let marks = 0;
    let i = from;
    for (; i < end; i += 1) {
      const byte = bytes[i] as number;
      const kind = TEXT_CLASS[byte] as number;
      if (kind === 0) continue;
      if (byte === LT) break;
      if (kind === NON_ASCII) marks |= RUN_NON_ASCII;
      else if (byte === CR) marks |= RUN_ESCAPED;
      else if (byte === AMP) {
        marks |= RUN_ESCAPED;
        i = this.reference(i);
      } else if (kind === FORBIDDEN) throw this.broken('control character', i);
      else if (bytes[i - 1] === RIGHT_BRACKET && bytes[i - 2] === RIGHT_BRACKET && i - 2 >= from) {
        throw this.broken('"]]>" in text', i);
      }
    }
    const { current } = this;
    if (current === null) this.mustBeBlank(from, i);
    else if (current.first === null && i > from) current.addRun(from, i, marks);
    this.pos = i;
    return i < end;
  }

  private mustBeBlank(from: number, to: number): void {
    for (let i = from; i < to; i += 1) if (!isSpace(this.bytes[i])) throw this.broken('text outside the root', i);
  }

  /** Checks the reference that starts at `at`; answers where its `;` is. */
  private reference(at: number): number {
    const end = this.source.latin1.slice(at, at + MAX_REFERENCE).indexOf(';');
    if (end < 2) throw this.broken('"&" without a reference', at);
    decodeReference(this.source.latin1.slice(at + 1, at + end));
    return at + end;
  }

  private startTag(): void {
    const { bytes } = this;
    const from = this.pos + 1;
    if (NAME_CLASS[bytes[from] as number] !== 1) throw this.broken('no name after "<"');
    let colon = -1;
    let hash = 0;
    let i = from;
    for (; ; i += 1) {
      const byte = bytes[i] as number;
      if (!(NAME_CLASS[byte] as number)) break;
      if (byte === COLON) {
        if (colon >= 0) throw this.broken('two colons in a name', i);
        colon = i;
        hash = 0;
      } else hash = (Math.imul(hash, 31) + byte) | 0;
    }
    const outer = this.scope;
    this.pos = i;
    const attributes = bytes[i] === GT ? NO_ATTRIBUTES : this.attributes();
    const prefix = colon < 0 ? '' : this.prefix(from, colon, i);
    const local = sharedName(this.source.latin1, bytes, colon < 0 ? from : colon + 1, i, hash);
    const element = new XmlElement(this.source, local, namespaceOf(this.scope, prefix), attributes);
    this.attach(element);
    if (bytes[this.pos] === SLASH) {
      if (bytes[this.pos + 1] !== GT) throw this.broken('"/" inside a tag');
      this.pos += 2;
      this.scope = outer;
      return;
    }
    this.pos += 1;
    this.push(element, from, i, outer);
  }

  private prefix(from: number, colon: number, to: number): string {
    if (colon === from || NAME_CLASS[this.bytes[colon + 1] as number] !== 1 || colon + 1 === to) {
      throw this.broken('empty part of a name', from);
    }
    return this.source.latin1.slice(from, colon);
  }

  private attach(element: XmlElement): void {
    this.count += 1;
    if (this.count > MAX_ELEMENTS) throw unreadable('too_large', `more than ${MAX_ELEMENTS} elements`);
    const { depth, current } = this;
    if (current === null) {
      if (this.root !== null) throw this.broken('two root elements');
      this.root = element;
      return;
    }
    const before = this.lastChild[depth] as XmlElement | null;
    if (before === null) current.first = element;
    else before.next = element;
    this.lastChild[depth] = element;
  }

  private push(element: XmlElement, nameFrom: number, nameTo: number, outer: NamespaceScope): void {
    if (this.depth >= MAX_DEPTH) throw unreadable('too_deep', `more than ${MAX_DEPTH} levels`);
    this.depth += 1;
    const { depth } = this;
    this.current = element;
    this.open[depth] = element;
    this.lastChild[depth] = null;
    this.nameFrom[depth] = nameFrom;
    this.nameLength[depth] = nameTo - nameFrom;
    this.outerScope[depth] = outer;
  }

  private endTag(): void {
    const { bytes, depth } = this;
    if (depth === 0) throw this.broken('end tag without a start');
    const from = this.nameFrom[depth] as number;
    const length = this.nameLength[depth] as number;
    let i = this.pos + 2;
    for (let k = 0; k < length; k += 1) {
      if (bytes[from + k] !== bytes[i + k]) throw this.broken('end tag of another element');
    }
    i += length;
    if (bytes[i] !== GT) {
      if (NAME_CLASS[bytes[i] as number]) throw this.broken('end tag of another element');
      while (isSpace(bytes[i])) i += 1;
      if (bytes[i] !== GT) throw this.broken('end tag is not closed');
    }
    this.scope = this.outerScope[depth] ?? NO_NAMESPACES;
    this.depth = depth - 1;
    this.current = this.open[depth - 1] as XmlElement | null;
    this.pos = i + 1;
  }

  /** Reads attributes up to `>` or `/`, where `pos` stays. Namespace declarations change `scope` and are not returned. */
  private attributes(): readonly XmlAttribute[] {
    const seen = new Map<string, string>();
    for (;;) {
      const before = this.pos;
      while (isSpace(this.bytes[this.pos])) this.pos += 1;
      const byte = this.bytes[this.pos];
      if (byte === GT || byte === SLASH) break;
      if (before === this.pos) throw this.broken('no space before an attribute');
      const name = this.attributeName();
      if (seen.has(name)) throw this.broken('attribute twice');
      if (seen.size >= MAX_ATTRIBUTES) throw unreadable('too_large', `more than ${MAX_ATTRIBUTES} attributes`);
      seen.set(name, this.attributeValue());
    }
    if (seen.size === 0) return NO_ATTRIBUTES;
    this.scope = scopeWith(this.scope, seen);
    return withoutDeclarations(seen, this.scope);
  }

  private attributeName(): string {
    const from = this.pos;
    if (NAME_CLASS[this.bytes[from] as number] !== 1) throw this.broken('no attribute name');
    while (NAME_CLASS[this.bytes[this.pos] as number]) this.pos += 1;
    return this.source.latin1.slice(from, this.pos);
  }

  private attributeValue(): string {
    const { bytes } = this;
    while (isSpace(bytes[this.pos])) this.pos += 1;
    if (bytes[this.pos] !== EQUALS) throw this.broken('attribute without a value');
    this.pos += 1;
    while (isSpace(bytes[this.pos])) this.pos += 1;
    const quote = bytes[this.pos];
    if (quote !== QUOTE && quote !== APOSTROPHE) throw this.broken('value without quotes');
    const from = this.pos + 1;
    let i = from;
    for (; bytes[i] !== quote; i += 1) {
      const byte = bytes[i];
      if (byte === undefined || byte === LT || TEXT_CLASS[byte] === FORBIDDEN) throw this.broken('broken value', i);
      if (byte === AMP) i = this.reference(i);
    }
    this.pos = i + 1;
    return decodeAttribute(this.source.bytes.toString('utf8', from, i));
  }

  private declarationOrComment(): void {
    const { latin1 } = this.source;
    if (latin1.startsWith('<!--', this.pos)) {
      const end = latin1.indexOf('--', this.pos + 4);
      if (end < 0 || latin1.charCodeAt(end + 2) !== GT) throw this.broken('"--" in a comment');
      this.skipTo(end + 3);
    } else if (latin1.startsWith('<![CDATA[', this.pos)) {
      const end = latin1.indexOf(']]>', this.pos);
      const element = this.current;
      if (end < 0 || element === null) throw this.broken('CDATA out of place');
      element.addCharacterData(this.pos + 9, end);
      this.skipTo(end + 3);
    } else if (/^<!doctype/i.test(latin1.slice(this.pos, this.pos + 9))) {
      throw unreadable('doctype');
    } else throw this.broken('unknown declaration');
  }

  /** Instructions (for example a stylesheet) are in circulation though KSeF refuses them: read over. */
  private instruction(): void {
    const { latin1 } = this.source;
    const end = latin1.indexOf('?>', this.pos + 2);
    if (end < 0) throw this.broken('instruction without an end');
    const target = /^[^\s?]*/.exec(latin1.slice(this.pos + 2, Math.min(end, this.pos + 258)))?.[0] ?? '';
    if (target === '' || NAME_CLASS[target.charCodeAt(0)] !== 1) throw this.broken('instruction without a name');
    if (target.toLowerCase() === 'xml') throw this.broken('XML declaration is not at the start');
    this.skipTo(end + 2);
  }

  private skipTo(end: number): void {
    for (let i = this.pos; i < end; i += 1) {
      if (TEXT_CLASS[this.bytes[i] as number] === FORBIDDEN) throw this.broken('control character', i);
    }
    this.pos = end;
  }

  private broken(what: string, at = this.pos): Error {
    return unreadable('not_xml', `${what} at byte ${at}`);
  }
}

function withoutDeclarations(seen: ReadonlyMap<string, string>, scope: NamespaceScope): readonly XmlAttribute[] {
  const attributes: XmlAttribute[] = [];
  for (const [name, value] of seen) {
    if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
    const colon = name.indexOf(':');
    if (colon >= 0) namespaceOf(scope, name.slice(0, colon));
    attributes.push({ name, value });
  }
  return attributes;
}
