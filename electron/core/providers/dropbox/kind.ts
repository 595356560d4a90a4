// Dropbox as a place for files.
import { refusalOfReach } from '../sdk/cloud/reach';
import type { Cloud, CloudKind, Entry, EntryPage, Place } from '../sdk/cloud/cloud';
import type { ProviderContext } from '../sdk/context';
import { rejected } from '../sdk/errors';
import { openApi, read, refuse, type Api } from './api';
import { contentHash } from './contentHash';
import { commitOf, entryOf, isConflict, metadataEntry, pathOf } from './entries';
import { apiOf, dropboxSignIn } from './service';
import { sessionsOf } from './sessions';
import { Account, Listing, Metadata, Space, tagsOf, Written } from './wire';

const MiB = 1 << 20;

export const dropboxKind: CloudKind = {
  oauth: dropboxSignIn,
  wholeUpTo: 4 * MiB,
  // A request takes 150 MiB; multiples of 4 MiB are advised. What is lost with a slice is sent again.
  sliceBytes: 16 * MiB,
  newHash: contentHash,
  keyOf: (name) => name.normalize('NFC').toLowerCase(),
  longestPath: 1000,
  longestFile: 2_199_019_061_248,
  open: openDropbox,
};

function openDropbox(ctx: ProviderContext): Cloud {
  const api = openApi(ctx);
  return {
    calls: api.calls,
    sessions: sessionsOf(api),
    reach: async () => {
      const answer = await ctx.http.request({
        method: 'POST',
        url: `${apiOf(ctx.connection.settings)}/users/get_current_account`,
        headers: { 'user-agent': ctx.userAgent },
        isIdempotent: true,
      });
      // Without a token Dropbox refuses in words of its own.
      const isDropbox = /api function|access_token|authorization/i.test(answer.text());
      if (![400, 401].includes(answer.status) || !isDropbox) throw refusalOfReach(answer, refuse);
    },
    account: async () => {
      const path = '/users/get_current_account';
      const { email } = read(Account, await api.rpc(path, null), path);
      return { id: email.toLowerCase(), name: email };
    },
    freeBytes: async () => {
      const path = '/users/get_space_usage';
      const { used, allocation } = read(Space, await api.rpc(path, null), path);
      const isTeam = allocation['.tag'] === 'team';
      const [allocated, taken] = [allocation.allocated, isTeam ? allocation.used : used];
      // A team may have none.
      return allocated === 0 ? Infinity : Math.max(0, allocated - taken);
    },
    root: () => Promise.resolve({ id: '', segments: [] }),
    folder: async (parent, name) => {
      const [found] = await look(api, parent, name);
      if (found && !found.isFolder) throw rejected('in_the_way', { params: { path: pathOf(parent, name) } });
      return found ? { ...placeIn(parent, name), isReadOnly: found.isReadOnly === true } : null;
    },
    makeFolder: async (parent, name) => {
      const path = pathOf(parent, name);
      // 409 path/conflict/folder: somebody has just made it.
      const isThere = (tags: readonly string[]) => tags.join('/').startsWith('path/conflict/folder');
      await api.rpc('/files/create_folder_v2', { path, autorename: false }, { params: { path }, isAnswer: isThere });
      return placeIn(parent, name);
    },
    entries: (place, name) => look(api, place, name),
    find: async (path) => {
      const isMissing = (tags: readonly string[]) => tags.join('/').startsWith('path/not_found');
      const answer = await api.rpc('/files/get_metadata', { path }, { isAnswer: isMissing });
      if (answer.status === 409) return null;
      const found = read(Metadata, answer, 'get_metadata');
      return { entry: metadataEntry(found), path: found.path_display ?? found.name };
    },
    page: (place, from) => pageOf(api, place, from),
    put: async (aim, content) => {
      const hash = contentHash();
      hash.update(content);
      const answer = await api.content('/files/upload', { ...commitOf(aim), content_hash: hash.digest() }, content);
      if (answer.status === 200) return entryOf(read(Written, answer, 'upload'));
      if (answer.status === 409 && isConflict(tagsOf(answer))) return 'taken';
      throw refuse(answer, 'upload', { path: aim.path });
    },
    readBack: (entry, taking) => api.calls.take(api.download('/files/download', { path: entry.id }), taking),
    remove: async ({ id, tag }) => {
      // The revision may be another one by now, or the file gone: both are no longer ours to delete.
      const isOver = (tags: readonly string[]) => tags[0] === 'path_lookup' || tags.includes('conflict');
      await api.rpc('/files/delete_v2', { path: id, parent_rev: tag }, { isIdempotent: true, isAnswer: isOver });
    },
  };
}

const placeIn = ({ segments }: Place, name: string): Place => {
  const all = [...segments, name];
  return { id: all.join('/'), segments: all };
};

async function look(api: Api, place: Place, name: string): Promise<readonly Entry[]> {
  const path = pathOf(place, name);
  const isMissing = (tags: readonly string[]) => tags.join('/').startsWith('path/not_found');
  const options = { params: { path }, isAnswer: isMissing };
  const answer = await api.rpc('/files/get_metadata', { path }, options);
  return answer.status === 409 ? [] : [metadataEntry(read(Metadata, answer, 'get_metadata'))];
}

async function pageOf(api: Api, place: Place, from: string | null): Promise<EntryPage> {
  const path = pathOf(place);
  const answer = await (from === null
    ? api.rpc('/files/list_folder', { path, limit: 2000 }, { params: { path } })
    : api.rpc('/files/list_folder/continue', { cursor: from }, { params: { path } }));
  const { entries, cursor, has_more } = read(Listing, answer, 'list_folder');
  const known = entries.flatMap((entry) => Metadata.safeParse(entry).data ?? []);
  return { entries: known.map(metadataEntry), next: has_more ? cursor : null };
}
