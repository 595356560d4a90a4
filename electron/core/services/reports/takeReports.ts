// Takes files that somebody brought: copied onto the archive's disk with their hash in the same pass, then named in the archive. The
// file itself stays where it is.
import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ReportsTaken, ReportView } from '../../../../shared/contract/reports';
import type { CompanyId, Month, ReportId } from '../../../../shared/domain/ids';
import { monthOfName } from '../../../../shared/domain/reportMonth';
import { Failure, isFailure } from '../../../../shared/errors';
import type { ArchiveReader, ArchiveWriter } from '../../archive/types';
import { codeOf } from '../../db/diskProblems';
import type { EventBus } from '../../events/eventBus';
import type { Clock, Ids } from '../../ports';
import { instantOf } from '../../time';

export interface TakeParts {
  readonly writer: ArchiveWriter;
  readonly reader: ArchiveReader;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly spoolRoot: string;
}

interface TakeOrder {
  readonly companyId: CompanyId;
  readonly paths: readonly string[];
  readonly origin: ReportView['origin'];
  /** Of files whose names tell none. */
  readonly month?: Month | undefined;
  /** `month` counts, whatever the names tell. */
  readonly isMonthKnown?: true;
}

export type TakeReports = (order: TakeOrder) => Promise<ReportsTaken>;

export const REPORTS_SPOOL = 'reports';

export function takeReports(parts: TakeParts): TakeReports {
  const { writer, reader, events, clock, ids } = parts;

  const take = async (order: TakeOrder, path: string): Promise<ReportView | null> => {
    const { companyId, origin } = order;
    const folder = join(parts.spoolRoot, REPORTS_SPOOL);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const id = ids.uuid() as ReportId;
    // Worth nothing to another process: swept at the next start.
    const from = join(folder, `scratch-${id}`);
    try {
      const { bytes, sha256 } = await copyOf(path, from);
      const fileName = basename(path).normalize('NFC');
      const told = order.isMonthKnown ? null : monthOfName(fileName);
      const month = told ?? order.month ?? null;
      const report = { id, companyId, month, from, fileName, bytes, sha256, origin, at: instantOf(clock.now()) };
      return (await writer.addReport(report)) === 'known' ? null : await reader.report(id);
    } finally {
      await rm(from, { force: true });
    }
  };

  return async (order) => {
    const taken = { added: [] as ReportView[], known: [] as string[], refused: [] as ReportsTaken['refused'] };
    for (const path of order.paths) {
      const fileName = basename(path);
      try {
        const report = await take(order, path);
        if (report) taken.added.push(report);
        else taken.known.push(fileName);
      } catch (error) {
        // A full disk or a broken archive is no matter of this file.
        if (!isFailure(error) || !error.spec.key.startsWith('upload.file_')) throw error;
        taken.refused.push({ fileName, key: error.spec.key });
      }
    }
    for (const month of new Set(taken.added.map((report) => report.month)))
      events.emit('reports.changed', { companyId: order.companyId, ...(month === undefined ? {} : { month }) });
    return taken;
  };
}

const refusal = (key: string, cause?: unknown): Failure =>
  new Failure({ kind: 'rejected', key: `upload.${key}`, ...(cause === undefined ? {} : { cause }) });

const READING: Readonly<Record<string, string>> = {
  ENOENT: 'file_gone',
  ENOTDIR: 'file_gone',
  EISDIR: 'file_folder',
  EACCES: 'file_locked',
  EPERM: 'file_locked',
  EBUSY: 'file_locked',
  EIO: 'file_locked',
};

async function reading<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const key = READING[codeOf(error) ?? ''];
    throw key === undefined ? error : refusal(key, error);
  }
}

const PIECE = 1 << 20;
const isSame = (a: Stats, b: Stats): boolean => a.size === b.size && a.mtimeMs === b.mtimeMs && a.ino === b.ino;

/** One pass: copied, hashed, synced. A file that changes meanwhile is refused. */
async function copyOf(path: string, to: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const source = await reading(open(path, 'r'));
  try {
    const before = await source.stat();
    if (!before.isFile()) throw refusal('file_folder');
    const target = await open(to, 'wx', 0o600);
    try {
      const copied = await copyAll(source, target);
      const after = await source.stat();
      if (!isSame(before, after) || copied.bytes !== before.size) throw refusal('file_changing');
      await target.sync();
      return copied;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function copyAll(source: FileHandle, target: FileHandle) {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(PIECE);
  for (let bytes = 0; ;) {
    const { bytesRead } = await reading(source.read(buffer, 0, PIECE, bytes));
    if (bytesRead === 0) return { bytes, sha256: hash.digest('hex') };
    const piece = buffer.subarray(0, bytesRead);
    hash.update(piece);
    await target.writeFile(piece);
    bytes += bytesRead;
  }
}
