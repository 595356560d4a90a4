// What a connection does at its service beside work: its sign-ins there, and the end of its own.
import type { SessionView } from '../../../shared/contract/connections';
import { Failure } from '../../../shared/errors';
import type { Connection, ConnectionRepo } from '../db/repositories/connection.repo';
import type { Clock } from '../ports';
import type { ProviderContext, SessionStore } from '../providers/sdk/context';
import type { ProviderManifest } from '../providers/sdk/defineProvider';
import type { NoticeBoard } from './noticeBoard';
import { qualify, type ProviderRuntime, type Target } from './providerRuntime';

/** Whoever pauses or removes does not wait longer for a service that is away. */
const SIGN_OUT_MS = 20_000;

export interface RemoteAccessParts {
  readonly connections: ConnectionRepo;
  readonly manifestOf: (providerId: string) => ProviderManifest;
  readonly runtime: ProviderRuntime;
  readonly clock: Clock;
  /** Sockets of a connection. */
  readonly release: (connectionId: string) => Promise<void>;
  readonly notices: NoticeBoard;
  readonly logFailure: (what: string, error: unknown) => void;
}

/** A connection as it was; with its session kept aside where the stored one is gone. */
export type Left = Target & { readonly session?: SessionStore };

export interface RemoteAccess {
  /** Ends the session at the service as far as it can be reached; what is kept of it here goes in any case. */
  signOut(connection: Connection): Promise<void>;
  /** As before, with the credentials of before: after a connection has got other ones. */
  leave(target: Left, work: (ctx: ProviderContext) => Promise<void>): Promise<void>;
  list(connection: Connection): Promise<SessionView[]>;
  end(connection: Connection, reference: string): Promise<void>;
}

const quiet = { info: () => undefined, warn: () => undefined };

export function remoteAccess(parts: RemoteAccessParts): RemoteAccess {
  const { connections, manifestOf, runtime, clock } = parts;

  const leave = async (target: Left, work: (ctx: ProviderContext) => Promise<void>): Promise<void> => {
    const [limit, timer] = [new AbortController(), new AbortController()];
    clock.sleep(SIGN_OUT_MS, timer.signal).then(
      () => {
        limit.abort();
      },
      () => undefined,
    );
    try {
      const { session } = target;
      await work(runtime.context(target, { signal: limit.signal, log: quiet, ...(session ? { session } : {}) }));
    } catch (error) {
      parts.logFailure('sign out', error);
    } finally {
      timer.abort();
    }
  };

  const sessionsOf = (connection: Connection) => {
    const { sessions } = manifestOf(connection.providerId);
    if (!sessions) throw new Failure({ kind: 'bug', key: 'error.bug' });
    return sessions;
  };
  const contextOf = async (connection: Connection): Promise<ProviderContext> => {
    const target = await runtime.stored(connection.id, manifestOf(connection.providerId));
    return runtime.context(target, { signal: new AbortController().signal, log: quiet });
  };

  return {
    leave,
    signOut: async (connection) => {
      const manifest = manifestOf(connection.providerId);
      const load = manifest.signOut;
      if (load) {
        // A locked vault opens no session, so there is none to end; the service lets it lapse.
        const target = await runtime.stored(connection.id, manifest).catch(() => null);
        if (target) await leave(target, async (ctx) => (await load())(ctx));
        for (const { kind, field } of await connections.sealed(connection.id))
          if (kind === 'session') await connections.deleteSealed(connection.id, 'session', field);
      }
      parts.notices.forget(connection.id);
      await parts.release(connection.id);
    },
    list: async (connection) => {
      const sessions = sessionsOf(connection);
      try {
        return [...(await (await sessions.list())(await contextOf(connection)))];
      } catch (error) {
        throw qualify(connection.providerId, error);
      }
    },
    end: async (connection, reference) => {
      const sessions = sessionsOf(connection);
      try {
        await (
          await sessions.end()
        )(await contextOf(connection), reference);
      } catch (error) {
        throw qualify(connection.providerId, error);
      }
    },
  };
}
