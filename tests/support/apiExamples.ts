// An HTTP that answers as an OpenAPI description says, with its published examples or with the least it allows, and holds every request
// against it.
import { readFileSync } from 'node:fs';
import type { HttpRequest, ProviderHttp } from '../../electron/core/providers/sdk/http';
import { OpenApi } from './openapi';
import { httpAnswer } from './scriptedHttp';

interface Example {
  readonly method: string;
  readonly path: string;
  readonly responses: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly statusCodes: readonly string[];
}

export interface ExampleHttp extends ProviderHttp {
  readonly asked: readonly HttpRequest[];
  /** Operations that were asked, `POST /tokens`. */
  readonly covered: ReadonlySet<string>;
  readonly api: OpenApi;
}

/** `isLeast`: instead of the published examples answers with nothing but what is required. */
export function exampleHttp(description: string, examplesFile: string, base: string, isLeast = false): ExampleHttp {
  const api = new OpenApi(description);
  const examples = (JSON.parse(readFileSync(examplesFile, 'utf8')) as { operations: Example[] }).operations;
  const asked: HttpRequest[] = [];
  const covered = new Set<string>();

  const request: ProviderHttp['request'] = async (sent) => {
    asked.push(sent);
    const url = new URL(sent.url);
    const path = url.pathname.slice(new URL(base).pathname.length);
    const operation = api.find(sent.method, path);
    if (!operation) throw new Error(`not described: ${sent.method} ${path}`);
    covered.add(`${sent.method} ${operation.template}`);
    await api.checkRequest(
      path,
      new Request(sent.url, {
        method: sent.method,
        headers: { ...sent.headers },
        ...(sent.body === undefined ? {} : { body: sent.body as string }),
      }),
    );
    const example = examples.find((one) => one.method === sent.method && one.path === operation.template);
    const status = example?.statusCodes.find((code) => code.startsWith('2')) ?? '204';
    const published = Object.values(example?.responses[status] ?? {})[0];
    const body = isLeast || published === undefined ? api.leastAnswer(operation, status) : published;
    const isXml = typeof body === 'string';
    return httpAnswer({
      status: Number(status),
      ...(body === undefined ? {} : isXml ? { bytes: Buffer.from(body) } : { json: body }),
      ...(isXml ? { headers: { 'content-type': 'application/xml' } } : {}),
    });
  };
  return {
    asked,
    covered,
    api,
    request,
    download: () => Promise.reject(new Error('nothing is downloaded here')),
    digest: () => Promise.reject(new Error('nothing is read back here')),
    upload: () => Promise.reject(new Error('nothing is uploaded here')),
  };
}
