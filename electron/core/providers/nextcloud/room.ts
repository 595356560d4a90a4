// Before the first byte: whether the folder may be written to, and whether there is room; one look serves many files. A limit of size
// is not told by any server beforehand: a proxy's shows itself by 413, and the parts become smaller.
import { permissionMissing, rejected } from '../sdk/errors';
import { shownPath } from '../sdk/paths';
import type { ProviderHttp } from '../sdk/http';
import { stat, type DavEntry } from './dav';
import type { Job } from './job';

/** Others may write there too: what was seen counts for so long. */
const FRESH_MS = 30_000;
const seen = new WeakMap<
  ProviderHttp,
  Map<string, { readonly atMs: number; readonly folder: Promise<DavEntry | null> }>
>();

function folderOf({ clock }: Job['ctx'], { server, folderUrl }: Job['target']): Promise<DavEntry | null> {
  const looked =
    seen.get(server.http) ?? new Map<string, { readonly atMs: number; readonly folder: Promise<DavEntry | null> }>();
  seen.set(server.http, looked);
  const known = looked.get(folderUrl);
  const now = clock.monotonic();
  if (known && now - known.atMs < FRESH_MS) return known.folder;
  const folder = stat(server, `${folderUrl}/`);
  looked.set(folderUrl, { atMs: now, folder });
  folder.catch(() => looked.delete(folderUrl));
  return folder;
}

/** oc:permissions: files may be made here. */
const MAY_CREATE = 'C';

export async function checkRoom({ ctx, target, order }: Job): Promise<void> {
  const folder = await folderOf(ctx, target);
  const { permissions, freeBytes } = folder ?? {};
  const path = shownPath(target.folder);
  if (permissions !== undefined && !permissions.includes(MAY_CREATE))
    throw permissionMissing('no_permission', { params: { path }, details: `permissions ${permissions}` });
  // Below zero: not told, or no limit.
  if (freeBytes !== undefined && freeBytes >= 0 && freeBytes < order.bytes)
    throw rejected('quota_full', {
      params: { path },
      details: `${String(order.bytes)} bytes, room for ${String(freeBytes)}`,
    });
}
