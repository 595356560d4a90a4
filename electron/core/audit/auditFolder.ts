// The folder while it is written: beside its place under another name, each file on the disk before the next one, its own name at the
// very end. Whoever sees the folder sees the whole of it.
import { createHash, type Hash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { breathe } from '../archive/breathe';
import { moveInto, syncFolder } from '../archive/disk';
import { auditProblem, refusedByPlace } from './failures';

export interface WrittenFile {
  /** In the folder, with '/'. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

const PIECE = 1 << 20;
const TEMP = '.kontor-part';

export class AuditFolder {
  readonly path: string;
  bytes = 0;
  private readonly temp: string;
  private readonly made = new Set<string>();

  /** Throws a Failure: audit.folder_taken, audit.folder_refused. What an earlier try left is removed. */
  constructor(into: string, name: string) {
    this.path = join(into, name);
    this.temp = join(into, `.${name}${TEMP}`);
    try {
      if (existsSync(this.path) && readdirSync(this.path).length > 0)
        throw auditProblem('audit.folder_taken', { folder: this.path });
      rmSync(this.temp, { recursive: true, force: true });
      mkdirSync(this.temp, { mode: 0o700 });
    } catch (error) {
      throw refusedByPlace(error, into);
    }
  }

  write(path: string, content: Uint8Array): WrittenFile {
    const file = this.open(path);
    try {
      file.add(content);
      return file.finish();
    } finally {
      file.close();
    }
  }

  /** Null: it is not what `sha256` says, and is not in the folder. */
  async copy(
    path: string,
    from: string,
    sha256: string,
    onBytes: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<WrittenFile | null> {
    const source = openSync(from, 'r');
    const file = this.open(path);
    try {
      const buffer = Buffer.allocUnsafe(PIECE);
      for (let got = readSync(source, buffer); got > 0; got = readSync(source, buffer)) {
        file.add(buffer.subarray(0, got));
        onBytes(got);
        signal.throwIfAborted();
        await breathe();
      }
      const written = file.finish();
      if (written.sha256 === sha256) return written;
      file.close();
      rmSync(join(this.temp, path));
      this.bytes -= written.bytes;
      return null;
    } finally {
      closeSync(source);
      file.close();
    }
  }

  /** A file that grows as it is found out what is in it. */
  open(path: string): GrowingFile {
    return new GrowingFile(join(this.temp, this.placeFor(path)), path, this.path, (bytes) => {
      this.bytes += bytes;
    });
  }

  /** Gives the folder its name. */
  finish(): void {
    try {
      for (const folder of [...this.made, '']) syncFolder(join(this.temp, folder));
      if (existsSync(this.path)) rmdirSync(this.path);
      moveInto(this.temp, this.path);
      syncFolder(dirname(this.path));
    } catch (error) {
      throw refusedByPlace(error, this.path);
    }
  }

  abandon(): void {
    rmSync(this.temp, { recursive: true, force: true });
  }

  private placeFor(path: string): string {
    const folder = dirname(path);
    if (folder !== '.' && !this.made.has(folder)) {
      try {
        mkdirSync(join(this.temp, folder), { recursive: true, mode: 0o700 });
      } catch (error) {
        throw refusedByPlace(error, this.path);
      }
      // Its parents are new as well, and a new name is only durable with the folder that it is in.
      for (let one = folder; one !== '.'; one = dirname(one)) this.made.add(one);
    }
    return path;
  }
}

export class GrowingFile {
  private readonly path: string;
  private readonly folder: string;
  private readonly onWritten: (bytes: number) => void;
  private readonly fd: number;
  private readonly hash: Hash = createHash('sha256');
  private readonly waiting: Uint8Array[] = [];
  private waitingBytes = 0;
  private bytes = 0;
  private isOpen = true;

  constructor(place: string, path: string, folder: string, onWritten: (bytes: number) => void) {
    this.path = path;
    this.folder = folder;
    this.onWritten = onWritten;
    this.fd = this.toPlace(() => openSync(place, 'wx', 0o600));
  }

  /** Bytes are taken at once; text may be kept back until there is more of it. */
  add(content: Uint8Array | string): void {
    const isText = typeof content === 'string';
    const bytes = isText ? Buffer.from(content, 'utf8') : content;
    this.hash.update(bytes);
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
    if (!isText || this.waitingBytes >= PIECE) this.flush();
  }

  finish(): WrittenFile {
    this.flush();
    this.toPlace(() => fsyncSync(this.fd));
    this.close();
    this.onWritten(this.bytes);
    return { path: this.path, bytes: this.bytes, sha256: this.hash.digest('hex') };
  }

  close(): void {
    if (this.isOpen) closeSync(this.fd);
    this.isOpen = false;
  }

  private flush(): void {
    const all = this.waiting.length === 1 ? (this.waiting[0] ?? new Uint8Array()) : Buffer.concat(this.waiting);
    this.waiting.length = 0;
    this.waitingBytes = 0;
    this.toPlace(() => {
      for (let done = 0; done < all.length;) done += writeSync(this.fd, all, done, all.length - done);
    });
    this.bytes += all.length;
  }

  private toPlace<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw refusedByPlace(error, this.folder);
    }
  }
}
