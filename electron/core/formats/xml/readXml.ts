// Strict XML 1.0 reader for small documents: UTF-8 only, no DTD, no entities but the five of XML, limits on size, depth and count.
// It scans bytes (four times quicker than a general event parser, with which readXml.test.ts compares it) and checks everything
// that a well-formed document must have, except: Unicode classes of name characters beyond ASCII, and two attributes whose
// different prefixes mean the same namespace. It throws nothing but a Failure.
import { isUtf8 } from 'node:buffer';
import { unreadable } from '../failures';
import {
  AMP,
  BANG,
  COLON,
  GT,
  LT,
  NAME_CLASS,
  QUESTION,
  RIGHT_BRACKET,
  RUN_ESCAPED,
  RUN_SPACED,
  SLASH,
  SPACE,
  TEXT_CLASS,
  TEXT_STOP,
  isSpace,
} from './byteClasses';
import { Cursor } from './cursor';
import { checkDeclaration } from './declaration';
import { sharedName } from './names';
import { NO_NAMESPACES, type NamespaceScope, namespaceOf, scopeWith } from './namespaces';
import { NO_ATTRIBUTES, type XmlAttribute, XmlElement, type XmlSource } from './xmlElement';

/** KSeF's largest document has 3,000,000 bytes (with attachment); the rest is room for other senders' habits. */
const MAX_BYTES = 4_000_000;

export interface XmlRules {
  readonly maxBytes?: number;
  /** Names without their namespaces: senders use other ones than their schema says. Prefixes must be declared all the same. */
  readonly isLocal?: boolean;
}

/** FA needs 9 levels, UBL 12. */
const MAX_DEPTH = 64;
const MAX_ELEMENTS = 300_000;

/** The root element of a well-formed document. Throws a Failure `format.<reason>` otherwise. */
export function readXml(bytes: Uint8Array, { maxBytes = MAX_BYTES, isLocal = false }: XmlRules = {}): XmlElement {
  if (bytes.length > maxBytes) throw unreadable('too_large', `${bytes.length} bytes`);
  if (!isUtf8(bytes)) throw unreadable('not_utf8');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const latin1 = buffer.toString('latin1');
  // U+FFFE and U+FFFF are no characters of XML; as UTF-8 they can only be these three bytes.
  if (latin1.includes('\xef\xbf\xbe') || latin1.includes('\xef\xbf\xbf')) {
    throw unreadable('not_xml', 'forbidden character');
  }
  const start = checkDeclaration(latin1, latin1.startsWith('\xef\xbb\xbf') ? 3 : 0);
  return new Scanner({ bytes: buffer, latin1 }, start, isLocal).document();
}

class Scanner extends Cursor {
  private root: XmlElement | null = null;
  private current: XmlElement | null = null;
  private scope: NamespaceScope = NO_NAMESPACES;
  private count = 0;
  private marks = 0;

  // The open elements, by depth; slot 0 stands for the document. Written by index: pushing and popping costs more.
  private depth = 0;
  private readonly open: (XmlElement | null)[] = [null];
  private readonly lastChild: (XmlElement | null)[] = [null];
  private readonly nameFrom: number[] = [0];
  private readonly nameLength: number[] = [0];
  private readonly outerScope: NamespaceScope[] = [NO_NAMESPACES];
  private readonly isLocal: boolean;

  constructor(source: XmlSource, start: number, isLocal: boolean) {
    super(source, start);
    this.isLocal = isLocal;
  }

  document(): XmlElement {
    const { bytes } = this;
    while (this.text()) {
      const next = bytes[this.pos + 1];
      if (next === SLASH) this.endTag();
      else if (next === BANG) this.characterData();
      else if (next === QUESTION) this.instruction();
      else this.startTag();
    }
    if (this.root === null || this.depth > 0) throw this.broken('unexpected end');
    return this.root;
  }

  /** Takes text up to the next `<`; false at the end of the document. */
  private text(): boolean {
    const from = this.pos;
    const to = this.endOfText(from);
    const { current } = this;
    if (current === null) this.mustBeBlank(from, to);
    else if (current.first === null && to > from) current.addRun(from, to, this.marks);
    this.pos = to;
    return to < this.bytes.length;
  }

  /** Where the text from here on ends: at the next `<` or at the end of the document. Leaves what it holds in `marks`. */
  private endOfText(from: number): number {
    const { bytes } = this;
    const end = bytes.length;
    let marks = 0;
    let i = from;
    // Most text is the indentation of the next tag.
    for (; i < end; i += 1) {
      const kind = TEXT_CLASS[bytes[i] as number] as number;
      if ((kind & RUN_SPACED) === 0) break;
      marks |= kind;
    }
    for (; i < end; i += 1) {
      const byte = bytes[i] as number;
      const kind = TEXT_CLASS[byte] as number;
      if (kind === 0) continue;
      if (byte === LT) break;
      if (byte === SPACE) {
        // Single spaces inside are what a token may have.
        const next = bytes[i + 1];
        if (next === SPACE || next === LT) marks |= RUN_SPACED;
      } else if (kind < TEXT_STOP) marks |= kind;
      else if (byte === AMP) {
        marks |= RUN_ESCAPED;
        i = this.reference(i);
      } else if (byte === GT) this.checkCloser(from, i);
      else throw this.broken('control character', i);
    }
    this.marks = marks;
    return i;
  }

  private checkCloser(from: number, at: number): void {
    if (at - 2 >= from && this.bytes[at - 1] === RIGHT_BRACKET && this.bytes[at - 2] === RIGHT_BRACKET) {
      throw this.broken('"]]>" in text', at);
    }
  }

  private mustBeBlank(from: number, to: number): void {
    for (let i = from; i < to; i += 1) if (!isSpace(this.bytes[i])) throw this.broken('text outside the root', i);
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
    if (colon < 0 && bytes[i] === GT) {
      this.plainTag(from, i, hash);
      return;
    }
    const attributes = this.declareAndRead();
    const prefix = colon < 0 ? '' : this.prefix(from, colon, i);
    const local = sharedName(this.source.latin1, bytes, colon < 0 ? from : colon + 1, i, hash);
    const ns = prefix === '' ? this.scope.plain : namespaceOf(this.scope, prefix);
    const element = new XmlElement(this.source, local, this.isLocal ? '' : ns, attributes);
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

  /** Nine of ten elements: no prefix, no attributes, nothing but text inside. Those are read to their end at once. */
  private plainTag(from: number, to: number, hash: number): void {
    const { bytes } = this;
    const plain = this.isLocal ? '' : this.scope.plain;
    const element = new XmlElement(
      this.source,
      sharedName(this.source.latin1, bytes, from, to, hash),
      plain,
      NO_ATTRIBUTES,
    );
    this.attach(element);
    if (this.depth >= MAX_DEPTH) throw unreadable('too_deep', `more than ${MAX_DEPTH} levels`);
    const textEnd = this.endOfText(to + 1);
    if (textEnd > to + 1) element.addRun(to + 1, textEnd, this.marks);
    const length = to - from;
    if (
      bytes[textEnd + 1] === SLASH &&
      bytes[textEnd + 2 + length] === GT &&
      this.isSameName(from, textEnd + 2, length)
    ) {
      this.pos = textEnd + length + 3;
      return;
    }
    this.pos = textEnd;
    this.push(element, from, to, this.scope);
  }

  private isSameName(at: number, other: number, length: number): boolean {
    const { bytes } = this;
    for (let k = 0; k < length; k += 1) if (bytes[at + k] !== bytes[other + k]) return false;
    return true;
  }

  private prefix(from: number, colon: number, to: number): string {
    if (colon === from || colon + 1 === to || NAME_CLASS[this.bytes[colon + 1] as number] !== 1) {
      throw this.broken('empty part of a name', from);
    }
    return this.source.bytes.toString('utf8', from, colon);
  }

  /** Attributes of the tag at `pos`. Namespace declarations change `scope` and are not returned. */
  private declareAndRead(): readonly XmlAttribute[] {
    const seen = this.attributes();
    if (seen.size === 0) return NO_ATTRIBUTES;
    this.scope = scopeWith(this.scope, seen);
    const attributes: XmlAttribute[] = [];
    for (const [name, value] of seen) {
      if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
      const colon = name.indexOf(':');
      if (colon >= 0) namespaceOf(this.scope, name.slice(0, colon));
      attributes.push({ name, value });
    }
    return attributes;
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
    const depth = this.depth + 1;
    if (depth > MAX_DEPTH) throw unreadable('too_deep', `more than ${MAX_DEPTH} levels`);
    this.depth = depth;
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
    if (!this.isSameName(from, this.pos + 2, length)) throw this.broken('end tag of another element');
    let i = this.pos + 2 + length;
    if (bytes[i] !== GT) {
      if (NAME_CLASS[bytes[i] as number]) throw this.broken('end tag of another element');
      while (isSpace(bytes[i])) i += 1;
      if (bytes[i] !== GT) throw this.broken('end tag is not closed');
    }
    this.scope = this.outerScope[depth] as NamespaceScope;
    this.depth = depth - 1;
    this.current = this.open[depth - 1] as XmlElement | null;
    this.pos = i + 1;
  }

  private characterData(): void {
    const inside = this.declaration();
    if (inside === null) return;
    if (this.current === null) throw this.broken('CDATA outside the root');
    this.current.addCharacterData(inside.from, inside.to);
  }
}
