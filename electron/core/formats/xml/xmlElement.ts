// A light, read-only tree. Text stays undecoded in the source until somebody asks: most of an invoice's elements are never looked at.
import { RUN_ESCAPED, RUN_NON_ASCII, RUN_SPACED } from './byteClasses';
import { collapse, decodeText } from './text';

export interface XmlAttribute {
  readonly name: string;
  readonly value: string;
}

/** The document behind a tree: the bytes, and the same bytes as a string with one character each. */
export interface XmlSource {
  readonly bytes: Buffer;
  readonly latin1: string;
}

export const NO_ATTRIBUTES: readonly XmlAttribute[] = [];

export class XmlElement {
  /** Local name. */
  readonly name: string;
  /** Namespace name, empty for none. */
  readonly ns: string;
  readonly attributes: readonly XmlAttribute[];
  first: XmlElement | null = null;
  next: XmlElement | null = null;
  private readonly source: XmlSource;
  private from = 0;
  private to = 0;
  private marks = 0;
  private joined: string | null = null;

  constructor(source: XmlSource, name: string, ns: string, attributes: readonly XmlAttribute[]) {
    this.source = source;
    this.name = name;
    this.ns = ns;
    this.attributes = attributes;
  }

  /** Text of an element without children, as XML defines it; empty for all others (invoice formats know no mixed content). */
  get text(): string {
    if (this.first !== null) return '';
    if (this.joined !== null) return this.joined;
    return runText(this.source, this.from, this.to, this.marks);
  }

  /** The text as xsd:token: no white space at the ends, single spaces inside. */
  get token(): string {
    const { text } = this;
    return this.joined === null && (this.marks & (RUN_SPACED | RUN_ESCAPED)) === 0 ? text : collapse(text);
  }

  /** First child of this name in the same namespace. */
  child(name: string): XmlElement | undefined {
    for (let child = this.first; child !== null; child = child.next) {
      if (child.name === name && child.ns === this.ns) return child;
    }
    return undefined;
  }

  children(name: string): readonly XmlElement[] {
    const found: XmlElement[] = [];
    for (let child = this.first; child !== null; child = child.next) {
      if (child.name === name && child.ns === this.ns) found.push(child);
    }
    return found;
  }

  attribute(name: string): string | undefined {
    for (const attribute of this.attributes) if (attribute.name === name) return attribute.value;
    return undefined;
  }

  /** For the scanner only: the inside of a CDATA section. */
  addCharacterData(from: number, to: number): void {
    if (this.first !== null) return;
    this.joined = this.text + this.source.bytes.toString('utf8', from, to).replace(/\r\n?/g, '\n');
  }

  /** For the scanner only: adds a run of raw text. */
  addRun(from: number, to: number, marks: number): void {
    if (this.first !== null || from === to) return;
    if (this.from === this.to && this.joined === null) {
      this.from = from;
      this.to = to;
      this.marks = marks;
    } else {
      this.joined = this.text + runText(this.source, from, to, marks);
    }
  }
}

function runText(source: XmlSource, from: number, to: number, marks: number): string {
  if ((marks & (RUN_NON_ASCII | RUN_ESCAPED)) === 0) return source.latin1.slice(from, to);
  const raw = (marks & RUN_NON_ASCII) === 0 ? source.latin1.slice(from, to) : decodeUtf8(source, from, to);
  return (marks & RUN_ESCAPED) === 0 ? raw : decodeText(raw);
}

/** Short texts with letters of two bytes (nearly all of Polish, German and Estonian) are put together here: the call into the
 * runtime's decoder costs more than the text. The bytes are known to be valid UTF-8. */
function decodeUtf8({ bytes, latin1 }: XmlSource, from: number, to: number): string {
  if (to - from > 96) return bytes.toString('utf8', from, to);
  let text = '';
  let plainFrom = from;
  for (let i = from; i < to; i += 1) {
    const byte = bytes[i] as number;
    if (byte < 0x80) continue;
    if (byte >= 0xe0) return bytes.toString('utf8', from, to);
    text += latin1.slice(plainFrom, i) + String.fromCharCode(((byte & 0x1f) << 6) | ((bytes[i + 1] as number) & 0x3f));
    i += 1;
    plainFrom = i + 1;
  }
  return text + latin1.slice(plainFrom, to);
}
