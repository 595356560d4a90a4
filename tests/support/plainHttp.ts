// ProviderHttp over fetch, without pace, retries or budgets: enough to run a provider against its simulator.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Failure } from '../../shared/errors';
import type { HttpAnswer, HttpRequest, ProviderHttp } from '../../electron/core/providers/sdk/http';

export interface PlainHttp extends ProviderHttp {
  readonly asked: readonly HttpRequest[];
}

export function plainHttp(now: () => number, signal?: AbortSignal): PlainHttp {
  const asked: HttpRequest[] = [];

  async function send(request: HttpRequest): Promise<{ response: Response; bytes: Buffer }> {
    asked.push(request);
    try {
      const response = await fetch(request.url, {
        method: request.method,
        headers: { ...request.headers },
        redirect: 'manual',
        ...(request.body === undefined ? {} : { body: Buffer.from(request.body) }),
        ...(signal ? { signal } : {}),
      });
      return { response, bytes: Buffer.from(await response.arrayBuffer()) };
    } catch (cause) {
      if (signal?.aborted) throw new Failure({ kind: 'cancelled', key: 'net.cancelled', cause });
      throw new Failure({ kind: 'unavailable', key: 'net.reset', cause });
    }
  }

  function refuse(response: Response): void {
    if (response.status === 429) throw limited(response.headers.get('retry-after'), now());
    if (response.status >= 500) throw new Failure({ kind: 'unavailable', key: 'net.server' });
  }

  return {
    asked,
    request: async (request) => {
      const { response, bytes } = await send(request);
      refuse(response);
      return answerOf(response, bytes);
    },
    download: async (request) => {
      const { response, bytes } = await send(request);
      refuse(response);
      if (bytes.length > (request.maxBytes ?? Infinity))
        throw new Failure({ kind: 'unavailable', key: 'net.too_large' });
      await writeFile(request.toPath, bytes);
      const sha256 = createHash('sha256').update(bytes).digest('base64');
      return { status: response.status, headers: Object.fromEntries(response.headers), bytes: bytes.length, sha256 };
    },
    digest: async (request) => {
      const { response, bytes } = await send(request);
      refuse(response);
      const sha256 = createHash('sha256').update(bytes).digest('base64');
      return { status: response.status, headers: Object.fromEntries(response.headers), bytes: bytes.length, sha256 };
    },
    upload: async ({ file, ...request }) => {
      const body = readFileSync(file.path).subarray(file.start, file.end);
      const { response, bytes } = await send({ ...request, body });
      refuse(response);
      return answerOf(response, bytes);
    },
  };
}

function limited(retryAfter: string | null, nowMs: number): Failure {
  const seconds = Number(retryAfter ?? '60');
  const atMs = Number.isFinite(seconds) ? nowMs + seconds * 1000 : Date.parse(retryAfter ?? '');
  return new Failure({ kind: 'rate_limited', key: 'net.rate_limited', retryAt: new Date(atMs).toISOString() });
}

function answerOf(response: Response, bytes: Buffer): HttpAnswer {
  const text = () => bytes.toString('utf8');
  return {
    status: response.status,
    clockSkewMs: null,
    headers: Object.fromEntries(response.headers),
    bytes,
    text,
    json: () => {
      try {
        return JSON.parse(text()) as unknown;
      } catch (cause) {
        throw new Failure({ kind: 'unavailable', key: 'net.not_json', cause });
      }
    },
  };
}
