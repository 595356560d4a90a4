// Invoices as pages: one as a PDF, many into a folder, or on the printer. Drawn in a worker that lives as long as the work.
import { writeFile } from 'node:fs/promises';
import type { InvoicePaper, PaperLanguage, PaperProgress } from '../../../shared/contract/invoices';
import type { InvoiceRowId } from '../../../shared/domain/ids';
import { Failure, isFailure, toAppError } from '../../../shared/errors';
import type { ArchiveReader } from '../archive/types';
import { safeStem } from '../bundle/entryNames';
import type { EventBus } from '../events/eventBus';
import { refusedByDisk } from '../paper/refusedByDisk';
import type { PaperFacts } from '../paper/paperFacts';
import type { PaperDrawer } from '../paper/types';
import type { Dialogs, Ids, Printer } from '../ports';
import type { Texts } from '../texts';
import type { CheckLinks } from './checkLinks';

export interface PaperParts {
  readonly reader: Pick<ArchiveReader, 'paper'>;
  readonly linkOf: CheckLinks;
  readonly newDrawer: () => PaperDrawer;
  readonly dialogs: Dialogs;
  readonly printer: Printer;
  readonly texts: Texts;
  readonly events: EventBus;
  readonly ids: Ids;
  readonly logFailure: (what: string, supportId: string, error: unknown) => void;
}

export interface PaperOrder {
  readonly id: InvoiceRowId;
  readonly version?: number | undefined;
  readonly language: PaperLanguage;
}

export interface PaperService {
  view(id: InvoiceRowId, version: number | null): Promise<InvoicePaper>;
  save(order: PaperOrder): Promise<{ savedTo?: string }>;
  /** Asks for a folder, then works on by itself; null when the dialog was closed. */
  saveMany(ids: readonly InvoiceRowId[], language: PaperLanguage): Promise<PaperProgress | null>;
  cancel(taskId: string): void;
  print(order: PaperOrder): Promise<{ outcome: 'printed' | 'cancelled' | 'saved'; savedTo?: string }>;
  stop(): Promise<void>;
}

interface Task {
  progress: PaperProgress;
  readonly control: AbortController;
  finished: Promise<void>;
}

/** The bridge to the window carries at most this many tellings of one task. */
const TOLD_EVERY_MS = 100;

export function paperService(parts: PaperParts): PaperService {
  const tasks = new Map<string, Task>();

  const save = async (order: PaperOrder): Promise<{ savedTo?: string }> => {
    const { facts, stem } = await factsOf(parts, order);
    const path = await savePage(parts, facts, stem);
    return path === null ? {} : { savedTo: path };
  };

  return {
    view: async (id, version) => {
      const { paper, link } = await read(parts, id, version);
      const { view, fileName, sha256, remoteNumber } = paper;
      return {
        view,
        fileName,
        sha256,
        ...(remoteNumber === null ? {} : { remoteNumber }),
        ...(link === undefined ? {} : { checkLink: link }),
      };
    },
    save,
    saveMany: async (ids, language) => {
      const t = await parts.texts();
      const folder = await parts.dialogs.chooseFolder({ title: t('save_pdfs') });
      if (folder === null) return null;
      const taskId = parts.ids.uuid();
      const progress: PaperProgress = { taskId, state: 'running', done: 0, total: ids.length, unreadable: 0, folder };
      const task: Task = { progress, control: new AbortController(), finished: Promise.resolve() };
      tasks.set(taskId, task);
      task.finished = runTask(parts, task, ids, language).finally(() => tasks.delete(taskId));
      return progress;
    },
    cancel: (taskId) => tasks.get(taskId)?.control.abort(),
    print: async (order) => {
      const outcome = await parts.printer.print();
      if (outcome !== 'unavailable') return { outcome };
      const { savedTo } = await save(order);
      return savedTo === undefined ? { outcome: 'cancelled' } : { outcome: 'saved', savedTo };
    },
    stop: async () => {
      const running = [...tasks.values()];
      for (const { control } of running) control.abort();
      await Promise.all(running.map(({ finished }) => finished));
    },
  };
}

/** One page as a PDF where the person says; null when the dialog was closed. */
export async function savePage(
  parts: Pick<PaperParts, 'newDrawer' | 'dialogs' | 'texts'>,
  facts: PaperFacts,
  stem: string,
): Promise<string | null> {
  const t = await parts.texts();
  const path = await parts.dialogs.saveFile({ suggestedName: `${stem}.pdf`, title: t('save_pdf') });
  if (path === null) return null;
  const drawer = parts.newDrawer();
  try {
    const bytes = await drawer.draw(facts);
    await writeFile(path, bytes).catch(refusedByDisk);
  } finally {
    await drawer.close();
  }
  return path;
}

async function read({ reader, linkOf }: PaperParts, id: InvoiceRowId, version: number | null) {
  const paper = await reader.paper(id, version);
  const { connectionId, sha256, view } = paper;
  const link = await linkOf({ connectionId, sha256, sellerTaxId: view.sellerTaxId, issueDate: view.issueDate });
  return { paper, link };
}

async function factsOf(parts: PaperParts, { id, version, language }: PaperOrder) {
  const { paper, link } = await read(parts, id, version ?? null);
  // A page of changed bytes would carry a code that proves nothing.
  if (!paper.isUnchanged) throw new Failure({ kind: 'rejected', key: 'archive.original_changed' });
  const { view, sha256, remoteNumber, fileName } = paper;
  const facts: PaperFacts = {
    view,
    language,
    sha256,
    ...(remoteNumber === null ? {} : { remoteNumber }),
    links: link === undefined ? {} : { invoice: link },
  };
  const stem = safeStem([view.issueDate, view.number].filter((part) => part !== undefined).join(' '));
  return { facts, stem: stem === '' ? safeStem(fileName) || sha256.slice(0, 12) : stem };
}

async function runTask(
  parts: PaperParts,
  task: Task,
  ids: readonly InvoiceRowId[],
  language: PaperLanguage,
): Promise<void> {
  const drawer = parts.newDrawer();
  const tell = (change: Partial<PaperProgress>): void => {
    task.progress = { ...task.progress, ...change };
  };
  let toldAt = 0;
  try {
    for (const id of ids) {
      if (task.control.signal.aborted) break;
      const isDrawn = await drawOne(parts, drawer, { id, language }, task.progress.folder);
      tell({ done: task.progress.done + 1, ...(isDrawn ? {} : { unreadable: task.progress.unreadable + 1 }) });
      const now = performance.now();
      if (now - toldAt >= TOLD_EVERY_MS) {
        toldAt = now;
        parts.events.emit('invoices.pdfProgress', task.progress);
      }
    }
    tell({ state: task.control.signal.aborted ? 'cancelled' : 'done' });
  } catch (error) {
    const supportId = parts.ids.uuid().slice(-12);
    parts.logFailure('pdfs', supportId, error);
    tell({ state: 'failed', problem: toAppError(error, supportId) });
  } finally {
    await drawer.close();
    parts.events.emit('invoices.pdfProgress', task.progress);
  }
}

/** False when this document cannot be read as a page; everything else ends the work. */
async function drawOne(parts: PaperParts, drawer: PaperDrawer, order: PaperOrder, folder: string): Promise<boolean> {
  try {
    const { facts, stem } = await factsOf(parts, order);
    await drawer.drawInto(facts, folder, stem);
    return true;
  } catch (error) {
    if (isFailure(error) && /^(?:format|archive)\./.test(error.spec.key) && error.spec.kind === 'rejected')
      return false;
    throw error;
  }
}
