// What a provider is given, for tests: a clock that jumps when somebody sleeps, stores in memory, everything it logged.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../electron/core/ports';
import type {
  ServiceNotice,
  SessionStore,
  VisitPage,
  WorkContext,
  WorkNotes,
} from '../../electron/core/providers/sdk/context';
import type { ProviderHttp } from '../../electron/core/providers/sdk/http';
import type { FieldValues } from '../../shared/forms/fields';
import type { MessageParams } from '../../shared/errors';

export interface JumpingClock extends Clock {
  /** How long somebody slept, in order. */
  readonly slept: readonly number[];
  jump(ms: number): void;
}

export function jumpingClock(startMs: number): JumpingClock {
  let now = startMs;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    monotonic: () => now - startMs,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      slept.push(ms);
      now += ms;
      await Promise.resolve();
      signal?.throwIfAborted();
    },
    jump: (ms) => {
      now += ms;
    },
  };
}

export interface ContextParts {
  readonly http: ProviderHttp;
  readonly clock: Clock;
  readonly settings: FieldValues;
  readonly credentials: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly session?: SessionStore;
  readonly notes?: Map<string, string>;
  readonly spool?: string;
}

export interface TestContext extends WorkContext {
  readonly logged: readonly { readonly key: string; readonly params: MessageParams }[];
  readonly phases: readonly string[];
  readonly noted: Map<string, string>;
  readonly sealed: ReadonlySet<string>;
  readonly noticed: readonly ServiceNotice[];
}

export function memoryStore(values = new Map<string, string>()): SessionStore {
  return {
    get: (name) => Promise.resolve(values.get(name) ?? null),
    put: (name, value) => Promise.resolve(void values.set(name, value)),
    delete: (name) => Promise.resolve(void values.delete(name)),
  };
}

export function testContext(parts: ContextParts): TestContext {
  const logged: { key: string; params: MessageParams }[] = [];
  const phases: string[] = [];
  const noted = parts.notes ?? new Map<string, string>();
  const sealed = new Set<string>();
  const noticed: ServiceNotice[] = [];
  const log = (key: string, params: MessageParams = {}) => void logged.push({ key, params });
  const notes: WorkNotes = {
    ...memoryStore(noted),
    put: (name, value, options) => {
      if (options?.seal === true) sealed.add(name);
      noted.set(name, value);
      return Promise.resolve();
    },
    list: (prefix) => Promise.resolve([...noted.keys()].filter((name) => name.startsWith(prefix)).toSorted()),
  };
  return {
    logged,
    phases,
    noted,
    sealed,
    http: parts.http,
    clock: parts.clock,
    ids: { uuid: () => randomUUID(), random: (bytes) => randomBytes(bytes) },
    log: { info: log, warn: log },
    noticed,
    notices: { put: (notice) => void noticed.push(notice) },
    signal: parts.signal ?? new AbortController().signal,
    connection: { settings: parts.settings, credential: (field) => parts.credentials[field] ?? null },
    session: parts.session ?? memoryStore(),
    userAgent: 'Kontor/test',
    notes,
    progress: { phase: (key) => void phases.push(key), progress: () => undefined, waiting: () => undefined },
    spool: parts.spool ?? mkdtempSync(path.join(tmpdir(), 'kontor-spool-')),
  };
}

/** For sign-ins that come back by another way. */
export const neverVisits: VisitPage = () => Promise.reject(new Error('no page was to be visited'));
