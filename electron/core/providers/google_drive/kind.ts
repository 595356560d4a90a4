// Google Drive as a place for files.
import { createHash } from 'node:crypto';
import { AFTER_LAST_BYTE_MS } from '../sdk/cloud/calls';
import type { Aim, Cloud, CloudKind, Entry, Stored } from '../sdk/cloud/cloud';
import { refusalOfReach } from '../sdk/cloud/reach';
import type { ProviderContext } from '../sdk/context';
import { entryOf, fileQuery, openApi, read, refuse, type Api } from './api';
import { entriesNamed, fileWithPath, folderIn, makeFolderIn, newIds, rootOf, searchPage } from './folders';
import { googleSignIn, apiOf } from './service';
import { metadataOf, sessionsOf } from './sessions';
import { About, File, readSaid } from './wire';

const MiB = 1 << 20;
const ABOUT = 'user(displayName,emailAddress),storageQuota(limit,usage)';
/** Asked for together: most jobs send more than one file. */
const IDS_AT_ONCE = 20;

export const driveKind: CloudKind = {
  oauth: googleSignIn,
  // Google advises one request up to 5 MB.
  wholeUpTo: 4 * MiB,
  // A multiple of 256 KiB.
  sliceBytes: 16 * MiB,
  newHash: () => {
    const hash = createHash('md5');
    return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest('hex') };
  },
  keyOf: (name) => name.normalize('NFC'),
  longestPath: 1000,
  longestFile: 5_000_000_000_000,
  open: openDrive,
};

function openDrive(ctx: ProviderContext): Cloud {
  const api = openApi(ctx);
  const ids: string[] = [];
  const about = async () => {
    const answer = await api.ask({ method: 'GET', url: api.address('/about', { fields: ABOUT }) });
    if (answer.status !== 200) throw refuse(answer, 'about');
    return read(About, answer, 'about');
  };
  return {
    calls: api.calls,
    sessions: sessionsOf(api),
    reach: async () => {
      const url = `${apiOf(ctx.connection.settings)}/about?fields=kind`;
      const answer = await ctx.http.request({ method: 'GET', url, headers: { 'user-agent': ctx.userAgent } });
      // Without a token Drive refuses in words of its own.
      if (![401, 403].includes(answer.status) || readSaid(answer).code === '') throw refusalOfReach(answer, refuse);
    },
    account: async () => {
      const { emailAddress } = (await about()).user;
      return { id: emailAddress.toLowerCase(), name: emailAddress };
    },
    freeBytes: async () => {
      const { limit, usage = 0 } = (await about()).storageQuota;
      return limit === undefined ? Infinity : Math.max(0, limit - usage);
    },
    root: () => rootOf(api),
    folder: (parent, name) => folderIn(api, parent, name),
    makeFolder: (parent, name) => makeFolderIn(api, parent, name),
    newKey: async () => {
      if (ids.length === 0) ids.push(...(await newIds(api, IDS_AT_ONCE)));
      return ids.shift() ?? '';
    },
    entries: (place, name, key) => entriesNamed(api, place, name, key),
    find: (id) => fileWithPath(api, id),
    page: async (place, from) => {
      const { files, next } = await searchPage(api, { parent: place.id, pageToken: from });
      return { entries: files.map(entryOf), next };
    },
    put: (aim, content) => putWhole(api, aim, content),
    readBack: ({ id }, taking) => {
      const url = api.address(`/files/${encodeURIComponent(id)}`, { alt: 'media' });
      return api.calls.take({ method: 'GET', url, headers: { 'user-agent': ctx.userAgent } }, taking);
    },
    remove: (entry) => remove(api, entry),
  };
}

/** Metadata and content in one body, RFC 2387. */
async function putWhole(api: Api, aim: Aim, content: Uint8Array): Promise<Stored> {
  const boundary = `kontor-${Buffer.from(api.ctx.ids.random(12)).toString('hex')}`;
  const head = [
    `--${boundary}`,
    'Content-Type: application/json; charset=UTF-8',
    '',
    JSON.stringify(metadataOf(aim)),
    `--${boundary}`,
    `Content-Type: ${aim.mediaType}`,
    '',
    '',
  ].join('\r\n');
  const answer = await api.ask({
    method: 'POST',
    url: api.uploadAddress({ ...fileQuery, uploadType: 'multipart' }),
    headers: { 'content-type': `multipart/related; boundary=${boundary}` },
    body: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    timeoutMs: AFTER_LAST_BYTE_MS,
    deadlineMs: AFTER_LAST_BYTE_MS,
  });
  if (answer.status === 200) return entryOf(read(File, answer, 'upload'));
  // 409: the id is used, by ourselves: an answer was lost.
  const made = answer.status === 409 ? await api.find(File, `/files/${aim.key}`, fileQuery) : null;
  if (made) return made.trashed ? 'taken' : entryOf(made);
  throw refuse(answer, 'upload', { path: aim.path });
}

/** Who may not delete in a shared drive may still put into the bin. */
async function remove(api: Api, { id }: Entry): Promise<void> {
  const url = api.address(`/files/${encodeURIComponent(id)}`, fileQuery);
  const answer = await api.ask({ method: 'DELETE', url, isIdempotent: true });
  if (answer.status === 204 || answer.status === 200 || answer.status === 404) return;
  const binned = await api.ask({
    method: 'PATCH',
    url,
    headers: { 'content-type': 'application/json; charset=UTF-8' },
    body: JSON.stringify({ trashed: true }),
    isIdempotent: true,
  });
  if (binned.status !== 200 && binned.status !== 404) throw refuse(answer, 'delete');
}
