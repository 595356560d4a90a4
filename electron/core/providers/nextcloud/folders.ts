// Makes the folders that are missing, from the deepest one that exists, and looks into them.
import type { Clock } from '../../ports';
import { unavailable } from '../sdk/errors';
import { openFolder, type FolderView } from '../sdk/folderView';
import { escapePath, shownPath } from '../sdk/paths';
import { placeOf } from './address';
import { list, makeFolder, stat, type DavEntry } from './dav';
import { refusalOf } from './errors';
import type { Server } from './server';

/** Several files may do this at once: the second one meets 405 or 423, which is as good. */
export async function ensureFolder(server: Server, segments: readonly string[]): Promise<void> {
  if (segments.length === 0) return;
  const url = `${server.files}${escapePath(segments)}`;
  const answer = await makeFolder(server, url);
  if (answer.status === 201 || answer.status === 405) return;
  if (answer.status === 409 || answer.status === 404) {
    // The parent is missing. At the root there is no parent that we could make.
    if (segments.length === 1)
      throw unavailable('no_files', { params: { server: placeOf(server.base), user: server.user } });
    await ensureFolder(server, segments.slice(0, -1));
    const again = await makeFolder(server, url);
    if (again.status === 201 || again.status === 405) return;
    if (!(await isFolder(server, url))) throw refusalOf(again, 'MKCOL', { path: shownPath(segments) });
    return;
  }
  // Servers differ in how they say "exists" (406, 423, 403 on a shared folder): looking decides.
  if (!(await isFolder(server, url))) throw refusalOf(answer, 'MKCOL', { path: shownPath(segments) });
}

async function isFolder(server: Server, url: string): Promise<boolean> {
  return (await stat(server, `${url}/`))?.isFolder === true;
}

/** The deepest folder of a path that is there; the empty path is the root of the user's files. */
export async function deepestExisting(server: Server, segments: readonly string[]): Promise<readonly string[]> {
  for (let depth = segments.length; depth > 0; depth--) {
    const some = segments.slice(0, depth);
    if (await isFolder(server, `${server.files}${escapePath(some)}`)) return some;
  }
  return [];
}

/** Makes the folder when it is missing. */
export function lookInto(server: Server, segments: readonly string[], clock: Clock): Promise<FolderView<DavEntry>> {
  const key = escapePath(segments);
  const url = `${server.files}${key}`;
  const eyes = {
    one: (name: string) => stat(server, `${url}${escapePath([name])}`),
    all: async () => {
      const entries = (await list(server, url)) ?? [];
      return new Map(entries.flatMap((entry) => (entry.name === null ? [] : [[entry.name, entry] as const])));
    },
  };
  // Its answer does not tell whether the folder is new: rclone's server says 201 to one that is there.
  return openFolder({ http: server.http, key, clock }, eyes, () => ensureFolder(server, segments));
}
