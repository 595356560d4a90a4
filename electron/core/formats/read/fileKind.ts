// What a file is, by its first bytes: what it is called, or said to be, proves nothing.

const BEGINNINGS = [
  ['pdf', '%PDF-'],
  ['png', '\x89PNG\r\n\x1a\n'],
  ['jpg', '\xff\xd8\xff'],
  ['zip', 'PK\x03\x04'],
  // A ZIP without a file in it.
  ['zip', 'PK\x05\x06'],
] as const;

/** The end of a name that fits. */
export type FileKind = (typeof BEGINNINGS)[number][0];

export function fileKindOf(head: Uint8Array): FileKind | null {
  const start = Buffer.from(head.subarray(0, 8)).toString('latin1');
  return BEGINNINGS.find(([, beginning]) => start.startsWith(beginning))?.[0] ?? null;
}
