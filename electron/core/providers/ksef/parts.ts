// The parts of a ready package: fetched over links that lapse, checked byte for byte, fetched again only when they are not there.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isFailure } from '../../../../shared/errors';
import type { WorkContext } from '../sdk/context';
import { unavailable } from '../sdk/errors';
import type { SpoolPart } from '../sdk/pages';
import { downloadPart } from './client';
import type { ExportRecord } from './exportNotes';
import { askExport } from './exports';
import type { Session } from './session';
import type { ExportPackage, ExportPart } from './wire';

/** Fresh links are free, so a bad download is repeated with one; a server that keeps lying is not believed a fourth time. */
const TRIES = 3;

export function partPath(ctx: WorkContext, record: ExportRecord, ordinal: number): string {
  return path.join(ctx.spool, `${record.id}-${String(ordinal).padStart(3, '0')}.part`);
}

/** All parts on the disk and checked, in order; `gone` when KSeF has thrown the package away meanwhile. */
export async function fetchParts(
  ctx: WorkContext,
  session: Session,
  record: ExportRecord,
  ready: ExportPackage,
): Promise<readonly SpoolPart[] | 'gone'> {
  await mkdir(ctx.spool, { recursive: true });
  let offered = inOrder(ready.parts);
  const total = offered.reduce((sum, part) => sum + part.encryptedPartSize, 0);
  const parts: SpoolPart[] = [];
  let done = 0;
  for (let index = 0; index < offered.length; index += 1) {
    for (let attempt = 1; ; attempt += 1) {
      const part = offered[index];
      if (!part) throw unavailable('unexpected_answer', { details: `part ${String(index + 1)} is no longer listed` });
      const problem = await fetchPart(ctx, session, record, part);
      if (problem === null) {
        parts.push(spoolPart(ctx, record, part));
        done += part.encryptedPartSize;
        ctx.progress.progress(done, total, 'bytes');
        break;
      }
      if (attempt === TRIES) throw problem;
      ctx.log.warn('log.part_again', { part: part.ordinalNumber });
      const again = await askExport(session, record);
      if (again === 'running' || again.outcome !== 'ready') return 'gone';
      offered = inOrder(again.package.parts);
    }
  }
  return parts;
}

/** Files of exports that nobody remembers any more, left by runs that ended after their last page. */
export async function sweepParts(ctx: WorkContext, remembered: readonly ExportRecord[]): Promise<void> {
  const files = await readdir(ctx.spool).catch(() => []);
  const stale = files.filter(
    (name) => name.endsWith('.part') && !remembered.some((record) => name.startsWith(record.id)),
  );
  await Promise.all(stale.map((name) => rm(path.join(ctx.spool, name), { force: true })));
}

export async function removeParts(parts: readonly SpoolPart[]): Promise<void> {
  await Promise.all(parts.map((part) => rm(part.path, { force: true })));
}

function inOrder(parts: readonly ExportPart[]): readonly ExportPart[] {
  return parts.toSorted((a, b) => a.ordinalNumber - b.ordinalNumber);
}

function spoolPart(ctx: WorkContext, record: ExportRecord, part: ExportPart): SpoolPart {
  return {
    path: partPath(ctx, record, part.ordinalNumber),
    sha256: part.encryptedPartHash,
    bytes: part.encryptedPartSize,
    plainSha256: part.partHash,
    plainBytes: part.partSize,
  };
}

/** Null when the part lies there as promised, else what a further try may cure. */
async function fetchPart(ctx: WorkContext, session: Session, record: ExportRecord, part: ExportPart) {
  const toPath = partPath(ctx, record, part.ordinalNumber);
  if (await isThere(toPath, part)) return null;
  ctx.signal.throwIfAborted();
  const params = { part: part.ordinalNumber, reference: record.reference };
  let answer;
  try {
    answer = await downloadPart(session.ksef, part, toPath);
  } catch (error) {
    // More bytes than promised, or a page instead of the file.
    if (isFailure(error) && ['net.too_large', 'net.html'].includes(error.spec.key)) return error;
    throw error;
  }
  if (answer.status !== 200)
    return unavailable('part_damaged', { params, details: `part link: HTTP ${String(answer.status)}` });
  const told = answer.headers['x-ms-meta-hash'];
  const isWhole =
    answer.bytes === part.encryptedPartSize &&
    answer.sha256 === part.encryptedPartHash &&
    (told === undefined || told === part.encryptedPartHash);
  if (isWhole) return null;
  await rm(toPath, { force: true });
  const type = answer.headers['content-type'] ?? '';
  if (/html/i.test(type)) return unavailable('wall', { details: `part link answered ${type}` });
  const sizes = `${String(answer.bytes)} of ${String(part.encryptedPartSize)} bytes`;
  return unavailable('part_damaged', { params, details: `part ${String(part.ordinalNumber)}: ${sizes}` });
}

/** Left by a run that was interrupted: taken over when it is whole. */
async function isThere(file: string, part: ExportPart): Promise<boolean> {
  const found = await stat(file).catch(() => null);
  if (found?.size !== part.encryptedPartSize) return false;
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('base64') === part.encryptedPartHash;
}
