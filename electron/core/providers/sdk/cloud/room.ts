// Before the first byte of a big file: whether the service takes files of this size, and whether there is room for it. The folder was
// looked into before, and opening a session is refused where the right to write is missing.
import { rejected } from '../errors';
import type { Job } from './job';

export async function checkRoom({ cloud, kind, order, path }: Job): Promise<void> {
  const params = { path, service: kind.oauth.name };
  if (order.bytes > kind.longestFile) throw rejected('too_big', { params });
  const free = await cloud.freeBytes();
  if (free !== null && free < order.bytes)
    throw rejected('quota_full', { params, details: `${String(order.bytes)} bytes, room for ${String(free)}` });
}
