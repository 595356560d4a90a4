// Writes elements one after another into a list of strings; no tree.
import type { WritingStyle } from './model';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replaceAll(/[&<>"]/g, (char) => ESCAPES[char] ?? char);

export class XmlWriter {
  readonly isTrimmed: boolean;
  private readonly out: string[] = [];
  private readonly prefix: string;
  private readonly indents: readonly string[];
  private readonly eol: string;
  private depth = 0;

  constructor(style: WritingStyle) {
    this.prefix = style.prefix;
    this.isTrimmed = style.isTrimmed;
    // A program without indents writes one single line.
    this.eol = style.indent === '' ? '' : style.eol;
    this.indents = Array.from({ length: 12 }, (_, depth) => style.indent.repeat(depth));
    if (style.hasProlog) this.out.push(`<?xml version="1.0" encoding="UTF-8"?>${this.eol}`);
  }

  /** Attributes are written as they are. */
  group(name: string, write: () => void, attributes = ''): void {
    const indent = this.indents[this.depth] ?? '';
    this.out.push(`${indent}<${this.prefix}${name}${attributes}>${this.eol}`);
    this.depth += 1;
    write();
    this.depth -= 1;
    this.out.push(`${indent}</${this.prefix}${name}>${this.eol}`);
  }

  /** Nothing is written for an absent value. */
  text(name: string, value: string | number | undefined, attributes = ''): void {
    if (value === undefined) return;
    const indent = this.indents[this.depth] ?? '';
    const tag = `${this.prefix}${name}`;
    this.out.push(`${indent}<${tag}${attributes}>${escape(String(value))}</${tag}>${this.eol}`);
  }

  bytes(): Buffer {
    return Buffer.from(this.out.join(''), 'utf8');
  }
}
