// One order under way: what it works with, where it goes, and what its content is.
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { WorkContext } from '../context';
import { rejected } from '../errors';
import type { UploadOrder } from '../files';
import { legalName } from '../names';
import { segmentsOf, shownPath } from '../paths';
import type { Cloud, CloudKind } from './cloud';

export interface Job {
  readonly ctx: WorkContext;
  readonly kind: CloudKind;
  readonly cloud: Cloud;
  readonly order: UploadOrder;
  readonly folders: readonly string[];
  readonly name: string;
  readonly path: string;
  /** Name of the note that survives a restart: the same order finds it again. */
  readonly note: string;
  /** The service's hash of the file, in one pass that also proves that it is the one that was ordered. */
  readonly hash: () => Promise<string>;
}

export function jobOf(ctx: WorkContext, kind: CloudKind, cloud: Cloud, order: UploadOrder): Job {
  const { settings } = ctx.connection;
  // The base folder is the user's own word and stays as it is; what Kontor names is made legal for those who download it.
  const base = segmentsOf(String(settings['default_folder'] ?? ''));
  const folders = [...base, ...order.folders.map((name) => legalName(name))];
  const name = legalName(order.fileName);
  const path = shownPath([...folders, name]);
  if (path.length > kind.longestPath) throw rejected('name_refused', { params: { path } });
  const identity = `${String(settings['account'] ?? '')}\n${path}\n${order.sha256}\n${String(order.bytes)}`;
  const note = `upload.${createHash('sha256').update(identity).digest('hex').slice(0, 24)}`;
  let hash: Promise<string> | null = null;
  return { ctx, kind, cloud, order, folders, name, path, note, hash: () => (hash ??= hashOf(order, kind)) };
}

const PIECE = 1 << 20;

/** Throws when the file is no longer the one that was ordered. */
export async function hashOf(
  order: Pick<UploadOrder, 'path' | 'bytes' | 'sha256'>,
  kind: Pick<CloudKind, 'newHash'>,
): Promise<string> {
  const [whole, own] = [createHash('sha256'), kind.newHash()];
  const handle = await open(order.path);
  const buffer = Buffer.allocUnsafe(Math.min(PIECE, order.bytes + 1));
  try {
    for (let at = 0; ;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
      if (bytesRead === 0) break;
      const piece = buffer.subarray(0, bytesRead);
      whole.update(piece);
      own.update(piece);
      at += bytesRead;
    }
  } finally {
    await handle.close();
  }
  if (whole.digest('hex') !== order.sha256) throw rejected('source_changed');
  return own.digest();
}
