// Buffered, synchronous writing to a new file: few large writes, one fsync at the end.
import { createHash, type Hash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

const CHUNK_BYTES = 1024 * 1024;

export class FdWriter {
  private readonly fd: number;
  private readonly buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  private readonly hash: Hash | null;
  private used = 0;
  private written = 0;
  private isOpen = true;

  constructor(path: string, options: { readonly hash: 'sha256' | 'none' }) {
    this.fd = openSync(path, 'w', 0o600);
    this.hash = options.hash === 'sha256' ? createHash('sha256') : null;
  }

  /** Bytes given so far: the offset of the next byte. */
  get position(): number {
    return this.written + this.used;
  }

  write(bytes: Uint8Array): void {
    if (bytes.length > CHUNK_BYTES - this.used) this.flush();
    if (bytes.length > CHUNK_BYTES) {
      this.put(bytes);
      return;
    }
    this.buffer.set(bytes, this.used);
    this.used += bytes.length;
  }

  /** Everything on disk, fsync included; answers the hex SHA-256 when asked for one. */
  finish(): string | null {
    this.flush();
    fsyncSync(this.fd);
    this.close();
    return this.hash?.digest('hex') ?? null;
  }

  /** Everything handed to the system, for files that need not survive it. */
  end(): void {
    this.flush();
    this.close();
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    closeSync(this.fd);
  }

  private flush(): void {
    if (this.used === 0) return;
    const { used } = this;
    this.used = 0;
    this.put(this.buffer.subarray(0, used));
  }

  private put(bytes: Uint8Array): void {
    this.hash?.update(bytes);
    // A short write happens when a disk is nearly full: go on until the system says so itself.
    for (let done = 0; done < bytes.length;) done += writeSync(this.fd, bytes, done, bytes.length - done);
    this.written += bytes.length;
  }
}
