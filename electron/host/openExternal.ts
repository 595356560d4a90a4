// The single caller of shell.openExternal, behind a pure predicate.
import { shell } from 'electron';
import { Failure } from '../../shared/errors';

/** https anywhere, http on this computer only; no user names in the address, no control characters. */
export function isSafeUrl(text: string): boolean {
  if ([...text].some((c) => c <= ' ' || c === '\u007f' || c === '\\')) return false;
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

export async function openExternal(text: string): Promise<void> {
  if (!isSafeUrl(text)) throw new Failure({ kind: 'user_input', key: 'error.unsafe_link' });
  await shell.openExternal(text);
}
