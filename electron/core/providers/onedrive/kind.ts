// OneDrive as a place for files.
import { AFTER_LAST_BYTE_MS, refused, takeBody } from '../sdk/cloud/calls';
import type { Cloud, CloudKind, Entry, EntryPage, Place } from '../sdk/cloud/cloud';
import { refusalOfReach } from '../sdk/cloud/reach';
import type { ProviderContext } from '../sdk/context';
import { badInput, rejected, unavailable } from '../sdk/errors';
import { segmentsOf, shownPath } from '../sdk/paths';
import { childOf, entryOf, itemPath, openApi, read, refuse, safe, type Api } from './api';
import { quickXorHash } from './quickXorHash';
import { graphOf, isAppFolder, microsoftSignIn } from './service';
import { sessionsOf } from './sessions';
import { Children, Download, Drive, Item, Located, readSaid, User } from './wire';

const MiB = 1 << 20;
/** Slices are multiples of 320 KiB; a wrong one is told at the very end only. */
const GRAIN = 327_680;

export const oneDriveKind: CloudKind = {
  oauth: microsoftSignIn,
  wholeUpTo: 4 * MiB,
  sliceBytes: 32 * GRAIN,
  newHash: quickXorHash,
  keyOf: (name) => name.normalize('NFC').toLowerCase(),
  // SharePoint writes its own words into office files as they arrive.
  mayRewrite: (name) => /\.(?:doc|docx|xls|xlsx|ppt|pptx|vsd|vsdx|htm|html)$/i.test(name),
  // 400 in all, with the folders above the app's own.
  longestPath: 350,
  longestFile: 250_000_000_000,
  open: openOneDrive,
};

function openOneDrive(ctx: ProviderContext): Cloud {
  const api = openApi(ctx);
  const { settings } = ctx.connection;
  return {
    calls: api.calls,
    sessions: sessionsOf(api),
    reach: async () => {
      const answer = await ctx.http.request({ method: 'GET', url: `${graphOf(settings)}/me`, headers: api.headers });
      // Without a token Graph refuses in words of its own.
      if (answer.status !== 401 || readSaid(answer).code === '') throw refusalOfReach(answer, refuse);
    },
    account: async () => {
      const user = await api.find(User, '/me?$select=userPrincipalName,mail');
      if (!user) throw rejected('account_closed', { params: { service: microsoftSignIn.name } });
      const { userPrincipalName, mail } = user;
      return { id: userPrincipalName.toLowerCase(), name: mail ?? userPrincipalName };
    },
    freeBytes: async () => {
      // The app's own folder may not see it.
      const answer = await api.ask({ method: 'GET', url: api.address('/me/drive?$select=quota') });
      if (answer.status === 403) return null;
      if (answer.status !== 200) throw refuse(answer, 'drive');
      return read(Drive, answer, 'drive').quota.remaining ?? null;
    },
    root: () => rootOf(api, isAppFolder(settings)),
    folder: async (parent, name) => {
      const [found] = await look(api, parent, name);
      const path = shownPath([...parent.segments, name]);
      if (found && !found.isFolder) throw rejected('in_the_way', { params: { path } });
      return found ? { id: found.id, segments: [...parent.segments, name] } : null;
    },
    makeFolder: (parent, name) => makeFolder(api, parent, name),
    entries: (place, name) => look(api, place, name),
    find: async (id) => {
      const item = await api.find(Located, itemPath(id));
      if (!item) return null;
      // `/drive/root:/Apps/Kontor`, escaped.
      const folder = (item.parentReference?.path ?? '').replace(/^.*?root:/, '');
      return { entry: entryOf(item), path: shownPath([...segmentsOf(decodeURIComponent(folder)), item.name]) };
    },
    page: (place, from) => pageOf(api, place, from),
    put: async (aim, content) => {
      const fail = new URLSearchParams({ '@microsoft.graph.conflictBehavior': 'fail' }).toString();
      const answer = await api.ask({
        method: 'PUT',
        url: `${api.address(childOf(aim.place, aim.name, 'content'))}?${fail}`,
        headers: { 'content-type': aim.mediaType },
        body: content,
        timeoutMs: AFTER_LAST_BYTE_MS,
        deadlineMs: AFTER_LAST_BYTE_MS,
      });
      if (answer.status === 200 || answer.status === 201) return entryOf(read(Item, answer, 'upload'));
      if (answer.status === 409 && readSaid(answer).code === 'nameAlreadyExists') return 'taken';
      throw refuse(answer, 'upload', { path: aim.path });
    },
    readBack: async ({ id }, taking) => {
      const found = await api.find(Download, itemPath(id));
      if (!found) return null;
      // The address opens the file by itself, on another host: no token goes there.
      const url = safe(found['@microsoft.graph.downloadUrl'], api);
      const result = await takeBody(ctx.http, { method: 'GET', url, headers: api.headers }, taking);
      return result.refusal ? refused(result.refusal, refuse) : result;
    },
    remove: async ({ id, tag }) => {
      const request = { method: 'DELETE', url: api.address(itemPath(id)), isIdempotent: true } as const;
      const answer = await api.ask({ ...request, headers: tag === '' ? {} : { 'if-match': tag } });
      // 412: it is another one by now, and no longer ours to delete.
      if (![204, 200, 404, 412].includes(answer.status)) throw refuse(answer, 'delete');
    },
  };
}

async function rootOf(api: Api, isOwn: boolean): Promise<Place> {
  const path = isOwn ? '/me/drive/special/approot' : '/me/drive/root';
  const answer = await api.ask({ method: 'GET', url: api.address(path) });
  if (answer.status === 200) return { id: read(Item, answer, 'root').id, segments: [] };
  const isUnknown = isOwn && [400, 404].includes(answer.status) && readSaid(answer).code !== '';
  if (!isUnknown) throw refuse(answer, 'root');
  throw badInput('no_app_folder', {
    fieldErrors: { access: 'no_app_folder.what' },
    details: `HTTP ${String(answer.status)} ${readSaid(answer).code}`,
  });
}

async function look(api: Api, place: Place, name: string): Promise<readonly Entry[]> {
  const found = await api.find(Item, childOf(place, name));
  return found ? [entryOf(found)] : [];
}

async function makeFolder(api: Api, parent: Place, name: string): Promise<Place> {
  const segments = [...parent.segments, name];
  const answer = await api.ask({
    method: 'POST',
    url: api.address(`${itemPath(parent.id)}/children`),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, folder: {}, '@microsoft.graph.conflictBehavior': 'fail' }),
    isIdempotent: true,
  });
  if (answer.status === 201) return { id: read(Item, answer, 'make folder').id, segments };
  // 409: somebody has just made it.
  const [there] = answer.status === 409 ? await look(api, parent, name) : [];
  if (there?.isFolder === true) return { id: there.id, segments };
  throw refuse(answer, 'make folder', { path: shownPath(segments) });
}

async function pageOf(api: Api, { id }: Place, from: string | null): Promise<EntryPage> {
  const url = api.address(`${itemPath(id)}/children?$top=200`);
  // Our token goes with it: to the same host or nowhere.
  if (from !== null && new URL(from).origin !== new URL(url).origin)
    throw unavailable('unexpected_answer', { details: 'the list leads to another host' });
  const answer = await api.ask({ method: 'GET', url: from ?? url });
  if (answer.status !== 200) throw refuse(answer, 'list');
  const { value, '@odata.nextLink': next = null } = read(Children, answer, 'list');
  return { entries: value.map(entryOf), next };
}
