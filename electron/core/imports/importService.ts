// Imports that people are looking at: files are copied and read, compared with the archive, and stored only when somebody says so.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  ImportId,
  ImportRow,
  ImportState,
  ImportTable,
  ImportView,
  TakenState,
} from '../../../shared/contract/imports';
import type { CompanyId, RunId } from '../../../shared/domain/ids';
import {
  mappingFault,
  type ImportEncoding,
  type ImportMapping,
  type ImportSeparator,
} from '../../../shared/domain/importTable';
import { Failure } from '../../../shared/errors';
import type { CompanyRepo } from '../db/repositories/company.repo';
import type { MetaRepo } from '../db/repositories/meta.repo';
import type { TellProblem } from '../log/tellProblem';
import { instantOf } from '../time';
import { compare, readRows } from './compare';
import { confirmedImports, type ConfirmedParts } from './confirmed';
import { mappings } from './mappings';
import { stagingFolder } from './names';
import type { CompanyFacts, Planned, Staged, Stager } from './types';

export interface ImportParts extends ConfirmedParts {
  readonly companies: Pick<CompanyRepo, 'find'>;
  readonly meta: Pick<MetaRepo, 'get' | 'set'>;
  readonly newStager: () => Stager;
  readonly tell: TellProblem;
  readonly logFailure: (what: string, supportId: string, error: unknown) => void;
}

interface Import {
  view: ImportView;
  readonly folder: string;
  readonly company: CompanyFacts;
  readonly stager: Stager;
  staged: Staged;
  planned: Planned | null;
  abort: AbortController;
  work: Promise<void>;
  toldAt: number;
}

export interface ImportService {
  start(companyId: CompanyId, paths: readonly string[]): Promise<ImportId>;
  get(id: ImportId): ImportView;
  look(id: ImportId, table: { signature: string; encoding: ImportEncoding; separator: ImportSeparator }): Promise<void>;
  read(id: ImportId, tables: readonly { signature: string; mapping: ImportMapping }[]): Promise<void>;
  back(id: ImportId): void;
  rows(id: ImportId, state: ImportState, after: number, limit: number): Promise<{ rows: ImportRow[]; next?: number }>;
  confirm(
    id: ImportId,
    choice: { take: readonly TakenState[]; except: readonly string[]; tag?: string | undefined },
  ): Promise<RunId>;
  discard(id: ImportId): Promise<void>;
  finishConfirmed(): Promise<void>;
  stop(): Promise<void>;
}

const NOTHING = { new: 0, elsewhere: 0, changed: 0, known: 0, unreadable: 0 };
/** Progress reaches the window at most ten times a second. */
const TOLD_MS = 100;

export function importService(parts: ImportParts): ImportService {
  const { clock, events, reader } = parts;
  const imports = new Map<ImportId, Import>();
  const confirmed = confirmedImports(parts);
  const remembered = mappings(parts.meta);

  const find = (id: ImportId): Import => {
    const found = imports.get(id);
    if (!found) throw new Failure({ kind: 'user_input', key: 'imports.gone' });
    return found;
  };
  const show = (one: Import, change: Partial<ImportView>): void => {
    one.view = { ...one.view, ...change };
    events.emit('imports.changed', { importId: one.view.id });
  };
  const tellProgress = (one: Import, done: number, total: number | null): void => {
    one.view = { ...one.view, done, ...(total === null ? {} : { total }) };
    const now = clock.monotonic();
    if (now - one.toldAt < TOLD_MS) return;
    one.toldAt = now;
    events.emit('imports.changed', { importId: one.view.id });
  };

  /** One piece of work at a time; the next one cuts it. */
  const begin = (one: Import, step: ImportView['step'], task: (signal: AbortSignal) => Promise<void>): void => {
    one.abort.abort();
    const abort = new AbortController();
    one.abort = abort;
    const { problem: _problem, total: _total, ...view } = one.view;
    one.view = { ...view, done: 0 };
    show(one, { step });
    one.work = one.work
      .then(() => task(abort.signal))
      .catch((error: unknown) => {
        if (abort.signal.aborted) return;
        const supportId = parts.ids.uuid().slice(-12);
        parts.logFailure('import', supportId, error);
        show(one, { step: 'failed', problem: parts.tell(error, supportId) });
      });
  };

  const tablesOf = async ({ tables }: Staged): Promise<ImportTable[]> =>
    Promise.all(
      tables.map(async (table) => {
        const known = await remembered.find(table.signature, table.header.length);
        return { ...table, mapping: known ?? table.mapping, isRemembered: known !== null };
      }),
    );

  const plan = async (one: Import, signal: AbortSignal): Promise<void> => {
    const { view, folder, staged, company } = one;
    const readings = view.tables.map(({ signature, mapping }) => ({ signature, mapping }));
    const { files, refusals } = staged;
    const order = { folder, files, readings, refusals, company, at: instantOf(clock.now()) };
    const planned = await one.stager.plan(order, (done, total) => tellProgress(one, done, total), signal);
    one.planned = planned;
    const connectionId = await confirmed.knownConnection(view.companyId);
    const counts = await compare(
      reader,
      { folder, planned, companyId: view.companyId, connectionId },
      (done) => tellProgress(one, done, planned.documents),
      signal,
    );
    signal.throwIfAborted();
    show(one, { step: 'plan', counts });
  };

  const end = async (one: Import): Promise<void> => {
    imports.delete(one.view.id);
    one.abort.abort();
    await one.work;
    await one.stager.close();
  };

  return {
    start: async (companyId, paths) => {
      const company = await parts.companies.find(companyId);
      if (!company) throw new Failure({ kind: 'user_input', key: 'imports.gone' });
      const id = parts.ids.uuid() as ImportId;
      const files = paths.map((path) => path.split(/[\\/]/).at(-1) ?? path);
      const one: Import = {
        view: { id, companyId, step: 'reading', files, done: 0, tables: [], counts: NOTHING },
        folder: join(parts.spoolRoot, stagingFolder(id)),
        company,
        stager: parts.newStager(),
        staged: { files: [], tables: [], refusals: [] },
        planned: null,
        abort: new AbortController(),
        work: Promise.resolve(),
        toldAt: -TOLD_MS,
      };
      imports.set(id, one);
      begin(one, 'reading', async (signal) => {
        const order = { paths, folder: one.folder, company };
        one.staged = await one.stager.stage(order, (done, total) => tellProgress(one, done, total), signal);
        const tables = await tablesOf(one.staged);
        one.view = { ...one.view, tables };
        if (tables.some(({ isRemembered }) => !isRemembered)) show(one, { step: 'columns' });
        else {
          show(one, { step: 'comparing', done: 0 });
          await plan(one, signal);
        }
      });
      return id;
    },
    get: (id) => find(id).view,
    look: async (id, { signature, encoding, separator }) => {
      const one = find(id);
      const file = one.staged.files.find((each) => each.signature === signature);
      if (!file) throw new Failure({ kind: 'user_input', key: 'imports.gone' });
      const look = await one.stager.look({ file, encoding, separator }, one.company);
      const files = one.staged.files.map((each) =>
        each.signature === signature ? { ...each, encoding, separator, signature: look.signature } : each,
      );
      const names = files.filter((each) => each.signature === look.signature).map(({ name }) => name);
      const others = one.staged.tables.filter(
        (each) => each.signature !== signature && each.signature !== look.signature,
      );
      one.staged = { ...one.staged, files, tables: [...others, { ...look, files: names }] };
      show(one, { tables: await tablesOf(one.staged) });
    },
    read: async (id, tables) => {
      const one = find(id);
      for (const { signature, mapping } of tables) {
        const table = one.view.tables.find((each) => each.signature === signature);
        const fault = mappingFault(mapping);
        if (!table || fault !== null || mapping.columns.length !== table.header.length)
          throw new Failure({ kind: 'user_input', key: 'imports.columns_unclear' });
        await remembered.remember(signature, mapping);
      }
      const chosen = new Map(tables.map(({ signature, mapping }) => [signature, mapping]));
      one.view = {
        ...one.view,
        tables: one.view.tables.map((table) => ({
          ...table,
          mapping: chosen.get(table.signature) ?? table.mapping,
          isRemembered: table.isRemembered || chosen.has(table.signature),
        })),
      };
      begin(one, 'comparing', (signal) => plan(one, signal));
    },
    back: (id) => {
      const one = find(id);
      begin(one, 'columns', () => Promise.resolve());
    },
    rows: (id, state, after, limit) => readRows(find(id).folder, state, after, limit),
    confirm: async (id, { take, except, tag }) => {
      const one = find(id);
      const { planned } = one;
      if (one.view.step !== 'plan' || !planned) throw new Failure({ kind: 'user_input', key: 'imports.gone' });
      await end(one);
      const order = { id, take: [...take], except: [...except], pages: planned.pages };
      return confirmed.confirm(one.view.companyId, one.folder, order, tag);
    },
    discard: async (id) => {
      const one = imports.get(id);
      if (!one) return;
      await end(one);
      await rm(one.folder, { recursive: true, force: true });
    },
    finishConfirmed: () => confirmed.finish(),
    stop: async () => {
      for (const one of imports.values()) await end(one);
    },
  };
}
