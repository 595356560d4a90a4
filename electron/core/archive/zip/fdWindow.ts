// Random reads from a file through one window: neighbours in the file cost one system call together.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { badDelivery } from '../failures';

const WINDOW_BYTES = 1024 * 1024;

export class FdWindow {
  readonly size: number;
  private readonly fd: number;
  /** One for all reads: a new one each time would outlive many collections before anybody found it unused. */
  private readonly buffer: Buffer;
  private window: Buffer = Buffer.alloc(0);
  private start = 0;
  private isOpen = true;

  constructor(path: string) {
    this.fd = openSync(path, 'r');
    this.size = fstatSync(this.fd).size;
    this.buffer = Buffer.allocUnsafe(Math.min(this.size, WINDOW_BYTES));
  }

  /** A view that is valid until the next read; copy what must live longer. */
  read(offset: number, length: number): Buffer {
    if (offset < 0 || length < 0 || offset + length > this.size)
      throw badDelivery('archive.package_truncated', { expected: offset + length, found: this.size });
    const from = offset - this.start;
    if (from >= 0 && from + length <= this.window.length) return this.window.subarray(from, from + length);
    this.fill(offset, Math.min(Math.max(length, WINDOW_BYTES), this.size - offset));
    return this.window.subarray(0, length);
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    closeSync(this.fd);
  }

  private fill(offset: number, length: number): void {
    const target = length > this.buffer.length ? Buffer.allocUnsafe(length) : this.buffer.subarray(0, length);
    this.window = target.subarray(0, 0);
    let done = 0;
    while (done < length) {
      const got = readSync(this.fd, target, done, length - done, offset + done);
      if (got === 0)
        throw badDelivery('archive.package_truncated', { expected: offset + length, found: offset + done });
      done += got;
    }
    this.window = target;
    this.start = offset;
  }
}
