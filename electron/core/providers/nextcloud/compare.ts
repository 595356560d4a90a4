// Whether what lies at the server is what was sent: by its own check sum or by reading it back, whatever the size.
import { pathOfUrl } from './address';
import { recalculatedSha256, headersOf, stat, type DavEntry } from './dav';
import { readMaintenance, refusalOf } from './errors';
import type { Server } from './server';

export interface Content {
  readonly bytes: number;
  readonly sha256: string;
}

export type VerifiedBy = 'checksum' | 'read_back';
export type Comparison = { readonly same: true; readonly by: VerifiedBy } | { readonly same: false };

/** Equal size alone proves nothing: a foreign file of the same size would count as delivered. */
export async function compareExisting(
  server: Server,
  url: string,
  found: DavEntry,
  wanted: Content,
): Promise<Comparison> {
  if (found.isFolder || found.bytes !== wanted.bytes) return { same: false };
  const told = server.kind === 'nextcloud' ? await recalculatedSha256(server, url) : null;
  if (told !== null) return told === wanted.sha256 ? { same: true, by: 'checksum' } : { same: false };
  return compareReadBack(server, url, wanted);
}

/** For what we have just written. */
export async function compareWritten(server: Server, url: string, wanted: Content): Promise<Comparison> {
  const found = await stat(server, url);
  return found ? compareExisting(server, url, found, wanted) : { same: false };
}

/** Reads back what lies there and compares it with what was sent. */
export async function compareReadBack(server: Server, url: string, wanted: Content): Promise<Comparison> {
  try {
    const got = await server.http.digest({
      method: 'GET',
      url,
      headers: headersOf(server),
      // One more than wanted is enough to know that it differs.
      maxBytes: wanted.bytes + (1 << 20),
    });
    if (got.refusal?.status === 404) return { same: false };
    if (got.refusal) throw refusalOf(got.refusal, 'GET', { path: pathOfUrl(url) });
    const sha256 = Buffer.from(got.sha256, 'base64').toString('hex');
    return sha256 === wanted.sha256 ? { same: true, by: 'read_back' } : { same: false };
  } catch (error) {
    throw readMaintenance(error);
  }
}
