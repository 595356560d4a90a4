// How Dropbox names things: paths, whatever their case; a file has an id and a revision.
import { modifiedAt, shownPath } from '../sdk/paths';
import type { Aim, Entry, Place } from '../sdk/cloud/cloud';
import type { Metadata, Written } from './wire';

/** The root is the empty path. */
export const pathOf = ({ segments }: Place, name?: string): string => {
  const all = name === undefined ? segments : [...segments, name];
  return all.length === 0 ? '' : shownPath(all);
};

export function entryOf({ id, name, rev, size, content_hash, client_modified }: Written): Entry {
  const common = { id, name, bytes: size, isFolder: false, hash: content_hash ?? null, tag: rev };
  return { ...common, ...modifiedAt(client_modified) };
}

export function metadataEntry(metadata: Metadata): Entry {
  if (metadata['.tag'] === 'file') return entryOf(metadata);
  const isReadOnly = metadata.sharing_info?.read_only === true;
  return { id: metadata.id, name: metadata.name, bytes: 0, isFolder: true, hash: null, tag: '', isReadOnly };
}

/** What a file is to be: the same content under the same name counts as done, another one is refused. */
export function commitOf({ place, name, modifiedAtMs }: Aim) {
  return {
    path: pathOf(place, name),
    mode: 'add',
    autorename: false,
    client_modified: `${new Date(modifiedAtMs).toISOString().slice(0, 19)}Z`,
    mute: true,
    strict_conflict: false,
  };
}

/** `path/conflict/file`, also with the reason inside; a file in the place of a folder above is no conflict of names. */
export function isConflict(tags: readonly string[]): boolean {
  return tags.includes('conflict') && !tags.includes('file_ancestor');
}
