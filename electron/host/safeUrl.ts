// Pure: may this address be handed to the system browser?

/** https anywhere, http on this computer only; no user names in the address, no control characters. */
export function isSafeUrl(text: string): boolean {
  if (/[\s\p{Cc}\\]/u.test(text)) return false;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return false;
  }
  if (url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}
