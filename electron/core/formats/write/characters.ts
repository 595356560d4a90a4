// Characters that KSeF refuses: what XML 1.0 forbids, and what the W3C calls discouraged (dossier ksef §5.7).

/** The first character that must not be sent, as `U+0007`, and its place counted from 1; null when all are good. */
export function badCharacter(text: string): { readonly code: string; readonly at: number } | null {
  let at = 0;
  for (const char of text) {
    at += 1;
    const code = char.codePointAt(0) ?? 0;
    if (isRefused(code)) return { code: `U+${code.toString(16).toUpperCase().padStart(4, '0')}`, at };
  }
  return null;
}

function isRefused(code: number): boolean {
  if (code < 0x20) return code !== 0x09 && code !== 0x0a && code !== 0x0d;
  // U+0085 is a line end and allowed.
  if (code >= 0x7f && code <= 0x9f) return code !== 0x85;
  // Halves of pairs that stand alone.
  if (code >= 0xd800 && code <= 0xdfff) return true;
  if (code >= 0xfdd0 && code <= 0xfdef) return true;
  return (code & 0xfffe) === 0xfffe;
}
