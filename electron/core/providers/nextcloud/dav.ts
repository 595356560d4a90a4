// The verbs of WebDAV as functions: one request each, the answer read, refusals thrown. No decisions here.
import type { HttpAnswer, HttpRequest, UploadBody } from '../sdk/http';
import { modifiedAt } from '../sdk/paths';
import { parseXml, type XmlNode } from '../sdk/xmlTree';
import { nameOfHref, pathOfUrl } from './address';
import { childOf, childrenOf, DAV, OC } from './davXml';
import { readMaintenance, refusalOf } from './errors';
import type { Access, Server } from './server';

type Asked = Pick<Server | Access, 'http' | 'userAgent' | 'authorization'>;

export interface DavEntry {
  readonly name: string | null;
  readonly isFolder: boolean;
  readonly bytes: number;
  readonly etag?: string;
  readonly modifiedAtMs?: number;
  readonly fileId?: string;
  /** Letters of `oc:permissions`; absent on other servers. */
  readonly permissions?: string;
  /** Nextcloud: -1 not counted, -2 unknown, -3 without limit. */
  readonly freeBytes?: number;
}

const PROPS = `<?xml version="1.0" encoding="utf-8"?>
<d:propfind xmlns:d="${DAV}" xmlns:oc="${OC}"><d:prop><d:resourcetype/><d:getcontentlength/><d:getetag/><d:getlastmodified/><d:quota-available-bytes/><oc:fileid/><oc:permissions/></d:prop></d:propfind>`;

export async function send(server: Asked, request: HttpRequest): Promise<HttpAnswer> {
  try {
    return await server.http.request({ ...request, headers: { ...headersOf(server), ...request.headers } });
  } catch (error) {
    throw readMaintenance(error);
  }
}

export function headersOf(server: Asked): Record<string, string> {
  return { 'user-agent': server.userAgent, authorization: server.authorization };
}

async function propfind(server: Asked, url: string, depth: '0' | '1', maxBytes?: number): Promise<HttpAnswer> {
  return send(server, {
    ...(maxBytes === undefined ? {} : { maxBytes }),
    method: 'PROPFIND',
    url,
    headers: { depth, 'content-type': 'application/xml; charset=utf-8', accept: 'application/xml, text/xml' },
    body: PROPS,
  });
}

/** What lies there, or null. */
export async function stat(server: Asked, url: string): Promise<DavEntry | null> {
  const answer = await propfind(server, url, '0');
  if (answer.status === 404) return null;
  if (answer.status !== 207) throw refusalOf(answer, 'PROPFIND', { path: pathOfUrl(url) });
  return entriesOf(answer, url)[0] ?? null;
}

/** What lies in a folder, the folder itself left out; null when there is no such folder. */
export async function list(server: Asked, url: string, maxBytes?: number): Promise<readonly DavEntry[] | null> {
  const answer = await propfind(server, `${url}/`, '1', maxBytes);
  if (answer.status === 404) return null;
  if (answer.status !== 207) throw refusalOf(answer, 'PROPFIND', { path: pathOfUrl(url) });
  return entriesOf(answer, url).slice(1);
}

function entriesOf(answer: HttpAnswer, url: string): readonly DavEntry[] {
  const root = parseXml(answer.text());
  if (root.name !== `{${DAV}}multistatus`)
    throw refusalOf(answer, 'PROPFIND without a multistatus', { path: pathOfUrl(url) });
  return childrenOf(root, DAV, 'response').map(entryOf);
}

function entryOf(response: XmlNode): DavEntry {
  const found = childrenOf(response, DAV, 'propstat').find((it) =>
    / 2\d\d\b/.test(childOf(it, DAV, 'status')?.text ?? ''),
  );
  const prop = childOf(found, DAV, 'prop');
  const text = (namespace: string, name: string) => childOf(prop, namespace, name)?.text.trim() ?? '';
  const [etag, fileId, permissions] = [text(DAV, 'getetag'), text(OC, 'fileid'), text(OC, 'permissions')];
  const free = text(DAV, 'quota-available-bytes');
  return {
    name: nameOfHref(childOf(response, DAV, 'href')?.text.trim() ?? ''),
    isFolder: childOf(childOf(prop, DAV, 'resourcetype'), DAV, 'collection') !== undefined,
    bytes: Number(text(DAV, 'getcontentlength') || '0'),
    ...(etag === '' ? {} : { etag }),
    ...modifiedAt(text(DAV, 'getlastmodified')),
    ...(fileId === '' ? {} : { fileId }),
    ...(permissions === '' ? {} : { permissions }),
    ...(free === '' || !Number.isFinite(Number(free)) ? {} : { freeBytes: Number(free) }),
  };
}

/** The bare answer: which status means what depends on what is being made. */
export function makeFolder(
  server: Asked,
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<HttpAnswer> {
  // Repeating it does no harm: the second one meets an existing folder.
  return send(server, { method: 'MKCOL', url: `${url}/`, headers, isIdempotent: true });
}

export async function put(
  server: Asked,
  url: string,
  options: {
    readonly file: UploadBody;
    readonly headers: Readonly<Record<string, string>>;
    readonly onProgress: (sent: number) => void;
  },
): Promise<HttpAnswer> {
  try {
    return await server.http.upload({
      method: 'PUT',
      url,
      headers: { ...headersOf(server), ...options.headers },
      file: options.file,
      onProgress: options.onProgress,
      // The server may scan or copy what it got before it answers.
      timeoutMs: 300_000,
    });
  } catch (error) {
    throw readMaintenance(error);
  }
}

export function move(
  server: Asked,
  from: string,
  to: string,
  options: Partial<Pick<HttpRequest, 'headers' | 'expected' | 'timeoutMs' | 'deadlineMs'>> = {},
): Promise<HttpAnswer> {
  const headers = { destination: to, overwrite: 'F', ...options.headers };
  return send(server, { ...options, method: 'MOVE', url: from, headers });
}

/** Gone already counts as deleted. */
export async function remove(
  server: Asked,
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const answer = await send(server, { method: 'DELETE', url, headers, isIdempotent: true });
  if (answer.status >= 300 && answer.status !== 404) throw refusalOf(answer, 'DELETE', { path: pathOfUrl(url) });
}

/** SHA-256 as Nextcloud computes it from what it has stored; null where it cannot. Lower-case hex. */
export async function recalculatedSha256(server: Asked, url: string): Promise<string | null> {
  const answer = await send(server, {
    method: 'PATCH',
    url,
    headers: { 'x-recalculate-hash': 'sha256' },
    isIdempotent: true,
    timeoutMs: 300_000,
    expected: [500, 501],
  });
  if (answer.status === 401) throw refusalOf(answer, 'PATCH', { path: pathOfUrl(url) });
  if (answer.status < 200 || answer.status > 299) return null;
  return /\bSHA256:([0-9a-f]{64})\b/i.exec(answer.headers['oc-checksum'] ?? '')?.[1]?.toLowerCase() ?? null;
}
