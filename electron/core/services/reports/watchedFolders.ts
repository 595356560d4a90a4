// A folder per company out of which reports are taken by themselves. It belongs to this computer, so it is noted in its archive, not in
// the store that several share. The files in it are only read.
import { watch, type FSWatcher } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ReportsTaken } from '../../../../shared/contract/reports';
import type { CompanyId } from '../../../../shared/domain/ids';
import { Failure, toAppError, type AppError } from '../../../../shared/errors';
import { instantOf } from '../../time';
import { openSpool } from '../spool';
import { REPORTS_SPOOL, type TakeParts, type TakeReports } from './takeReports';
import { readNote } from '../../notes';

export interface WatchedParts extends TakeParts {
  readonly take: TakeReports;
  readonly companyIds: () => Promise<readonly CompanyId[]>;
  readonly logFailure: (what: string, error: unknown) => void;
}

export interface WatchedFolders {
  start(): Promise<void>;
  stop(): Promise<void>;
  state(companyId: CompanyId): Promise<{ path?: string; problem?: AppError; lookedAt?: string }>;
  choose(companyId: CompanyId, path: string): Promise<void>;
  leave(companyId: CompanyId): Promise<void>;
  look(companyId: CompanyId): Promise<ReportsTaken>;
}

const FOLDER = 'reports.folder';
const SEEN = 'reports.seen';
/** A file that is still being written grows within this time. */
const SETTLE_MS = 2_000;
/** Disks of a network tell of no changes. */
const LOOK_EVERY_MS = 600_000;
/** More at once is no folder of reports. */
const MOST_FILES = 500;
/** Hidden ones, locks of office programs, downloads that go on. */
const NOT_YET = /^(?:\.|~\$)|\.(?:part|partial|crdownload|download|tmp)$/i;
const NOTHING: ReportsTaken = { added: [], known: [], refused: [] };

const Seen = z.record(z.string(), z.string());

interface Watched {
  readonly path: string;
  readonly watcher: FSWatcher | null;
  readonly stopped: AbortController;
  /** A look that was told of. */
  isComing: boolean;
  problem: AppError | null;
  lookedAt: string | null;
  /** Looks come one after another. */
  line: Promise<unknown>;
}

export function watchedFolders(parts: WatchedParts): WatchedFolders {
  const { writer, clock, ids } = parts;
  const open = new Map<CompanyId, Watched>();

  const lookAt = async (companyId: CompanyId, watched: Watched): Promise<ReportsTaken> => {
    const { path, stopped } = watched;
    const seen = await seenOf(companyId);
    const fresh = await changedFiles(path, seen);
    if (fresh.size > MOST_FILES)
      throw new Failure({ kind: 'user_input', key: 'upload.folder_too_full', params: { path, most: MOST_FILES } });
    if (fresh.size === 0) return NOTHING;
    await clock.sleep(SETTLE_MS, stopped.signal);
    const later = await changedFiles(path, seen);
    const settled = [...fresh].filter(([name, print]) => later.get(name) === print);
    const paths = settled.map(([name]) => join(path, name));
    const taken = await parts.take({ companyId, paths, origin: 'folder' });
    // What could not be read is tried again with the next look.
    const failed = new Set(taken.refused.map(({ fileName }) => fileName));
    const done = settled.filter(([name]) => !failed.has(name));
    await writer.notePut(companyId, SEEN, JSON.stringify({ ...seen, ...Object.fromEntries(done) }));
    if (settled.length < fresh.size) lookSoon(companyId, watched);
    return taken;
  };

  const seenOf = async (companyId: CompanyId): Promise<Readonly<Record<string, string>>> =>
    (await readNote(writer, companyId, SEEN, Seen)) ?? {};

  const look = (companyId: CompanyId, watched: Watched): Promise<ReportsTaken> => {
    const next = watched.line.then(async () => {
      try {
        const taken = await lookAt(companyId, watched);
        watched.problem = null;
        return taken;
      } catch (error) {
        if (watched.stopped.signal.aborted) return NOTHING;
        watched.problem = toAppError(explained(error, watched.path), ids.uuid().slice(-12));
        parts.logFailure('reports folder', error);
        return NOTHING;
      } finally {
        watched.lookedAt = instantOf(clock.now());
        parts.events.emit('reports.changed', { companyId });
      }
    });
    watched.line = next;
    return next;
  };

  /** Changes come in swarms. */
  const lookSoon = (companyId: CompanyId, watched: Watched): void => {
    if (watched.isComing) return;
    watched.isComing = true;
    clock.sleep(SETTLE_MS, watched.stopped.signal).then(
      () => {
        watched.isComing = false;
        return look(companyId, watched);
      },
      () => undefined,
    );
  };

  const keepLooking = async (companyId: CompanyId, watched: Watched): Promise<void> => {
    for (;;) {
      await clock.sleep(LOOK_EVERY_MS, watched.stopped.signal);
      await look(companyId, watched);
    }
  };

  const begin = (companyId: CompanyId, path: string): Watched => {
    const onChange = (): void => {
      const watched = open.get(companyId);
      if (watched) lookSoon(companyId, watched);
    };
    const watched: Watched = {
      path,
      watcher: watcherOf(path, onChange),
      stopped: new AbortController(),
      isComing: false,
      problem: null,
      lookedAt: null,
      line: Promise.resolve(),
    };
    open.set(companyId, watched);
    keepLooking(companyId, watched).catch(() => undefined);
    return watched;
  };

  const end = async (companyId: CompanyId): Promise<void> => {
    const watched = open.get(companyId);
    open.delete(companyId);
    watched?.stopped.abort();
    watched?.watcher?.close();
    await watched?.line;
  };

  return {
    start: async () => {
      await openSpool(parts.spoolRoot, REPORTS_SPOOL);
      for (const companyId of await parts.companyIds()) {
        const path = await writer.noteGet(companyId, FOLDER);
        if (path !== null) void look(companyId, begin(companyId, path));
      }
    },
    stop: async () => {
      await Promise.all([...open.keys()].map(end));
    },
    state: (companyId) => {
      const watched = open.get(companyId);
      if (!watched) return Promise.resolve({});
      const { path, problem, lookedAt } = watched;
      return Promise.resolve({ path, ...(problem ? { problem } : {}), ...(lookedAt === null ? {} : { lookedAt }) });
    },
    choose: async (companyId, path) => {
      await end(companyId);
      await writer.noteDelete(companyId, SEEN);
      await writer.notePut(companyId, FOLDER, path);
      void look(companyId, begin(companyId, path));
      parts.events.emit('reports.changed', { companyId });
    },
    leave: async (companyId) => {
      await end(companyId);
      await writer.noteDelete(companyId, FOLDER);
      await writer.noteDelete(companyId, SEEN);
      parts.events.emit('reports.changed', { companyId });
    },
    look: async (companyId) => {
      const watched = open.get(companyId);
      return watched ? look(companyId, watched) : NOTHING;
    },
  };
}

/** Files that are not known as they are now: name and what tells one content from the next. */
async function changedFiles(
  path: string,
  seen: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const entries = await readdir(path, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!entry.isFile() || NOT_YET.test(entry.name)) continue;
    const { size, mtimeMs } = await stat(join(path, entry.name)).catch(() => ({ size: -1, mtimeMs: 0 }));
    const print = `${String(size)}:${String(mtimeMs)}`;
    if (size >= 0 && seen[entry.name] !== print) found.set(entry.name, print);
  }
  return found;
}

/** Null where the system cannot tell of changes: then it is looked at from time to time only. */
function watcherOf(path: string, onChange: () => void): FSWatcher | null {
  try {
    const watcher = watch(path, { persistent: false }, onChange);
    watcher.on('error', () => {
      watcher.close();
    });
    return watcher;
  } catch {
    return null;
  }
}

function explained(error: unknown, path: string): unknown {
  const isSystem = error instanceof Error && 'code' in error;
  return isSystem
    ? new Failure({ kind: 'unavailable', key: 'upload.folder_unreadable', params: { path }, cause: error })
    : error;
}
