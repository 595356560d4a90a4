// Gives a provider's verbs what they may touch: its connection, its http, its session, its notes; and qualifies their failures.
import { Failure, isFailure } from '../../../shared/errors';
import type { FieldValues } from '../../../shared/forms/fields';
import type { ArchiveWriter } from '../archive/types';
import type { ConnectionRepo } from '../db/repositories/connection.repo';
import type { Clock, Ids, Opener } from '../ports';
import type {
  NoticeSink,
  ProviderContext,
  ProgressSink,
  RunLog,
  SessionStore,
  WorkContext,
} from '../providers/sdk/context';
import type { ProviderManifest } from '../providers/sdk/defineProvider';
import type { ProviderHttp } from '../providers/sdk/http';
import { instantOf } from '../time';
import { isSendingOn, sendingGate } from './sendingGate';

/** Seals one field of one connection (design §3); implemented by the vault. */
export interface FieldSealer {
  seal(connectionId: string, field: string, value: string): Promise<string>;
  /** Throws a Failure: vault.locked, vault.token_unreadable, vault.token_moved. */
  open(connectionId: string, field: string, token: string): Promise<string>;
}

export interface HttpOptions {
  readonly manifest: ProviderManifest;
  readonly connectionId: string;
  readonly settings: FieldValues;
  readonly signal: AbortSignal;
  readonly onWaiting: (untilMs: number | null) => void;
}
export type HttpFactory = (options: HttpOptions) => ProviderHttp;

export interface RuntimeParts {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly opener: Opener;
  readonly writer: ArchiveWriter;
  readonly connections: ConnectionRepo;
  readonly sealer: FieldSealer;
  readonly http: HttpFactory;
  readonly spoolRoot: string;
  readonly userAgent: string;
  /** Learns what must never be written down: in the wizard nothing has passed the vault yet. */
  readonly hide: (secret: string) => void;
  readonly notices: (connectionId: string) => NoticeSink;
}

export interface Target {
  readonly manifest: ProviderManifest;
  readonly connectionId: string;
  readonly settings: FieldValues;
  readonly credentials: ReadonlyMap<string, string>;
}

export interface ProviderRuntime {
  /** For a stored connection: opens its credentials. Throws vault.locked. */
  stored(connectionId: string, manifest: ProviderManifest): Promise<Target>;
  context(target: Target, options: ContextOptions): ProviderContext;
  work(
    target: Target,
    options: ContextOptions & { readonly progress: ProgressSink; readonly spool: string },
  ): WorkContext;
}

export interface ContextOptions {
  readonly signal: AbortSignal;
  readonly log: RunLog;
  readonly onWaiting?: (untilMs: number | null) => void;
  /** A connection that is not saved yet keeps its session in memory. */
  readonly session?: SessionStore;
}

export function providerRuntime(parts: RuntimeParts): ProviderRuntime {
  const { clock, ids, writer, connections, sealer } = parts;

  const storedSession = (connectionId: string): SessionStore => ({
    get: async (name) => {
      const row = (await connections.sealed(connectionId as never)).find(
        (v) => v.kind === 'session' && v.field === name,
      );
      return row ? sealer.open(connectionId, `session.${name}`, row.token) : null;
    },
    put: async (name, value) => {
      const token = await sealer.seal(connectionId, `session.${name}`, value);
      await connections.putSealed(
        connectionId as never,
        { kind: 'session', field: name, token },
        instantOf(clock.now()),
      );
    },
    delete: (name) => connections.deleteSealed(connectionId as never, 'session', name),
  });

  const hidden = (session: SessionStore): SessionStore => ({
    ...session,
    put: (name, value) => {
      parts.hide(value);
      return session.put(name, value);
    },
  });

  const context = (target: Target, options: ContextOptions): ProviderContext => {
    for (const credential of target.credentials.values()) parts.hide(credential);
    return {
      clock,
      ids,
      log: named(options.log, target.manifest.id),
      notices: parts.notices(target.connectionId),
      signal: options.signal,
      userAgent: parts.userAgent,
      http: sendingGate(
        parts.http({
          manifest: target.manifest,
          connectionId: target.connectionId,
          settings: target.settings,
          signal: options.signal,
          onWaiting: options.onWaiting ?? (() => undefined),
        }),
        target.manifest,
        () => isSendingOn(connections, target.manifest, target.connectionId),
      ),
      session: options.session ? hidden(options.session) : storedSession(target.connectionId),
      connection: {
        settings: target.settings,
        credential: (field) => target.credentials.get(field) ?? null,
      },
    };
  };

  return {
    stored: async (connectionId, manifest) => {
      const connection = await connections.find(connectionId as never);
      if (!connection) throw new Failure({ kind: 'bug', key: 'error.connection_gone' });
      const credentials = new Map<string, string>();
      for (const value of await connections.sealed(connection.id)) {
        if (value.kind === 'credential') {
          credentials.set(value.field, await sealer.open(connectionId, value.field, value.token));
        }
      }
      return { manifest, connectionId, settings: connection.settings, credentials };
    },
    context,
    work: (target, options) => ({
      ...context(target, { ...options, onWaiting: options.progress.waiting.bind(options.progress) }),
      progress: options.progress,
      spool: options.spool,
      notes: {
        get: async (name) => {
          const text = await writer.noteGet(target.connectionId, name);
          if (text === null) return null;
          if (!text.startsWith(SEALED_NOTE)) return text.slice(PLAIN.length);
          return sealer
            .open(target.connectionId, `note.${name}`, text.slice(SEALED_NOTE.length))
            .catch(nothingForLostKeys);
        },
        put: async (name, value, how) => {
          const text =
            how?.seal === true
              ? SEALED_NOTE + (await sealer.seal(target.connectionId, `note.${name}`, value))
              : PLAIN + value;
          await writer.notePut(target.connectionId, name, text);
        },
        delete: (name) => writer.noteDelete(target.connectionId, name),
        list: (prefix) => writer.noteList(target.connectionId, prefix),
      },
    }),
  };
}

/** A note is a memory: with the key that sealed it it is lost, and the work begins anew. While the vault is only locked nothing is said. */
function nothingForLostKeys(error: unknown): null {
  if (isFailure(error) && ['vault.token_unreadable', 'vault.token_moved'].includes(error.spec.key)) return null;
  throw error;
}

/** Begins the text of a note that is a Fernet token. */
export const SEALED_NOTE = 'sealed:';
/** Lines of a run's log are read long after the run: they say whose words they are. */
function named(log: RunLog, providerId: string): RunLog {
  const own = (key: string): string => `provider.${providerId}.${key}`;
  return {
    info: (key, params) => {
      log.info(own(key), params);
    },
    warn: (key, params) => {
      log.warn(own(key), params);
    },
  };
}

const PLAIN = 'plain:';

export function memorySession(): SessionStore & { entries(): ReadonlyMap<string, string> } {
  const values = new Map<string, string>();
  return {
    get: (name) => Promise.resolve(values.get(name) ?? null),
    put: (name, value) => {
      values.set(name, value);
      return Promise.resolve();
    },
    delete: (name) => {
      values.delete(name);
      return Promise.resolve();
    },
    entries: () => values,
  };
}

const CORE_TOPICS = /^(net|archive|format|imports|vault|error|config|connect|sync|upload|bundle|sending|oauth)\./;

/** A provider's own keys are relative to its texts; those of the core stay as they are. */
export function qualify(providerId: string, error: unknown): unknown {
  if (!isFailure(error) || CORE_TOPICS.test(error.spec.key) || error.spec.key.startsWith('provider.')) return error;
  const own = (key: string): string => (CORE_TOPICS.test(key) ? key : `provider.${providerId}.${key}`);
  const { fieldErrors } = error.spec;
  return new Failure({
    ...error.spec,
    key: own(error.spec.key),
    ...(fieldErrors
      ? { fieldErrors: Object.fromEntries(Object.entries(fieldErrors).map(([f, k]) => [f, own(k)])) }
      : {}),
    cause: error.spec.cause ?? error,
  });
}
