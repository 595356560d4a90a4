// AES256-GCM-HKDF in segments of 1 MiB, as Google's Tink defines it ("AES-GCM-HKDF Streaming AEAD"): whoever has the key opens it with
// Tink or with thirty lines of any language. Order and end are authenticated: a piece that is cut, moved or left out does not open.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const KEY_BYTES = 32;
const PREFIX_BYTES = 7;
export const HEADER_BYTES = 1 + KEY_BYTES + PREFIX_BYTES;
const TAG_BYTES = 16;
const SEGMENT_BYTES = 1 << 20;

const plainOf = (nth: number): number => SEGMENT_BYTES - TAG_BYTES - (nth === 0 ? HEADER_BYTES : 0);

export type Put = (bytes: Uint8Array) => void;

/** `about` is not in the stream: who opens it says the same, or it does not open. */
export class StreamSealer {
  private readonly put: Put;
  private readonly key: Buffer;
  private readonly prefix = randomBytes(PREFIX_BYTES);
  private readonly buffer = Buffer.allocUnsafe(SEGMENT_BYTES);
  private used = 0;
  private nth = 0;
  /** Plain bytes taken so far. */
  position = 0;

  constructor(key: Uint8Array, about: string, put: Put) {
    const salt = randomBytes(KEY_BYTES);
    this.put = put;
    this.key = derive(key, salt, about);
    put(Buffer.concat([Buffer.of(HEADER_BYTES), salt, this.prefix]));
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      // A full segment waits for what follows: only then it is known not to be the last one.
      if (this.used === plainOf(this.nth)) this.seal(false);
      const some = bytes.subarray(at, at + plainOf(this.nth) - this.used);
      this.buffer.set(some, this.used);
      this.used += some.length;
      at += some.length;
    }
    this.position += bytes.length;
  }

  end(): void {
    this.seal(true);
  }

  private seal(isLast: boolean): void {
    const cipher = createCipheriv('aes-256-gcm', this.key, nonceOf(this.prefix, this.nth, isLast));
    this.put(cipher.update(this.buffer.subarray(0, this.used)));
    cipher.final();
    this.put(cipher.getAuthTag());
    this.used = 0;
    this.nth += 1;
  }
}

/** The segment that holds this plain byte, and the plain byte that it begins with. */
export function segmentAt(from: number): { readonly nth: number; readonly position: number } {
  if (from < plainOf(0)) return { nth: 0, position: 0 };
  const nth = 1 + Math.floor((from - plainOf(0)) / plainOf(1));
  return { nth, position: plainOf(0) + (nth - 1) * plainOf(1) };
}

/**
 * `read(at, length)` gives the sealed bytes, `total` of them. Begins with the segment `first`: each is authenticated by itself, in its
 * place. Throws when anything is not what was sealed.
 */
export function* openStream(
  key: Uint8Array,
  about: string,
  total: number,
  read: (at: number, length: number) => Uint8Array,
  first = 0,
): Generator<Buffer> {
  if (total < HEADER_BYTES + TAG_BYTES) throw new Error('stream too short');
  const header = Buffer.from(read(0, HEADER_BYTES));
  if (header[0] !== HEADER_BYTES) throw new Error('stream header');
  const derived = derive(key, header.subarray(1, 1 + KEY_BYTES), about);
  const prefix = header.subarray(1 + KEY_BYTES);
  for (let nth = first, at = first === 0 ? HEADER_BYTES : first * SEGMENT_BYTES; at < total; nth += 1) {
    const length = Math.min(plainOf(nth) + TAG_BYTES, total - at);
    if (length < TAG_BYTES) throw new Error('stream cut');
    const sealed = read(at, length);
    at += length;
    const decipher = createDecipheriv('aes-256-gcm', derived, nonceOf(prefix, nth, at === total));
    decipher.setAuthTag(sealed.subarray(length - TAG_BYTES));
    const plain = decipher.update(sealed.subarray(0, length - TAG_BYTES));
    decipher.final();
    yield plain;
  }
}

function derive(key: Uint8Array, salt: Uint8Array, about: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, Buffer.from(about, 'utf8'), KEY_BYTES));
}

function nonceOf(prefix: Uint8Array, nth: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.set(prefix);
  nonce.writeUInt32BE(nth, PREFIX_BYTES);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}
