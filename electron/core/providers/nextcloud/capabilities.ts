// What a Nextcloud says it can and will not do. Asked once per connection and run; without an answer the documented defaults hold.
import { isFailure } from '../../../../shared/errors';
import type { ProviderHttp } from '../sdk/http';
import { send } from './dav';
import type { Server } from './server';
import { CapabilitiesAnswer } from './wire';

export interface Capabilities {
  readonly hasChunks: boolean;
  readonly maxChunkBytes: number;
  readonly parallelChunks: number;
  readonly forbiddenCharacters: readonly string[];
  readonly forbiddenBasenames: readonly string[];
  readonly forbiddenExtensions: readonly string[];
  readonly forbiddenNames: readonly string[];
}

const DEFAULTS: Capabilities = {
  hasChunks: false,
  maxChunkBytes: 104_857_600,
  parallelChunks: 5,
  forbiddenCharacters: [],
  forbiddenBasenames: [],
  forbiddenExtensions: [],
  forbiddenNames: [],
};

const known = new WeakMap<ProviderHttp, Promise<Capabilities>>();

export function capabilitiesOf(server: Server): Promise<Capabilities> {
  if (server.kind !== 'nextcloud') return Promise.resolve(DEFAULTS);
  const asked = known.get(server.http) ?? ask(server);
  known.set(server.http, asked);
  asked.catch(() => known.delete(server.http));
  return asked;
}

async function ask(server: Server): Promise<Capabilities> {
  const answer = await send(server, {
    method: 'GET',
    url: `${server.base}/ocs/v2.php/cloud/capabilities?format=json`,
    headers: { 'ocs-apirequest': 'true', accept: 'application/json' },
  });
  const capabilities = answer.status === 200 ? read(answer.json.bind(answer)) : null;
  if (!capabilities) return DEFAULTS;
  const { files, dav } = capabilities;
  const { max_size: maxSize = 0, max_parallel_count: parallel = DEFAULTS.parallelChunks } = files?.chunked_upload ?? {};
  return {
    hasChunks: dav.chunking === '1.0' || files?.bigfilechunking === true,
    // 0 means that the administrator has switched the limit off.
    maxChunkBytes: maxSize > 0 ? maxSize : DEFAULTS.maxChunkBytes,
    parallelChunks: Math.max(1, Math.min(8, Math.floor(parallel))),
    forbiddenCharacters: files?.forbidden_filename_characters ?? [],
    forbiddenBasenames: files?.forbidden_filename_basenames ?? [],
    forbiddenExtensions: files?.forbidden_filename_extensions ?? [],
    forbiddenNames: files?.forbidden_filenames ?? [],
  };
}

function read(json: () => unknown) {
  try {
    return CapabilitiesAnswer.safeParse(json()).data?.ocs.data.capabilities ?? null;
  } catch (error) {
    if (isFailure(error)) return null;
    throw error;
  }
}
