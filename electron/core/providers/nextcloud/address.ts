// Addresses of files: every path segment is escaped by itself, and what people paste is brought down to the server's own address.

/** Longest first: what a browser or a manual shows for a Nextcloud. */
const TAILS = [
  /\/remote\.php\/(?:dav|webdav)(?:\/.*)?$/,
  /\/index\.php(?:\/.*)?$/,
  /\/apps\/(?:files|dashboard)(?:\/.*)?$/,
  /\/(?:status\.php|login)$/,
];

/** The address as given, without a slash at the end. */
export function plainBase(text: string): string {
  return text.trim().replace(/\/+$/, '');
}

/** Where Nextcloud itself would be if the address is one of its pages or its WebDAV address. */
export function cloudBase(text: string): string {
  const base = plainBase(text);
  for (const tail of TAILS) if (tail.test(base)) return base.replace(tail, '');
  return base;
}

export function escapePath(segments: readonly string[]): string {
  return segments.map((segment) => `/${escapeSegment(segment)}`).join('');
}

/** encodeURIComponent leaves !'()* alone; some servers compare the escaped form literally. */
export function escapeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Last segment of an href as the server wrote it, unescaped; null when the escaping is broken. */
export function nameOfHref(href: string): string | null {
  const last = href.replace(/\/+$/, '').split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return null;
  }
}

/** Segments of a folder as a user writes it; `.` and `..` lead nowhere. */
export function segmentsOf(path: string): readonly string[] {
  return path
    .split(/[/\\]/)
    .map((segment) => segment.trim())
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
}

export function shownPath(segments: readonly string[]): string {
  return `/${segments.join('/')}`;
}

/** `cloud.example.org/sub` */
export function placeOf(base: string): string {
  const url = new URL(base);
  return `${url.host}${url.pathname}`.replace(/\/+$/, '');
}

/** The path of a file's address as its owner knows it. */
export function pathOfUrl(url: string): string {
  const path = new URL(url).pathname.replace(/^.*\/remote\.php\/dav\/(?:files|uploads)\/[^/]+/, '').replace(/\/+$/, '');
  try {
    return decodeURIComponent(path) || '/';
  } catch {
    return path;
  }
}
