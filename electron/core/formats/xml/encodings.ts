// Documents in other encodings than UTF-8: programs of the last twenty years wrote them, and an inbox must show them all.
import { unreadable } from '../failures';

/** What the runtime decodes and what such programs declare. Everything else would be guessed. */
const DECODED: ReadonlySet<string> = new Set([
  'us-ascii',
  'iso-8859-1',
  'iso-8859-2',
  'iso-8859-4',
  'iso-8859-13',
  'iso-8859-15',
  'windows-1250',
  'windows-1252',
  'windows-1257',
]);

const DECLARED = /^<\?xml[^>]{1,200}?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']/;

/** The same document in UTF-8; the same bytes where they are that already. Throws `format.not_utf8` for what it cannot know. */
export function asUtf8(bytes: Uint8Array): Uint8Array {
  const encoding = encodingOf(bytes);
  if (encoding === null) return bytes;
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw unreadable('not_utf8', `cannot be read as ${encoding}`);
  }
  // What the declaration says of the bytes is no longer true.
  return new TextEncoder().encode(text.replace(/^<\?xml[^>]*\?>/, '<?xml version="1.0"?>'));
}

/** Null for UTF-8 and for everything that is left to the reader to refuse. */
function encodingOf(bytes: Uint8Array): string | null {
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return 'utf-16be';
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 256)).toString('latin1');
  const declared = DECLARED.exec(head)?.[1]?.toLowerCase();
  return declared !== undefined && DECODED.has(declared) ? declared : null;
}

/** The first characters, whatever they are written in: for a cheap look at what this may be. */
export function headText(head: Uint8Array, maxBytes = 4096): string {
  const part = head.subarray(0, maxBytes);
  const encoding = encodingOf(part);
  if (encoding !== 'utf-16le' && encoding !== 'utf-16be') return Buffer.from(part).toString('latin1');
  return new TextDecoder(encoding).decode(part);
}
