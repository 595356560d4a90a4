// What the PCs of one store tell each other: files that lie at a destination or are on their way there, and runs that have ended.
import { z } from 'zod';
import { ReceiptView } from '../../../../shared/contract/receipts';
import { BundleView } from '../../../../shared/contract/reports';
import { RunView } from '../../../../shared/contract/runs';
import { CompanyId, ConnectionId, Instant, Month } from '../../../../shared/domain/ids';
import { instantOf } from '../../time';
import type { ConfigDatabase } from '../openDatabase';
import type { StoreClock } from '../storeClock';
import type { ReceiptCopyTable } from '../tables';
import { transact } from '../transact';

const Body = z.strictObject({
  fileName: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  /** A bundle whole, so that others can show it and count their revisions on. */
  bundle: BundleView.omit({ receipts: true, lateCount: true, pc: true }).optional(),
  /** Absent: it is on its way, or whoever sent it has not come to tell. */
  receipt: ReceiptView.omit({ pc: true }).optional(),
});

export const FileCopy = Body.extend({
  fileId: z.string(),
  companyId: CompanyId,
  month: Month,
  connectionId: ConnectionId,
  installation: z.string(),
  /** Name of the computer. */
  pc: z.string(),
  at: Instant,
});
export type FileCopy = Readonly<z.infer<typeof FileCopy>>;

/** As the archive is asked for its own. */
export interface RunsAsked {
  readonly companyId?: string;
  readonly connectionId?: string;
  readonly kind?: RunView['kind'];
  readonly onlyProblems?: boolean;
  readonly before?: { readonly startedAt: string; readonly id: string };
  readonly limit: number;
}

export const RunCopy = z.strictObject({ run: RunView, companyId: CompanyId, installation: z.string(), pc: z.string() });
export type RunCopy = Readonly<z.infer<typeof RunCopy>>;

const DAY_MS = 86_400_000;
/** In days. All of them until the year is closed and looked at; those that only read and went well for as long as somebody may ask about them. */
export const RUNS_KEPT_DAYS = { all: 400, routine: 31 } as const;
const ROUTINE: readonly RunView['kind'][] = ['sync', 'check'];

export interface CopyRepo {
  file(connectionId: ConnectionId, fileId: string): Promise<FileCopy | null>;
  /** Of a month, of a year, or all (''). */
  files(companyId: CompanyId, period: string): Promise<readonly FileCopy[]>;
  putFile(copy: FileCopy): Promise<void>;
  putRun(copy: RunCopy): Promise<void>;
  /** Copies of runs that nobody asks for any more, by the store's clock. */
  pruneRuns(nowMs: number): Promise<void>;
  /** Of other PCs than this one. */
  runs(asked: RunsAsked, installation: string): Promise<readonly RunCopy[]>;
  run(id: string): Promise<RunCopy | null>;
}

export function copyRepo(db: ConfigDatabase, clock: StoreClock): CopyRepo {
  const files = () => db.selectFrom('receipt_copy').selectAll();
  return {
    file: async (connectionId, fileId) => {
      const row = await files()
        .where('connection_id', '=', connectionId)
        .where('file_id', '=', fileId)
        .executeTakeFirst();
      return row ? toFile(row) : null;
    },
    files: async (companyId, period) => {
      const ofCompany = files().where('company_id', '=', companyId);
      const asked = period === '' ? ofCompany : ofCompany.where('month', 'like', `${period}%`);
      return (await asked.orderBy('at').orderBy('file_id').execute()).map(toFile);
    },
    putFile: (copy) =>
      transact(db, async (trx) => {
        const row = toFileRow(copy);
        const { numUpdatedRows } = await trx
          .updateTable('receipt_copy')
          .set(row)
          .where('connection_id', '=', row.connection_id)
          .where('file_id', '=', row.file_id)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) await trx.insertInto('receipt_copy').values(row).execute();
      }),
    putRun: ({ run, companyId, installation, pc }) =>
      transact(db, async (trx) => {
        const { id, kind, startedAt } = run;
        const facts = { company_id: companyId, installation, pc, kind, started_at: startedAt };
        const row = { id, ...facts, has_problem: hasProblem(run) ? 1 : 0, body: JSON.stringify(run) };
        const { numUpdatedRows } = await trx.updateTable('run_copy').set(row).where('id', '=', id).executeTakeFirst();
        if (numUpdatedRows === 0n) await trx.insertInto('run_copy').values(row).execute();
      }),
    pruneRuns: (nowMs) =>
      transact(db, async (trx) => {
        const storeMs = nowMs + (await clock.aheadMs(trx));
        const before = (days: number): string => instantOf(storeMs - days * DAY_MS);
        await trx.deleteFrom('run_copy').where('started_at', '<', before(RUNS_KEPT_DAYS.all)).execute();
        await trx
          .deleteFrom('run_copy')
          .where('started_at', '<', before(RUNS_KEPT_DAYS.routine))
          .where('kind', 'in', ROUTINE)
          .where('has_problem', '=', 0)
          .execute();
      }),
    runs: async ({ companyId, connectionId, kind, onlyProblems, before, limit }, installation) => {
      let query = db.selectFrom('run_copy').selectAll().where('installation', '<>', installation);
      if (companyId !== undefined) query = query.where('company_id', '=', companyId);
      // An id is nothing else anywhere in a run.
      if (connectionId !== undefined) query = query.where('body', 'like', `%"connectionId":"${connectionId}"%`);
      if (kind !== undefined) query = query.where('kind', '=', kind);
      if (onlyProblems === true) query = query.where('has_problem', '=', 1);
      if (before !== undefined) {
        const { startedAt, id } = before;
        query = query.where((is) =>
          is.or([is('started_at', '<', startedAt), is.and([is('started_at', '=', startedAt), is('id', '<', id)])]),
        );
      }
      const rows = await query.orderBy('started_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
      return rows.flatMap((row) => toRun(row) ?? []);
    },
    run: async (id) => {
      const row = await db.selectFrom('run_copy').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toRun(row) : null;
    },
  };
}

const hasProblem = (run: RunView): boolean =>
  run.problem !== undefined || run.parts.some(({ problem }) => problem !== undefined);

function toFileRow(copy: FileCopy): ReceiptCopyTable {
  const { fileId, companyId, month, connectionId, installation, pc, at, ...body } = copy;
  return {
    connection_id: connectionId,
    file_id: fileId,
    company_id: companyId,
    month,
    installation,
    pc,
    at,
    body: JSON.stringify(body),
  };
}

function toFile(row: ReceiptCopyTable): FileCopy {
  return {
    ...Body.parse(JSON.parse(row.body)),
    fileId: row.file_id,
    companyId: row.company_id as CompanyId,
    month: row.month,
    connectionId: row.connection_id as ConnectionId,
    installation: row.installation,
    pc: row.pc,
    at: row.at,
  };
}

function toRun(row: {
  readonly company_id: string;
  readonly installation: string;
  readonly pc: string;
  readonly body: string;
}): RunCopy | null {
  const { installation, pc } = row;
  // The other PC may have a version that tells more: its run is left out of the history here, for nothing hangs on it.
  const run = RunView.safeParse(JSON.parse(row.body));
  return run.success ? { run: run.data, companyId: row.company_id as CompanyId, installation, pc } : null;
}
