// Folders of Drive: names are not unique, and a search lags behind. So an id is taken and kept before a folder is made, and looked for first.
import { createHash } from 'node:crypto';
import { badInput, permissionMissing } from '../sdk/errors';
import type { Entry, Place } from '../sdk/cloud/cloud';
import { shownPath } from '../sdk/paths';
import { entryOf, fileQuery, read, refuse, type Api } from './api';
import { File, FILE_FIELDS, Files, FOLDER, Ids } from './wire';

interface Search {
  readonly parent: string;
  /** Absent: all that lies there. */
  readonly name?: string;
  readonly pageToken: string | null;
}

/** What lies in a folder, a thousand at a time; oldest first. */
export async function searchPage(
  api: Api,
  { parent, name, pageToken }: Search,
): Promise<{ readonly files: readonly File[]; readonly next: string | null }> {
  const terms = [`'${quoted(parent)}' in parents`, 'trashed = false'];
  if (name !== undefined) terms.push(`name = '${quoted(name)}'`);
  const query = {
    q: terms.join(' and '),
    orderBy: 'createdTime',
    pageSize: '1000',
    fields: `nextPageToken,files(${FILE_FIELDS})`,
    includeItemsFromAllDrives: 'true',
    ...(pageToken === null ? {} : { pageToken }),
  };
  const answer = await api.ask({ method: 'GET', url: api.address('/files', query) });
  if (answer.status !== 200) throw refuse(answer, 'list');
  const { files, nextPageToken = null } = read(Files, answer, 'list');
  return { files, next: nextPageToken };
}

/** More than a thousand of one name: the oldest of them say enough. */
async function search(api: Api, parent: string, name: string): Promise<readonly File[]> {
  return (await searchPage(api, { parent, name, pageToken: null })).files;
}

const quoted = (text: string): string => text.replace(/[\\']/g, (it) => `\\${it}`);

const isNamed = (file: Pick<File, 'name'>, name: string): boolean =>
  file.name.normalize('NFC') === name.normalize('NFC');

export async function entriesNamed(
  api: Api,
  place: Place,
  name: string,
  key: string | null,
): Promise<readonly Entry[]> {
  const found = (await search(api, place.id, name)).filter((file) => isNamed(file, name));
  // What has just come through may not be found by its name for a while.
  const ours = key === null || key === '' || found.some(({ id }) => id === key) ? null : await fileOf(api, key);
  return [...found, ...(ours ? [ours] : [])].map(entryOf);
}

/** Null: not there, not seen, or in the bin. */
async function fileOf(api: Api, id: string): Promise<File | null> {
  const file = await api.find(File, `/files/${encodeURIComponent(id)}`, fileQuery);
  return file && !file.trashed ? file : null;
}

/** Deeper than this nobody looks for a report. */
const MOST_FOLDERS = 30;

/** With its path as far up as this account sees; what lies above that has no names for us. */
export async function fileWithPath(
  api: Api,
  id: string,
): Promise<{ readonly entry: Entry; readonly path: string } | null> {
  const file = await fileOf(api, id);
  if (!file) return null;
  const base = String(api.ctx.connection.settings['default_folder_id'] ?? '').trim();
  const names = [file.name];
  let [parent] = file.parents;
  while (parent !== undefined && parent !== base && parent !== 'root' && names.length < MOST_FOLDERS) {
    const folder: File | null = await fileOf(api, parent);
    // The Drive itself has no folder above it.
    if (!folder || folder.parents.length === 0) break;
    names.unshift(folder.name);
    [parent] = folder.parents;
  }
  return { entry: entryOf(file), path: shownPath(names) };
}

export async function newIds(api: Api, count: number): Promise<readonly string[]> {
  const query = { count: String(count), space: 'drive', type: 'files' };
  const answer = await api.ask({ method: 'GET', url: api.address('/files/generateIds', query) });
  if (answer.status !== 200) throw refuse(answer, 'generateIds');
  return read(Ids, answer, 'generateIds').ids;
}

/** The folder below which all lies: the whole Drive, or one whose id somebody pasted. */
export async function rootOf(api: Api): Promise<Place> {
  const id = String(api.ctx.connection.settings['default_folder_id'] ?? '').trim() || 'root';
  if (id === 'root') return { id, segments: [] };
  const base = await api.find(File, `/files/${encodeURIComponent(id)}`, fileQuery);
  if (!base || base.trashed || base.mimeType !== FOLDER)
    throw badInput('folder_unseen', { fieldErrors: { default_folder_id: 'folder_unseen.what' } });
  if (base.capabilities?.canAddChildren === false)
    throw permissionMissing('no_permission', { params: { path: base.name } });
  return { id, segments: [] };
}

const noteOf = (parent: Place, name: string): string =>
  `folder.${createHash('sha256').update(`${parent.id}\n${name}`).digest('hex').slice(0, 24)}`;

export async function folderIn(api: Api, parent: Place, name: string): Promise<Place | null> {
  const kept = await api.ctx.session.get(noteOf(parent, name));
  const known = kept === null ? null : await fileOf(api, kept);
  if (known?.mimeType === FOLDER) return foundIn(parent, name, known);
  const found = (await search(api, parent.id, name)).filter((file) => isNamed(file, name));
  const folders = found.filter(({ mimeType }) => mimeType === FOLDER);
  if (folders.length > 1) api.ctx.log.warn('log.two_folders', { path: shownPath([...parent.segments, name]) });
  const [oldest] = folders;
  return oldest ? foundIn(parent, name, oldest) : null;
}

export async function makeFolderIn(api: Api, parent: Place, name: string): Promise<Place> {
  const note = noteOf(parent, name);
  const kept = await api.ctx.session.get(note);
  // Kept, and nothing of it there: an answer was lost before the folder was made. In the bin: it counts no more.
  const isFree = kept !== null && (await api.find(File, `/files/${encodeURIComponent(kept)}`, fileQuery)) === null;
  const id = isFree ? kept : ((await newIds(api, 1))[0] ?? '');
  await api.ctx.session.put(note, id);
  const answer = await api.ask({
    method: 'POST',
    url: api.address('/files', fileQuery),
    headers: { 'content-type': 'application/json; charset=UTF-8' },
    body: JSON.stringify({ id, name, mimeType: FOLDER, parents: [parent.id] }),
    isIdempotent: true,
  });
  // 409: a request whose answer was lost has made it.
  if (answer.status !== 200 && answer.status !== 409)
    throw refuse(answer, 'make folder', { path: shownPath([...parent.segments, name]) });
  return placeIn(parent, name, id);
}

const placeIn = ({ segments }: Place, name: string, id: string): Place => ({ id, segments: [...segments, name] });

const foundIn = (parent: Place, name: string, { id, capabilities }: File): Place => ({
  ...placeIn(parent, name, id),
  isReadOnly: capabilities?.canAddChildren === false,
});
