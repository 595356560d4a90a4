// Everything the simulated service knows, and the one call in hand.
import { createHash } from 'node:crypto';
import type { Fault } from '../../simulatorKit';
import type { NamedFault } from './faults';
import type { CompleteOptions } from './options';

export interface StoredObject {
  readonly bytes: Buffer;
  readonly etag: string;
  readonly atMs: number;
  readonly mediaType: string;
  readonly versionId: string;
  /** Header name of each hash with its value. */
  readonly sums: ReadonlyMap<string, string>;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface StoredPart {
  readonly bytes: Buffer;
  readonly etag: string;
  readonly atMs: number;
  readonly sums: ReadonlyMap<string, string>;
}

export interface Upload {
  readonly id: string;
  readonly key: string;
  readonly startedAtMs: number;
  readonly mediaType: string;
  /** `SHA256`, `CRC32`, …; null without. */
  readonly algorithm: string | null;
  readonly parts: Map<number, StoredPart>;
  readonly metadata: Readonly<Record<string, string>>;
}

export class World {
  readonly objects = new Map<string, StoredObject>();
  /** What versioned buckets keep behind the current one. */
  readonly older: (StoredObject & { readonly key: string })[] = [];
  readonly uploads = new Map<string, Upload>();
  readonly options: CompleteOptions;
  receivedBytes = 0;
  #count = 0;

  constructor(options: CompleteOptions) {
    this.options = options;
  }

  unique(name: string): string {
    this.#count += 1;
    const text = `${name} ${String(this.options.seed)} ${String(this.#count)}`;
    return createHash('sha256').update(text).digest('base64url').slice(0, 32);
  }

  hasRoomFor(bytes: number): boolean {
    const used = [...this.objects.values()].reduce((sum, it) => sum + it.bytes.length, 0);
    return used + bytes <= this.options.quotaBytes;
  }

  put(key: string, object: Omit<StoredObject, 'versionId'>): StoredObject {
    const before = this.objects.get(key);
    if (before && this.options.isVersioned) this.older.push({ key, ...before });
    const stored = { ...object, versionId: this.options.isVersioned ? this.unique('version') : 'null' };
    this.objects.set(key, stored);
    return stored;
  }
}

export interface Call {
  readonly world: World;
  readonly request: Request;
  readonly method: string;
  /** Null: the bucket itself. */
  readonly key: string | null;
  readonly query: URLSearchParams;
  readonly body: Buffer;
  readonly fault: Fault | null;
}

export const header = (call: Pick<Call, 'request'>, name: string): string | null => call.request.headers.get(name);

export function isFault(call: Call, name: NamedFault): boolean {
  return call.fault?.kind.type === 'named' && call.fault.kind.name === name;
}

/** What a policy would say; the names are those of IAM. */
export function lacks(call: Call, right: string): boolean {
  return call.world.options.withoutRights.includes(right);
}
