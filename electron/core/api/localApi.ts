// The API's life on this computer: on or off, its port, its token; and why nobody can reach it when nobody can.
import { createServer } from 'node:net';
import { z } from 'zod';
import { ApiSettings, type ApiView } from '../../../shared/contract/api';
import { Failure, toAppError, type AppError } from '../../../shared/errors';
import type { ArchiveWriter } from '../archive/types';
import type { EventBus } from '../events/eventBus';
import type { Clock, Host, Ids } from '../ports';
import { readNote } from '../notes';
import type { ApiServer } from './apiServer';
import { hashOf, newToken } from './gate';

export interface LocalApi {
  view(): Promise<ApiView>;
  save(settings: ApiSettings): Promise<{ view: ApiView; token?: string }>;
  renew(): Promise<{ token: string }>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface LocalApiParts {
  /** Of this computer alone: its notes lie beside the archive, not in a store that others share. */
  readonly writer: ArchiveWriter;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly env: Host['env'];
  /** Learns what must never be written down. */
  readonly hide: (secret: string) => void;
  readonly logFailure: (what: string, supportId: string, error: unknown) => void;
  readonly open: (port: number, tokenHash: () => Buffer | null) => Promise<ApiServer>;
}

const SCOPE = 'core';
const NAME = 'api';
const USUAL_PORT = 8000;
/** A port that somebody else has may be free again soon. */
const AGAIN_MS = 60_000;
const SHORTEST_TOKEN = 24;
const Stored = z.strictObject({ ...ApiSettings.shape, tokenHash: z.string().nullable() });
type Stored = z.infer<typeof Stored>;
const DEFAULTS: Stored = { isOn: false, port: USUAL_PORT, tokenHash: null };

export function localApi(parts: LocalApiParts): LocalApi {
  const { writer, clock, ids } = parts;
  const fixed = fromEnvironment(parts.env);
  if (fixed) parts.hide(fixed.token);
  let stored: Stored | null = null;
  let server: ApiServer | null = null;
  let problem: AppError | null = null;
  let waiting: AbortController | null = null;
  /** One change at a time. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };

  const load = async (): Promise<Stored> => {
    if (stored) return stored;
    return (stored = (await readNote(writer, SCOPE, NAME, Stored)) ?? DEFAULTS);
  };
  const keep = async (next: Stored): Promise<void> => {
    await writer.notePut(SCOPE, NAME, JSON.stringify(next));
    stored = next;
  };
  const tokenHash = (): Buffer | null => {
    if (fixed) return hashOf(fixed.token);
    const hash = stored?.tokenHash ?? null;
    return hash === null ? null : Buffer.from(hash, 'hex');
  };
  const view = async (): Promise<ApiView> => {
    const { isOn, port, tokenHash: hash } = await load();
    const state = server ? 'listening' : fixed || isOn ? 'stopped' : 'off';
    return {
      isOn: fixed ? true : isOn,
      port: server?.port ?? fixed?.port ?? port,
      state,
      hasToken: fixed !== null || hash !== null,
      isFromEnvironment: fixed !== null,
      ...(problem === null ? {} : { problem }),
    };
  };
  const down = async (): Promise<void> => {
    waiting?.abort();
    waiting = null;
    await server?.close();
    server = null;
    problem = null;
  };
  const up = async (): Promise<void> => {
    const { isOn, port } = await load();
    const wanted = fixed?.port ?? port;
    if (!isOn && !fixed) return;
    try {
      server = await parts.open(wanted, tokenHash);
      problem = null;
    } catch (error) {
      const supportId = ids.uuid().slice(-12);
      parts.logFailure('api', supportId, error);
      problem = toAppError(await explained(error, wanted), supportId);
      tryAgain();
    }
  };
  const tryAgain = (): void => {
    const until = new AbortController();
    waiting = until;
    clock
      .sleep(AGAIN_MS, until.signal)
      .then(() =>
        inTurn(async () => {
          if (until.signal.aborted) return;
          await up();
          parts.events.emit('api.changed', undefined);
        }),
      )
      .catch(() => undefined);
  };
  const freshToken = async (): Promise<string> => {
    const token = newToken(ids);
    parts.hide(token);
    await keep({ ...(await load()), tokenHash: hashOf(token).toString('hex') });
    return token;
  };
  const told = async (): Promise<ApiView> => {
    parts.events.emit('api.changed', undefined);
    return view();
  };

  return {
    view,
    save: (settings) =>
      inTurn(async () => {
        await keep({ ...(await load()), ...settings });
        const isFirst = settings.isOn && !fixed && stored?.tokenHash === null;
        const token = isFirst ? await freshToken() : undefined;
        await down();
        await up();
        return { view: await told(), ...(token === undefined ? {} : { token }) };
      }),
    renew: () =>
      inTurn(async () => {
        if (fixed) throw new Failure({ kind: 'user_input', key: 'api.from_environment' });
        const token = await freshToken();
        // Whoever is in with the old one is let go, also one who follows a run.
        await down();
        await up();
        await told();
        return { token };
      }),
    start: () => inTurn(up),
    stop: () => inTurn(down),
  };
}

/** KONTOR_API_TOKEN switches it on with this token, on KONTOR_API_PORT. */
function fromEnvironment(env: Host['env']): { readonly token: string; readonly port: number } | null {
  const token = env['KONTOR_API_TOKEN']?.trim();
  if (token === undefined || token === '') return null;
  const port = env['KONTOR_API_PORT']?.trim() ?? '';
  const parsed = ApiSettings.shape.port.safeParse(port === '' ? USUAL_PORT : Number(port));
  if (!parsed.success) throw new Failure({ kind: 'user_input', key: 'api.port_malformed' });
  if (token.length < SHORTEST_TOKEN || !/^[\x21-\x7e]+$/.test(token))
    throw new Failure({ kind: 'user_input', key: 'api.token_weak', params: { min: SHORTEST_TOKEN } });
  return { token, port: parsed.data };
}

async function explained(error: unknown, port: number): Promise<Failure> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const params = { port, free: await freePortAfter(port) };
  const key = code === 'EADDRINUSE' ? 'api.port_busy' : code === 'EACCES' ? 'api.port_refused' : 'api.not_listening';
  return new Failure({ kind: 'unavailable', key, params, cause: error, ...(code === '' ? {} : { details: code }) });
}

/** One that can be proposed: tried, not guessed. */
async function freePortAfter(port: number): Promise<number> {
  for (let next = Math.max(port + 1, 1024); next < Math.min(port + 20, 65_536); next += 1)
    if (await isFree(next)) return next;
  return USUAL_PORT + 80;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(false);
    });
    probe.listen(port, '127.0.0.1', () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}
