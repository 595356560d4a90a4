/** How the bytes of an original are written, for the words of a button; undefined when they are no text that can be shown. */
export function originalForm(mediaType: string): 'XML' | 'JSON' | 'TXT' | undefined {
  if (/\bxml\b/i.test(mediaType)) return 'XML';
  if (/\bjson\b/i.test(mediaType)) return 'JSON';
  return /^text\//i.test(mediaType) ? 'TXT' : undefined;
}

/** The text of an original can be opened from here. */
export interface OriginalText {
  readonly form: string;
  readonly open: () => void;
}
