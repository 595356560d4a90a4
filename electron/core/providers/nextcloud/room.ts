// Before the first byte of a big file: whether its folder may be written to, and whether there is room. A limit of size is not told by
// any server beforehand: a proxy's shows itself by 413, and the parts become smaller.
import { permissionMissing, rejected } from '../sdk/errors';
import { shownPath } from '../sdk/paths';
import { stat } from './dav';
import type { Job } from './job';

/** oc:permissions: files may be made here. */
const MAY_CREATE = 'C';

export async function checkRoom({ target, order }: Job): Promise<void> {
  const folder = await stat(target.server, `${target.folderUrl}/`);
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
