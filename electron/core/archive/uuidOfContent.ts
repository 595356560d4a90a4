// The same content has the same id, however often it comes: a UUID of version 8 (RFC 9562, 5.8).
import { createHash } from 'node:crypto';

export function uuidOfContent(parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
