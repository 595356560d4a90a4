// Paths at a destination: every segment is escaped by itself; what a user writes becomes segments.

export function escapePath(segments: readonly string[]): string {
  return segments.map((segment) => `/${escapeSegment(segment)}`).join('');
}

/** encodeURIComponent leaves !'()* alone; some servers compare the escaped form literally. */
export function escapeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`);
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

/** A service's own text for an instant, ISO or HTTP; what is no instant is left out. */
export function modifiedAt(text: string | undefined): { readonly modifiedAtMs?: number } {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? {} : { modifiedAtMs: ms };
}
