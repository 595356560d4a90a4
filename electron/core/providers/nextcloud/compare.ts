// Whether what lies at the server is what was sent: by its own check sum or by reading it back, whatever the size.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { WorkContext } from '../sdk/context';
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
  ctx: WorkContext,
  server: Server,
  url: string,
  found: DavEntry,
  wanted: Content,
): Promise<Comparison> {
  if (found.isFolder || found.bytes !== wanted.bytes) return { same: false };
  const told = server.kind === 'nextcloud' ? await recalculatedSha256(server, url) : null;
  if (told !== null) return told === wanted.sha256 ? { same: true, by: 'checksum' } : { same: false };
  return compareReadBack(ctx, server, url, wanted);
}

/** For what we have just written. */
export async function compareWritten(
  ctx: WorkContext,
  server: Server,
  url: string,
  wanted: Content,
): Promise<Comparison> {
  const found = await stat(server, url);
  return found ? compareExisting(ctx, server, url, found, wanted) : { same: false };
}

async function compareReadBack(ctx: WorkContext, server: Server, url: string, wanted: Content): Promise<Comparison> {
  const toPath = path.join(ctx.spool, `scratch-read-back-${ctx.ids.uuid()}`);
  try {
    const got = await server.http.download({
      method: 'GET',
      url,
      headers: headersOf(server),
      toPath,
      // One more than wanted is enough to know that it differs, without filling the disk.
      maxBytes: wanted.bytes + (1 << 20),
    });
    if (got.refusal?.status === 404) return { same: false };
    if (got.refusal) throw refusalOf(got.refusal, 'GET', { path: pathOfUrl(url) });
    const sha256 = Buffer.from(got.sha256, 'base64').toString('hex');
    return sha256 === wanted.sha256 ? { same: true, by: 'read_back' } : { same: false };
  } catch (error) {
    throw readMaintenance(error);
  } finally {
    await rm(toPath, { force: true });
  }
}
