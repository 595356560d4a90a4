// Where the scanner stands, and the pieces of markup that are rare enough to be read with plain string functions.
import { unreadable } from '../failures';
import { AMP, APOSTROPHE, EQUALS, GT, LT, NAME_CLASS, QUOTE, SLASH, isForbidden, isSpace } from './byteClasses';
import { decodeAttribute, decodeReference } from './text';
import type { XmlSource } from './xmlElement';

const MAX_ATTRIBUTES = 64;
/** A reference is at most `&#x10FFFF;` long. */
const MAX_REFERENCE = 10;
const INSTRUCTION_TARGET = /^[A-Za-z_\x80-\xff][-.\w\x80-\xff]*(?=[ \t\r\n]|\?>)/;

export class Cursor {
  readonly source: XmlSource;
  readonly bytes: Uint8Array;
  pos: number;

  constructor(source: XmlSource, pos: number) {
    this.source = source;
    this.bytes = source.bytes;
    this.pos = pos;
  }

  broken(what: string, at = this.pos): Error {
    return unreadable('not_xml', `${what} at byte ${at}`);
  }

  /** Checks the reference that starts at `at`; answers where its `;` is. */
  reference(at: number): number {
    const end = this.source.latin1.slice(at, at + MAX_REFERENCE).indexOf(';');
    if (end < 2) throw this.broken('"&" without a reference', at);
    decodeReference(this.source.latin1.slice(at + 1, at + end));
    return at + end;
  }

  /** Reads attributes up to `>` or `/`, where `pos` stays. */
  attributes(): ReadonlyMap<string, string> {
    const seen = new Map<string, string>();
    for (;;) {
      const before = this.pos;
      while (isSpace(this.bytes[this.pos])) this.pos += 1;
      const byte = this.bytes[this.pos];
      if (byte === GT || byte === SLASH) return seen;
      if (before === this.pos) throw this.broken('no space before an attribute');
      const name = this.attributeName();
      if (seen.has(name)) throw this.broken('attribute twice');
      if (seen.size >= MAX_ATTRIBUTES) throw unreadable('too_large', `more than ${MAX_ATTRIBUTES} attributes`);
      seen.set(name, this.attributeValue());
    }
  }

  private attributeName(): string {
    const from = this.pos;
    if (NAME_CLASS[this.bytes[from] as number] !== 1) throw this.broken('no attribute name');
    while (NAME_CLASS[this.bytes[this.pos] as number]) this.pos += 1;
    const name = this.source.bytes.toString('utf8', from, this.pos);
    if (!/^[^:]+(?::[^:]+)?$/.test(name)) throw this.broken('colon out of place', from);
    return name;
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
      if (byte === undefined || byte === LT || isForbidden(byte)) throw this.broken('broken value', i);
      if (byte === AMP) i = this.reference(i);
    }
    this.pos = i + 1;
    return decodeAttribute(this.source.bytes.toString('utf8', from, i));
  }

  /** Comment, CDATA section or DOCTYPE at `pos`. Answers where the CDATA's inside is, null for a comment. */
  declaration(): { readonly from: number; readonly to: number } | null {
    const { latin1 } = this.source;
    const at = this.pos;
    if (latin1.startsWith('<!--', at)) {
      const end = latin1.indexOf('--', at + 4);
      if (end < 0 || latin1.charCodeAt(end + 2) !== GT) throw this.broken('"--" in a comment');
      this.skipTo(end + 3);
      return null;
    }
    if (latin1.startsWith('<![CDATA[', at)) {
      const end = latin1.indexOf(']]>', at);
      if (end < 0) throw this.broken('CDATA without an end');
      this.skipTo(end + 3);
      return { from: at + 9, to: end };
    }
    if (/^<!doctype/i.test(latin1.slice(at, at + 9))) throw unreadable('doctype');
    throw this.broken('unknown declaration');
  }

  /** Instructions (for example a stylesheet) are in circulation though KSeF refuses them: read over. */
  instruction(): void {
    const { latin1 } = this.source;
    const end = latin1.indexOf('?>', this.pos + 2);
    if (end < 0) throw this.broken('instruction without an end');
    const target = INSTRUCTION_TARGET.exec(latin1.slice(this.pos + 2, Math.min(end + 2, this.pos + 258)))?.[0];
    if (target === undefined) throw this.broken('instruction without a name');
    if (target.toLowerCase() === 'xml') throw this.broken('XML declaration is not at the start');
    this.skipTo(end + 2);
  }

  private skipTo(end: number): void {
    for (let i = this.pos; i < end; i += 1) {
      if (isForbidden(this.bytes[i] as number)) throw this.broken('control character', i);
    }
    this.pos = end;
  }
}
