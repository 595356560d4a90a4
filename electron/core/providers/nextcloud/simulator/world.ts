// Everything the simulated server knows, and the one call in hand.
import type { Fault } from '../../sdk/simulatorKit';
import type { NamedFault } from './faults';
import { ACCOUNT, type CompleteOptions } from './options';
import { Tree, type Path } from './tree';

export interface UploadSession {
  readonly destination: string | null;
  lastUsedMs: number;
  /** Parts are being joined; nobody may touch the session. */
  isJoining: boolean;
  readonly parts: Map<string, Buffer>;
}

export interface LoginFlow {
  readonly pollToken: string;
  readonly loginToken: string;
  readonly startedMs: number;
  readonly agent: string;
  granted: string | null;
  isTaken: boolean;
}

export class World {
  readonly options: CompleteOptions;
  readonly tree = new Tree();
  readonly sessions = new Map<string, UploadSession>();
  readonly appPasswords = new Set<string>([ACCOUNT.appPassword]);
  readonly flows: LoginFlow[] = [];
  isInMaintenance = false;
  receivedBytes = 0;
  #pending: { readonly atMs: number; readonly run: () => void }[] = [];
  #counter = 0;

  constructor(options: CompleteOptions) {
    this.options = options;
  }

  now(): number {
    return this.options.now();
  }

  /** Base of the links in answers. */
  get base(): string {
    return `${this.options.baseUrl}${this.options.subPath}`;
  }

  unique(prefix: string): string {
    this.#counter += 1;
    return `${prefix}${String(this.options.seed)}${String(this.#counter).padStart(8, '0')}`;
  }

  later(ms: number, run: () => void): void {
    this.#pending.push({ atMs: this.now() + ms, run });
  }

  /** Carries out what has become due, and forgets sessions that nobody used for a day. */
  tick(): void {
    const due = this.#pending.filter((it) => it.atMs <= this.now());
    this.#pending = this.#pending.filter((it) => it.atMs > this.now());
    for (const { run } of due) run();
    for (const [name, session] of this.sessions)
      if (this.now() - session.lastUsedMs > 24 * 3_600_000) this.sessions.delete(name);
  }

  freeBytes(): number {
    return Math.max(0, this.options.quotaBytes - this.tree.usedBytes());
  }

  mayWrite(path: Path): boolean {
    const text = `/${path.join('/')}`;
    return !this.options.readOnly.some((folder) => text === folder || text.startsWith(`${folder}/`));
  }
}

export interface Call {
  readonly world: World;
  readonly request: Request;
  readonly method: string;
  /** Below the sub-path, still escaped. */
  readonly path: string;
  readonly body: Buffer;
  readonly fault: Fault | null;
}

export function header(call: Call, name: string): string | null {
  return call.request.headers.get(name);
}

export function isNamed(call: Call, name: NamedFault): boolean {
  return call.fault?.kind.type === 'named' && call.fault.kind.name === name;
}

/** Unescaped segments; null when the escaping is broken or a segment leads elsewhere. */
export function segmentsOf(path: string): Path | null {
  try {
    const segments = path
      .split('/')
      .filter((it) => it !== '')
      .map((it) => decodeURIComponent(it));
    return segments.some((it) => it === '.' || it === '..' || it.includes('/')) ? null : segments;
  } catch {
    return null;
  }
}
