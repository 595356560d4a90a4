// One order under way: what it works with, and where it goes.
import { createHash } from 'node:crypto';
import type { WorkContext } from '../context';
import { rejected } from '../errors';
import type { UploadOrder } from '../files';
import { legalName } from '../names';
import { segmentsOf, shownPath } from '../paths';
import { bucketOf, identityOf, type Bucket } from './bucket';

/** How big files are cut. */
export interface PartRules {
  /** Above this one request is worth less than parts that can be resumed. */
  readonly above: number;
  readonly partBytes: (bytes: number) => number;
  readonly atOnce: number;
  /** Bytes that one object may have. */
  readonly longest?: number;
}

const MiB = 1 << 20;
/** S3 takes 10,000 parts of at least 5 MiB; some are kept back. */
const MOST_PARTS = 9_500;

export const USUAL_PARTS: PartRules = {
  above: 16 * MiB,
  partBytes: (bytes) => Math.max(8 * MiB, Math.ceil(bytes / MOST_PARTS / MiB) * MiB),
  atOnce: 4,
  // 10,000 parts of at most 5 GiB; the limit of all servers but Amazon's own is lower still.
  longest: 5 * 1024 ** 4,
};

export interface Target {
  /** `Kontor/2026/10/` */
  readonly prefix: string;
  readonly name: string;
  readonly key: string;
  /** `/Kontor/2026/10/bundle.zip` */
  readonly path: string;
}

export interface Job {
  readonly ctx: WorkContext;
  readonly order: UploadOrder;
  readonly bucket: Bucket;
  readonly target: Target;
  readonly rules: PartRules;
  /** Name of the note that survives a restart: the same order finds it again. */
  readonly note: string;
}

const LONGEST_KEY = 1024;

export function jobOf(ctx: WorkContext, order: UploadOrder, rules: PartRules): Job {
  const bucket = bucketOf(ctx);
  // The base folder is the user's own word and stays as it is; what Kontor names is made legal for those who download it.
  const base = segmentsOf(String(ctx.connection.settings['default_folder'] ?? ''));
  const folder = [...base, ...order.folders.map((name) => legalName(name))];
  const name = legalName(order.fileName);
  const segments = [...folder, name];
  const [key, path] = [segments.join('/'), shownPath(segments)];
  if (Buffer.byteLength(key) > LONGEST_KEY) throw rejected('name_refused', { params: { path } });
  if (order.bytes > (rules.longest ?? Infinity)) throw rejected('too_long', { params: { path } });
  const identity = `${identityOf(bucket)}\n${key}\n${order.sha256}\n${String(order.bytes)}`;
  const prefix = folder.map((segment) => `${segment}/`).join('');
  const hash = createHash('sha256').update(identity).digest('hex');
  return { ctx, order, bucket, rules, target: { prefix, name, key, path }, note: `upload.${hash.slice(0, 24)}` };
}
