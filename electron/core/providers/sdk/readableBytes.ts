// Free space as people read it: whole gigabytes, or megabytes where they are few.

const GB = 1_000_000_000;

export function readableBytes(bytes: number): string {
  return bytes >= 10 * GB ? `${String(Math.floor(bytes / GB))} GB` : `${String(Math.floor(bytes / 1_000_000))} MB`;
}
