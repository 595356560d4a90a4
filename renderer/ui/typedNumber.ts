// A number as people type it: grouped or not, with the decimal sign of their language or a point.

/** The sign between groups of thousands, where it is one that may also be a decimal sign. */
function groupSign(decimal: (text: string) => string): '.' | ',' | null {
  const [sign] = /[.,]/.exec(decimal('1234567')) ?? [];
  return sign === '.' || sign === ',' ? sign : null;
}

/** Plain decimal text with a point; what is no number stays so. `decimal` writes a number as the user reads it. */
export function typedNumber(text: string, decimal: (text: string) => string): string {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace('\u2212', '-');
  const sign = groupSign(decimal);
  const grouped = sign === '.' ? /^-?\d{1,3}(?:\.\d{3})+(?:,|$)/ : /^-?\d{1,3}(?:,\d{3})+(?:\.|$)/;
  const joined = sign !== null && grouped.test(plain) ? plain.replaceAll(sign, '') : plain;
  return joined.replace(',', '.');
}
