// What a file inside an invoice is called, and what it is: by its name, for the sender's word for it may be anything.
import { unreadable } from '../failures';

const TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  xml: 'application/xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  csv: 'text/csv',
  txt: 'text/plain',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
};

export function mediaTypeOf(name: string, stated?: string): string {
  const end = /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return (Object.hasOwn(TYPES, end) ? TYPES[end] : undefined) ?? stated ?? 'application/octet-stream';
}

/** A name without folders: it comes from outside and may become a file's. */
export function plainName(name: string | undefined, fallback: string): string {
  const last =
    (name ?? '')
      .split(/[/\\]/)
      .at(-1)
      ?.replace(/[\u0000-\u001f\u007f"*:<>?|]/g, '')
      .trim() ?? '';
  return last === '' || /^\.+$/.test(last) ? fallback : last.slice(0, 120);
}

/** How many bytes base64 stands for, without unpacking it; undefined when white space inside would have to be counted. */
export function unpackedSize(base64: string): number | undefined {
  const text = base64.trim();
  if (/\s/.test(text.slice(0, 200)) || text.length % 4 !== 0) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return (text.length / 4) * 3 - padding;
}

export function unpackBase64(field: string, text: string): Uint8Array {
  const compact = text.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(compact) || compact.length % 4 === 1) {
    throw unreadable('bad_field', `no base64 in ${field}`, { field });
  }
  return Buffer.from(compact, 'base64');
}
