// Pure: which file of the bundle an address names, or null. No way out of the folder: not by dots, encoding, absolute names or links.
import { realpathSync, statSync } from 'node:fs';
import { join, normalize, sep } from 'node:path';

export function resolveInside(root: string, address: string): string | null {
  let url: URL;
  let name: string;
  try {
    url = new URL(address);
    name = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (url.host !== 'app' || name.includes('\0') || name.includes('\\') || name.split('/').includes('..')) return null;
  const path = normalize(join(root, name === '/' ? 'index.html' : name));
  try {
    const real = realpathSync(path);
    return real.startsWith(root + sep) && statSync(real).isFile() ? real : null;
  } catch {
    return null;
  }
}
