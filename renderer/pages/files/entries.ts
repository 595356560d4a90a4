// Pure: what lies in a folder, as it is shown.
import type { RemoteEntry, RemoteFile } from '../../../shared/contract/destinations';
import type { RunView } from '../../../shared/contract/runs';

export type EntrySort = 'name_asc' | 'name_desc' | 'size_asc' | 'size_desc' | 'changed_asc' | 'changed_desc';

/** Folders first, whatever the order; names with numbers as people count. */
export function sortedEntries(
  entries: readonly RemoteEntry[],
  sort: EntrySort,
  language: string,
): readonly RemoteEntry[] {
  const names = new Intl.Collator(language, { numeric: true, sensitivity: 'base' });
  const [by = 'name', way] = sort.split('_');
  const sign = way === 'desc' ? -1 : 1;
  const compared = (a: RemoteEntry, b: RemoteEntry): number => {
    if (by === 'size') return a.bytes - b.bytes;
    if (by === 'changed') return (a.modifiedAt ?? '').localeCompare(b.modifiedAt ?? '');
    return names.compare(a.name, b.name);
  };
  return entries.toSorted(
    (a, b) => Number(b.isFolder) - Number(a.isFolder) || sign * compared(a, b) || names.compare(a.name, b.name),
  );
}

export const keyOfEntry = ({ name, remoteId, isFolder }: RemoteEntry): string =>
  `${isFolder ? 'folder' : (remoteId ?? 'file')} ${name}`;

/** Only a bundle can be tried on: a ZIP. */
export const mayBeBundle = ({ name, isFolder }: RemoteEntry): boolean => !isFolder && /\.zip$/i.test(name);

export function isAbout(run: RunView, file: RemoteFile): boolean {
  const { remote } = run;
  return (
    remote !== undefined &&
    remote.fileName === file.fileName &&
    remote.remoteId === file.remoteId &&
    remote.folders.join('/') === file.folders.join('/')
  );
}
