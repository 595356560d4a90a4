// Byte tables of the XML 1.0 grammar. Bytes from 0x80 on belong to UTF-8 sequences, which are validated before scanning.

/** Marks of a text run: what must be done before it is a string. */
export const RUN_NON_ASCII = 1;
export const RUN_ESCAPED = 2;
/** White space that a token must not have: at the ends, twice, or another than the plain space. */
export const RUN_SPACED = 4;

export const LT = 0x3c;
export const GT = 0x3e;
export const AMP = 0x26;
export const SLASH = 0x2f;
export const BANG = 0x21;
export const QUESTION = 0x3f;
export const EQUALS = 0x3d;
export const QUOTE = 0x22;
export const APOSTROPHE = 0x27;
export const COLON = 0x3a;
export const RIGHT_BRACKET = 0x5d;
export const CR = 0x0d;
export const LF = 0x0a;
export const TAB = 0x09;
export const SPACE = 0x20;

const IS_LETTER = /[A-Za-z_:]/;
const IS_FOLLOWER = /[-.0-9]/;

/** 1: may start a name; 2: may only follow. Letters beyond ASCII are taken without a look at Unicode's classes. */
export const NAME_CLASS: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 0x80 || IS_LETTER.test(String.fromCharCode(byte))) return 1;
  return IS_FOLLOWER.test(String.fromCharCode(byte)) ? 2 : 0;
});

export function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Control characters that no XML 1.0 document may hold. */
export function isForbidden(byte: number): boolean {
  return byte < SPACE && byte !== TAB && byte !== LF && byte !== CR;
}

/** From here on a class of `TEXT_CLASS` needs a closer look. */
export const TEXT_STOP = 8;

/** What a byte means in text: the marks of the run that holds it, or a stop. */
export const TEXT_CLASS: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 0x80) return RUN_NON_ASCII;
  if (byte === CR) return RUN_SPACED | RUN_ESCAPED;
  if (isSpace(byte)) return RUN_SPACED;
  return byte < SPACE || byte === LT || byte === GT || byte === AMP ? TEXT_STOP : 0;
});
