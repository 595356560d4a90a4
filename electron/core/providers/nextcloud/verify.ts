// The check of a connection: who answers, the sign-in, the folder, a file written, read back and deleted, the space left.
import type { Tick } from '../../../../shared/contract/connect';
import type { ProviderContext } from '../sdk/context';
import type { VerifyResult } from '../sdk/defineProvider';
import { permissionMissing, rejected, unavailable } from '../sdk/errors';
import { checkSteps, type Checked, type StepNote } from '../sdk/checkSteps';
import { escapePath, segmentsOf, shownPath } from '../sdk/paths';
import { ignoreFailure } from '../sdk/patience';
import { readableBytes } from '../sdk/readableBytes';
import { pathOfUrl, placeOf } from './address';
import { headersOf, remove, send, stat, type DavEntry } from './dav';
import { lookAt, signedIn, type Found } from './discover';
import { isPage, refusalOf } from './errors';
import { deepestExisting } from './folders';
import { accessOf, settingsOf, type Server } from './server';

interface Reached {
  readonly found: Found;
  readonly early: Server | null;
}

export async function verify(ctx: ProviderContext, tick: (tick: Tick) => void): Promise<VerifyResult> {
  const step = checkSteps(ctx, tick);
  const access = accessOf(ctx);
  const place = placeOf(access.address);

  const { found, early } = await step('reachable', async (): Promise<Checked<Reached>> => {
    const status = await lookAt(access);
    if (status.status) return { value: { found: status, early: null }, note: noteOfService(status, place) };
    // Without a status page only the WebDAV answer itself tells a server from any other web page; it takes the sign-in along.
    const plain = await signedIn(access, status);
    return { value: { found: status, early: plain }, note: noteOfService(status, place) };
  });
  const server = await step('signed_in', async () => {
    const value = early ?? (await signedIn(access, found));
    return { value, note: { note: 'verify.signed_in.as', noteParams: { user: value.user } } };
  });
  const wanted = segmentsOf(String(ctx.connection.settings['default_folder'] ?? ''));
  const folder = await step('folder', () => checkFolder(server, wanted));
  await step('writes', async () => {
    await writeAndReadBack(ctx, server, folder.url);
    return { value: null, note: { note: 'verify.writes.compared' } };
  });
  await step('space', () => Promise.resolve({ value: null, note: noteOfSpace(folder.entry) }));

  const inner = placeOf(server.base);
  return {
    identity: `${server.user}@${inner}`,
    suggestedTitle: `${server.kind === 'webdav' ? 'WebDAV' : server.kind === 'owncloud' ? 'ownCloud' : 'Nextcloud'} ${new URL(server.base).host}`,
    settings: settingsOf(access, server),
  };
}

function noteOfService({ status }: Found, place: string): StepNote {
  if (!status) return { note: 'verify.reachable.webdav', noteParams: { server: place } };
  const service = `${status.productname || 'Nextcloud'} ${status.versionstring}`.trim();
  return { note: 'verify.reachable.answers', noteParams: { service } };
}

interface CheckedFolder {
  readonly url: string;
  readonly entry: DavEntry;
}

/** A missing folder is made by the first upload, not by the check: the check leaves nothing behind. */
async function checkFolder(server: Server, wanted: readonly string[]): Promise<Checked<CheckedFolder>> {
  const there = await deepestExisting(server, wanted);
  const url = `${server.files}${escapePath(there)}`;
  const entry = await stat(server, `${url}/`);
  // Without even a root there is nothing that could have disappeared: another part of the server, or an account without files.
  if (!entry && there.length === 0)
    throw unavailable('no_files', { params: { server: placeOf(server.base), user: server.user } });
  if (!entry?.isFolder) throw unavailable('gone', { params: { path: shownPath(there) } });
  const isWhole = there.length === wanted.length;
  const needed = isWhole ? 'C' : 'K';
  if (entry.permissions !== undefined && !entry.permissions.includes(needed))
    throw permissionMissing('no_permission', {
      params: { path: shownPath(there) },
      details: `permissions ${entry.permissions}`,
    });
  const noteParams = { path: shownPath(wanted) };
  return { value: { url, entry }, note: { note: isWhole ? 'verify.folder.there' : 'verify.folder.later', noteParams } };
}

async function writeAndReadBack(ctx: ProviderContext, server: Server, folderUrl: string): Promise<void> {
  const id = Buffer.from(ctx.ids.random(6)).toString('hex');
  const url = `${folderUrl}/kontor-check-${id}.txt`;
  const body = `Kontor checks that it may write here. This file may be deleted. ${Buffer.from(ctx.ids.random(16)).toString('hex')}\n`;
  try {
    const written = await send(server, {
      method: 'PUT',
      url,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body,
      // The name is ours alone.
      isIdempotent: true,
    });
    if (![200, 201, 204].includes(written.status) || isPage(written))
      throw refusalOf(written, 'PUT of the check', { path: pathOfUrl(folderUrl) });
    const got = await send(server, { method: 'GET', url, headers: headersOf(server), maxBytes: 65_536 });
    if (got.status !== 200) throw refusalOf(got, 'GET of the check', { path: pathOfUrl(folderUrl) });
    if (got.text() !== body) throw rejected('read_back_differs', { details: `${String(got.bytes.length)} bytes` });
  } catch (error) {
    await remove(server, url).catch(ignoreFailure);
    throw error;
  }
  await remove(server, url);
}

function noteOfSpace({ freeBytes }: DavEntry): StepNote {
  if (freeBytes === -3) return { note: 'verify.space.unlimited' };
  if (freeBytes === undefined || freeBytes < 0) return { note: 'verify.space.unknown' };
  return { note: 'verify.space.free', noteParams: { free: readableBytes(freeBytes) } };
}
