// Text for XML that is written in canonical form right away (Exclusive XML Canonicalization 1.0): escaped as the standard says, no
// line breaks, no empty-element tags. What is signed is then exactly what is written; see docs/adr/0010.

/** Character data: canonical form escapes these four and nothing else. */
export function xmlText(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#xD;');
}

/** An element with its attributes as given: namespaces first, then in the order of their names. */
export function element(name: string, attributes: string, content: string): string {
  return `<${name}${attributes === '' ? '' : ` ${attributes}`}>${content}</${name}>`;
}
