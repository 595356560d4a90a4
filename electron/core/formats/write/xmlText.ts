// Elements one after another, in the order in which they are called for; the schema's order is the writer's business.
import { collapse } from '../xml/text';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const escaped = (text: string): string => text.replace(/[&<>]/g, (char) => ESCAPES[char] ?? char);

export class XmlText {
  private readonly parts: string[];

  constructor(declaration: string) {
    this.parts = [declaration];
  }

  /** An element with children. Attributes are written as they are. */
  open(name: string, inside: () => void, attributes = ''): void {
    this.parts.push(`<${name}${attributes}>`);
    inside();
    this.parts.push(`</${name}>`);
  }

  /** Text as xsd:token: what validators collapse is collapsed here. Nothing is written for nothing. */
  text(name: string, value: string | undefined, attributes = ''): void {
    const token = value === undefined ? '' : collapse(value);
    if (token !== '') this.parts.push(`<${name}${attributes}>${escaped(token)}</${name}>`);
  }

  /** Text with its line ends. */
  lines(name: string, value: string): void {
    const text = value.replace(/\r\n?/g, '\n').trim();
    if (text !== '') this.parts.push(`<${name}>${escaped(text)}</${name}>`);
  }

  /** `1`, or nothing. */
  mark(name: string, isSet: boolean): void {
    if (isSet) this.parts.push(`<${name}>1</${name}>`);
  }

  /** `1` for yes and `2` for no. */
  yesNo(name: string, isYes: boolean): void {
    this.parts.push(`<${name}>${isYes ? '1' : '2'}</${name}>`);
  }

  bytes(): Uint8Array {
    return new TextEncoder().encode(this.parts.join(''));
  }
}
