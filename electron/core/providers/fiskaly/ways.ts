// Which of the three clients a connection uses; each is asked for an echo before it is trusted.
import type { FieldValues } from '../../../../shared/forms/fields';
import type { Failure } from '../../../../shared/errors';
import type { ProviderContext } from '../sdk/context';
import { badInput, unavailable } from '../sdk/errors';
import { createFiskalyClient } from './client/client';
import { HttpTimeout, HttpTrouble } from './client/httpPort';
import { LibraryProblem, libraryTransport } from './client/library';
import { SERVICE_URL, serviceTransport } from './client/service';
import { BrokenEcho, checkEcho, type FiskalyTransport } from './client/transport';
import { kontorHttp, type KontorHttp } from './kontorHttp';

export interface Way extends FiskalyTransport {
  /** Why the network did not answer, when that is known here. */
  lastFailure(): Failure | null;
}

/** The service waits for the API itself. */
const SERVICE_SPARE_MS = 5000;

export async function openWay(ctx: ProviderContext, timeoutMs: number): Promise<Way> {
  const http = kontorHttp(ctx);
  try {
    const transport = await chosen(ctx, http, timeoutMs);
    await checkEcho(transport);
    return {
      ...transport,
      lastFailure: () => (transport.isOverNetwork ? http.lastFailure() : null),
      invoke: (request) =>
        transport.invoke(request).catch((error: unknown) => {
          throw asFailure(error, http);
        }),
    };
  } catch (error) {
    throw asFailure(error, http);
  }
}

async function chosen(
  ctx: ProviderContext,
  http: KontorHttp,
  timeoutMs: number,
): Promise<FiskalyTransport & { readonly isOverNetwork: boolean }> {
  const { settings } = ctx.connection;
  switch (String(settings['transport'])) {
    case 'library':
      return { ...(await libraryTransport(textOf(settings, 'library_path'))), isOverNetwork: false };
    case 'service': {
      const url = textOf(settings, 'service_url') || SERVICE_URL;
      return { ...serviceTransport({ http, url, timeoutMs: timeoutMs + SERVICE_SPARE_MS }), isOverNetwork: true };
    }
    default: {
      const client = createFiskalyClient({
        http,
        nowMs: () => ctx.clock.now(),
        sleep: (ms) => ctx.clock.sleep(ms, ctx.signal),
        userAgent: ctx.userAgent,
        version: { version: CLIENT_VERSION, source_hash: '', commit_hash: '' },
      });
      return { invoke: (request) => client.invoke(request), close: () => Promise.resolve(), isOverNetwork: true };
    }
  }
}

/** The version of the documented client that the one in this process follows. */
const CLIENT_VERSION = '1.2.200 (TypeScript)';

const LIBRARY_KEYS = {
  no_ffi: 'library_unusable',
  not_loaded: 'library_unusable',
  no_answer: 'client_failed',
  not_found: 'library_missing',
} as const;

function asFailure(error: unknown, http: KontorHttp): unknown {
  if (error instanceof LibraryProblem) {
    const key = LIBRARY_KEYS[error.reason];
    const more = { details: error.message, cause: error };
    return key === 'client_failed'
      ? unavailable(key, more)
      : badInput(key, { ...more, fieldErrors: { library_path: `${key}.what` } });
  }
  if (error instanceof BrokenEcho) return unavailable('echo_changed', { details: error.message, cause: error });
  const network = http.lastFailure();
  if (network !== null) return network;
  if (error instanceof HttpTrouble || error instanceof HttpTimeout)
    return badInput('service_missing', {
      details: error.message,
      fieldErrors: { service_url: 'service_missing.what' },
      cause: error,
    });
  return error;
}

function textOf(settings: FieldValues, name: string): string {
  return String(settings[name] ?? '').trim();
}
