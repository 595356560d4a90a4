// Every form in which a secret may lie somewhere. Written apart from the redactor: it must not share its blind spots.
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface Secret {
  /** What it is, for the report: the value itself is never printed. */
  readonly name: string;
  readonly value: string | Buffer;
}

/** A secret with letters that every encoding writes in another way. */
export const uglyCanary = (): string => `kanarek "ż\\ó/<+&=%> ${randomBytes(12).toString('hex')}`;

const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);
const asciiOnly = (text: string): string =>
  text.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
const bigEndian = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

/** The letters of Base64 that stay the same whatever stands before and after. */
function base64Middles(bytes: Buffer): string[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes, Buffer.alloc(3)]).toString('base64');
    const end = Math.floor(((before + bytes.length) * 8) / 6);
    return text.slice(before === 0 ? 0 : before + 1, end);
  });
}

export function formsOf(value: string | Buffer): ReadonlyMap<string, Buffer> {
  const bytes = Buffer.from(value);
  const forms = new Map<string, Buffer>([
    ['plain', bytes],
    ['hex', Buffer.from(bytes.toString('hex'))],
  ]);
  base64Middles(bytes).forEach((text, at) => {
    forms.set(`base64 at ${String(at)}`, Buffer.from(text));
    forms.set(`base64url at ${String(at)}`, Buffer.from(text.replaceAll('+', '-').replaceAll('/', '_')));
  });
  if (typeof value !== 'string') return forms;
  const url = encodeURIComponent(value);
  const texts: Readonly<Record<string, string>> = {
    'URL-encoded': url,
    'form-encoded': url.replaceAll('%20', '+'),
    'URL-encoded in small letters': url.replace(/%../g, (code) => code.toLowerCase()),
    'JSON-escaped': escaped(value),
    'JSON-escaped twice': escaped(escaped(value)),
    'JSON-escaped in ASCII': asciiOnly(escaped(value)),
  };
  for (const [name, text] of Object.entries(texts)) forms.set(name, Buffer.from(text));
  return forms.set('UTF-16 LE', Buffer.from(value, 'utf16le')).set('UTF-16 BE', bigEndian(value));
}

interface Wanted {
  readonly bytes: Buffer;
  /** Many forms of a plain value are the same bytes. */
  readonly forms: readonly string[];
}

const wanted = new Map<string, readonly Wanted[]>();

/** Looked for many times, made once; the same bytes are looked for once. */
function wantedOf(value: string | Buffer): readonly Wanted[] {
  const key = typeof value === 'string' ? `text ${value}` : `bytes ${value.toString('hex')}`;
  const known = wanted.get(key);
  if (known) return known;
  const byBytes = new Map<string, { bytes: Buffer; forms: string[] }>();
  for (const [form, bytes] of formsOf(value)) {
    const same = byBytes.get(bytes.toString('latin1'));
    if (same) same.forms.push(form);
    else byBytes.set(bytes.toString('latin1'), { bytes, forms: [form] });
  }
  const made = [...byBytes.values()];
  wanted.set(key, made);
  return made;
}

/** `place: name of the secret, form`, never the value. */
export function findSecrets(place: string, content: Buffer, secrets: readonly Secret[]): string[] {
  return secrets.flatMap(({ name, value }) =>
    wantedOf(value).flatMap(({ bytes, forms }) =>
      content.includes(bytes) ? forms.map((form) => `${place}: ${name}, ${form}`) : [],
    ),
  );
}

/** Looks through every file below a folder, as raw bytes. */
export function findSecretsBelow(folder: string, secrets: readonly Secret[]): string[] {
  return filesBelow(folder).flatMap((file) => findSecrets(path.relative(folder, file), bytesOf(file), secrets));
}

/** A file that is gone by now, as temporary files of a browser are, holds nothing. */
function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
