// Where log lines go: one file that never grows past a size, and a few older ones. A log that cannot be written stops nothing.
import { chmodSync, closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';

export interface RotatingFileOptions {
  readonly folder: string;
  /** `kontor` gives kontor.log, kontor.1.log, … */
  readonly name: string;
  readonly maxBytes: number;
  /** Older files that are kept. */
  readonly keep: number;
}

export class RotatingFile {
  readonly #options: RotatingFileOptions;
  #fd: number | null = null;
  #size = 0;
  /** Lines that could not be written, e.g. because the disk was full. */
  lostLines = 0;

  constructor(options: RotatingFileOptions) {
    this.#options = options;
  }

  /** Synchronous: a line must be on its way to the disk before the process can die of what it tells. */
  write(line: string): void {
    try {
      const bytes = Buffer.byteLength(line);
      if (this.#fd === null) this.#open();
      if (this.#size > 0 && this.#size + bytes > this.#options.maxBytes) this.#rotate();
      if (this.#fd !== null) writeSync(this.#fd, line);
      this.#size += bytes;
    } catch {
      this.lostLines += 1;
      this.close();
    }
  }

  /** Newest first; for the support file. */
  paths(): readonly string[] {
    return Array.from({ length: this.#options.keep + 1 }, (_, age) => this.#path(age));
  }

  close(): void {
    const fd = this.#fd;
    this.#fd = null;
    try {
      if (fd !== null) closeSync(fd);
    } catch {
      // It was closed already.
    }
  }

  #open(): void {
    mkdirSync(this.#options.folder, { recursive: true, mode: 0o700 });
    // mkdir leaves an existing folder as it is.
    if (process.platform !== 'win32') chmodSync(this.#options.folder, 0o700);
    this.#fd = openSync(this.#path(0), 'a', 0o600);
    this.#size = fstatSync(this.#fd).size;
  }

  #rotate(): void {
    this.close();
    for (let age = this.#options.keep; age > 0; age--) {
      try {
        renameSync(this.#path(age - 1), this.#path(age));
      } catch {
        // There is no file of that age yet.
      }
    }
    this.#open();
  }

  #path(age: number): string {
    const { folder, name } = this.#options;
    return path.join(folder, age === 0 ? `${name}.log` : `${name}.${String(age)}.log`);
  }
}
