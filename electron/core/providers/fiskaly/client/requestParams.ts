// The parameters of `request`, checked before anything is sent. Wrong types are -32602; a request that no HTTP call can be made of
// is -7353.
import { z } from 'zod';
import { reasonOf } from './config';
import { invalidParams, requestError } from './rpcError';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const scalar = z.union([z.string(), z.number()]);

const Params = z.strictObject({
  method: z.enum(METHODS),
  path: z.string(),
  query: z.record(z.string(), z.union([scalar, z.array(scalar)])).nullish(),
  headers: z.record(z.string(), z.string()).nullish(),
  body: z.string().nullish(),
  destination_file: z.string().nullish(),
});

export interface PreparedRequest {
  readonly method: (typeof METHODS)[number];
  readonly url: URL;
  /** Below the base address, with a slash in front. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
  readonly destination: string | undefined;
}

export function prepareRequest(baseUrl: string, given: unknown): PreparedRequest {
  const parsed = Params.safeParse(given);
  if (!parsed.success) throw invalidParams(`request: ${reasonOf(parsed.error)}`);
  const { method, path, query, headers, body, destination_file } = parsed.data;
  const url = joinUrl(baseUrl, path);
  for (const [name, values] of Object.entries(query ?? {}))
    for (const value of Array.isArray(values) ? values : [values]) url.searchParams.append(name, String(value));
  return {
    method,
    url,
    path: url.pathname.slice(basePathOf(baseUrl).length),
    headers: checkedHeaders(headers ?? {}),
    body: body === undefined || body === null || body === '' ? undefined : decodeBody(body),
    destination:
      destination_file === undefined || destination_file === null || destination_file === ''
        ? undefined
        : destination_file,
  };
}

/** Exactly one slash between both; a path never leads away from the address that the credentials belong to. */
function joinUrl(baseUrl: string, path: string): URL {
  // URL would drop control characters, and so change what was asked for.
  if (/[\u0000-\u0020\u007f\\#]/.test(path)) throw requestError('path: has characters that no path has');
  const base = basePathOf(baseUrl);
  let url: URL;
  try {
    url = new URL(`${baseUrl.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`);
  } catch {
    throw requestError('path: makes no address');
  }
  if (url.origin !== new URL(baseUrl).origin || !url.pathname.startsWith(`${base}/`))
    throw requestError('path: leads outside the base address');
  return url;
}

function basePathOf(baseUrl: string): string {
  return new URL(baseUrl).pathname.replace(/\/+$/, '');
}

function checkedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const checked: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) throw requestError('headers: a name is not usable');
    if (/[^\t\u0020-\u007e\u0080-\u00ff]/.test(value))
      throw requestError(`headers: the value of ${name} is not usable`);
    checked[name.toLowerCase()] = value;
  }
  return checked;
}

/** Standard base64 with padding, as documented; base64url is refused, since it means that something else went wrong before. */
function decodeBody(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw requestError('body: not base64');
  return bytes;
}
