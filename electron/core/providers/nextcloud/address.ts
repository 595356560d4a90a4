// Addresses as people paste them are brought down to the server's own.

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

/** Last segment of an href as the server wrote it, unescaped; null when the escaping is broken. */
export function nameOfHref(href: string): string | null {
  const last = href.replace(/\/+$/, '').split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return null;
  }
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
