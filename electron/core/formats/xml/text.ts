// References and line ends of XML text.
import { unreadable } from '../failures';

const PREDEFINED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' };

/** Replaces references and line ends of raw text whose references are already known to be well formed. */
export function decodeText(raw: string): string {
  const lines = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  return lines.includes('&') ? lines.replace(/&([^;]*);/g, (_, name: string) => decodeReference(name)) : lines;
}

/** Attribute values: white space becomes spaces, except where it was written as a reference. */
export function decodeAttribute(raw: string): string {
  const flat = raw.replace(/\r\n?|[\n\t]/g, ' ');
  return flat.includes('&') ? flat.replace(/&([^;]*);/g, (_, name: string) => decodeReference(name)) : flat;
}

/** `name` stands between `&` and `;`. Only what XML knows without a DTD. */
export function decodeReference(name: string): string {
  const known = Object.hasOwn(PREDEFINED, name) ? PREDEFINED[name] : undefined;
  if (known !== undefined) return known;
  const number = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
  if (number === null) throw unreadable('not_xml', 'unknown entity');
  const code = number[1] === undefined ? Number(number[2]) : Number.parseInt(number[1], 16);
  if (!isCharacter(code)) throw unreadable('not_xml', 'reference to a forbidden character');
  return String.fromCodePoint(code);
}

/** XML 1.0, production 2. */
function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

/** xsd:token: no white space at the ends, single spaces inside. */
export function collapse(text: string): string {
  let wasSpace = true;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const isSpace = code === 0x20;
    if ((isSpace && wasSpace) || (code < 0x20 && /\s/.test(text))) return text.trim().replace(/\s+/g, ' ');
    wasSpace = isSpace;
  }
  return wasSpace ? text.trim() : text;
}
