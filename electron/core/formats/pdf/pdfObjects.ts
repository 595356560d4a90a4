// The few things of a PDF that lead to its embedded files: objects, object streams and dictionaries, read without a cross-reference
// table, which broken files have wrong. Synchronous, because formats are read where originals are stored. No other part is looked at.
import { inflateSync } from 'node:zlib';
import { unreadable } from '../failures';

/** An e-invoice inside may be so large; what unpacks to more is refused. */
const MAX_UNPACKED = 50_000_000;
const MAX_OBJECTS = 200_000;

export interface PdfObject {
  /** What stands between `obj` and `stream` or `endobj`, one character per byte. */
  readonly text: string;
  readonly stream: (() => Uint8Array) | undefined;
}

export type PdfObjects = ReadonlyMap<number, PdfObject>;

export function readObjects(bytes: Uint8Array): PdfObjects {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (/\/Encrypt\s*(?:\d|<<)/.test(latin1)) throw unreadable('pdf_locked');
  const found = new Map<number, PdfObject>();
  const heads = /(?:^|[\s>])(\d{1,10})\s+\d{1,5}\s+obj\b/g;
  let match: RegExpExecArray | null;
  while ((match = heads.exec(latin1)) !== null) {
    if (found.size >= MAX_OBJECTS) throw unreadable('too_large', `more than ${MAX_OBJECTS} objects`);
    const object = objectAt(latin1, bytes, heads.lastIndex);
    heads.lastIndex = object.end;
    // The newest version of an object stands last.
    found.set(Number(match[1]), object);
  }
  // What they hold is added to the same map, so they are collected first.
  const packed = [...found.values()].filter(({ text }) => /\/Type\s*\/ObjStm\b/.test(text));
  for (const object of packed) unpackInto(found, object);
  return found;
}

function objectAt(latin1: string, bytes: Uint8Array, from: number): PdfObject & { readonly end: number } {
  const end = latin1.indexOf('endobj', from);
  const whole = latin1.slice(from, end < 0 ? undefined : end);
  // Only behind a dictionary: the word also stands in names and texts (`application/octet-stream`).
  const keyword = />>\s*stream(?=[\r\n])/.exec(whole);
  if (keyword === null) return { text: whole, stream: undefined, end: from + whole.length };
  const start = from + keyword.index + keyword[0].length - 6;
  const text = latin1.slice(from, start);
  const data = start + 6 + (latin1.startsWith('\r\n', start + 6) ? 2 : 1);
  const stated = Number(/\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(text)?.[1] ?? '-1');
  const isRight = stated >= 0 && /^\s*endstream/.test(latin1.slice(data + stated, data + stated + 20));
  const close = isRight ? data + stated : latin1.indexOf('endstream', data);
  const stop = close < 0 ? latin1.length : close;
  return { text, stream: () => unpacked(text, bytes.subarray(data, stop)), end: stop };
}

/** Without a filter or deflated: that is how e-invoices are embedded. */
function unpacked(text: string, data: Uint8Array): Uint8Array {
  const filter = /\/Filter\s*(?:\[([^\]]*)\]|\/(\w+))/.exec(text);
  const names = filter === null ? [] : ((filter[1] ?? filter[2] ?? '').match(/\w+/g) ?? []);
  if (names.length === 0) return data;
  const isPlain = names.length === 1 && (names[0] === 'FlateDecode' || names[0] === 'Fl');
  if (!isPlain || /\/Predictor\s+(?!1\b)\d/.test(text))
    throw unreadable('pdf_broken', `filters ${names.join(' ').slice(0, 80)}`);
  try {
    return inflateSync(data, { maxOutputLength: MAX_UNPACKED });
  } catch {
    throw unreadable('pdf_broken', 'cannot be inflated');
  }
}

/** Objects that lie packed in another one (PDF 1.5). */
function unpackInto(found: Map<number, PdfObject>, packed: PdfObject): void {
  const first = Number(/\/First\s+(\d+)/.exec(packed.text)?.[1] ?? '-1');
  let text: string;
  try {
    text = Buffer.from(packed.stream?.() ?? []).toString('latin1');
  } catch {
    // One that cannot be unpacked costs its own objects only.
    return;
  }
  if (first < 0 || first > text.length) return;
  const numbers = text.slice(0, first).trim().split(/\s+/).map(Number);
  for (let i = 0; i + 1 < numbers.length; i += 2) {
    const [no, offset, next] = [numbers[i] ?? -1, numbers[i + 1] ?? 0, numbers[i + 3]];
    if (!Number.isSafeInteger(no) || found.size >= MAX_OBJECTS || found.has(no)) continue;
    found.set(no, {
      text: text.slice(first + offset, next === undefined ? undefined : first + next),
      stream: undefined,
    });
  }
}

/** Where a reference after a key points. */
export function referenceOf(text: string, key: string): number | undefined {
  const match = new RegExp(`/${key}\\s+(\\d{1,10})\\s+\\d{1,5}\\s+R\\b`).exec(text);
  return match === null ? undefined : Number(match[1]);
}

/** A string after a key: in parentheses or in hexadecimal, in Latin-1 or UTF-16. */
export function stringOf(text: string, key: string): string | undefined {
  const start = new RegExp(`/${key}\\s*(?:\\(|<([0-9A-Fa-f\\s]*)>)`).exec(text);
  if (start === null) return undefined;
  const raw =
    start[1] === undefined
      ? literalAt(text, start.index + start[0].length)
      : Buffer.from(start[1].replace(/\s/g, ''), 'hex');
  const isWide = raw[0] === 0xfe && raw[1] === 0xff;
  return isWide
    ? Buffer.from(raw.subarray(2, 2 + ((raw.length - 2) & ~1)))
        .swap16()
        .toString('utf16le')
    : raw.toString('latin1');
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Up to its own closing parenthesis: pairs inside need no escape, bytes may stand as three octal digits, a line may go on. */
function literalAt(text: string, from: number): Buffer {
  const tokens = /\\([0-7]{1,3}|\r\n|[\s\S])|[\s\S]/g;
  tokens.lastIndex = from;
  let found = '';
  for (let depth = 1, token = tokens.exec(text); token !== null; token = tokens.exec(text)) {
    const [one, escaped] = token;
    if (one === '(') depth += 1;
    if (one === ')' && (depth -= 1) === 0) break;
    if (escaped === undefined) found += one;
    else if (/^[0-7]/.test(escaped)) found += String.fromCharCode(Number.parseInt(escaped, 8) & 0xff);
    else if (!/^[\r\n]/.test(escaped)) found += ESCAPES[escaped] ?? escaped;
  }
  return Buffer.from(found, 'latin1');
}
