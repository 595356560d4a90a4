// What the archive of this PC answers, with what the others have told beside it.
import type { ReceiptView } from '../../../shared/contract/receipts';
import type { BundleView } from '../../../shared/contract/reports';
import type { RunView } from '../../../shared/contract/runs';
import type { CompanyId } from '../../../shared/domain/ids';
import type { ArchiveReader } from '../archive/types';
import type { FileCopy, RunCopy } from '../db/repositories/copy.repo';
import type { SharedWork } from './sharedWork';

type Files = readonly { readonly id: string; readonly receipts: readonly ReceiptView[] }[];

export function sharedReader(reader: ArchiveReader, shared: SharedWork): ArchiveReader {
  if (!shared.isShared) return reader;
  /** Their name where it was not this computer. */
  const theirs = (copy: FileCopy): { pc?: string } => (shared.isMine(copy) ? {} : { pc: copy.pc });

  const receiptsOf = (id: string, copies: readonly FileCopy[]): ReceiptView[] =>
    copies.flatMap((copy) => (copy.fileId === id && copy.receipt ? [{ ...copy.receipt, ...theirs(copy) }] : []));

  /** The archive's own word counts, unless the other is newer. */
  const withReceipts = <T extends Files[number]>(file: T, copies: readonly FileCopy[]): T => {
    const more = receiptsOf(file.id, copies).filter(
      (copy) =>
        !file.receipts.some(
          ({ connectionId, path, at }) => connectionId === copy.connectionId && path === copy.path && at >= copy.at,
        ),
    );
    const ours = file.receipts.map((receipt) => withCheck(receipt, file.id, copies));
    return { ...file, receipts: [...ours, ...more] };
  };

  /** Bundles that lie somewhere and were not built here. */
  const bundlesElsewhere = (
    ours: readonly BundleView[],
    copies: readonly FileCopy[],
    invoices: (month: string) => number,
  ): BundleView[] => {
    const known = new Set<string>(ours.map(({ id }) => id));
    return copies.flatMap((copy) => {
      const { bundle } = copy;
      if (!bundle || !copy.receipt || known.has(bundle.id)) return [];
      known.add(bundle.id);
      const lateCount = Math.max(0, invoices(copy.month) - bundle.invoiceCount);
      return [{ ...bundle, receipts: receiptsOf(bundle.id, copies), lateCount, ...theirs(copy) }];
    });
  };

  const bundlesOf = (ours: readonly BundleView[], copies: readonly FileCopy[], invoices: (month: string) => number) => [
    ...ours.map((bundle) => withReceipts(bundle, copies)),
    ...bundlesElsewhere(ours, copies, invoices),
  ];

  const withTheirs = async <T extends Files[number]>(companyId: CompanyId, period: string, files: readonly T[]) => {
    const copies = await shared.files(companyId, period);
    return files.map((file) => withReceipts(file, copies));
  };

  return {
    ...reader,
    bundles: async (companyId, month) => {
      const found = await reader.bundles(companyId, month);
      const copies = await shared.files(companyId, month);
      const bundles = bundlesOf(found.bundles, copies, () => found.invoiceCount);
      return { ...found, bundles: bundles.sort((a, b) => b.revision - a.revision) };
    },
    bundlesOfYear: async (companyId, year) => {
      const ours = await reader.bundlesOfYear(companyId, year);
      const counts = new Map<string, number>();
      for (const { month, count } of await reader.months(companyId))
        counts.set(month, (counts.get(month) ?? 0) + count);
      const bundles = bundlesOf(ours, await shared.files(companyId, String(year)), (month) => counts.get(month) ?? 0);
      return bundles.sort((a, b) => (a.month === b.month ? a.revision - b.revision : a.month < b.month ? -1 : 1));
    },
    reports: async (companyId, month) => {
      const found = await reader.reports(companyId, month);
      return month === null ? found : withTheirs(companyId, month, found);
    },
    reportsOfYear: async (companyId, year) =>
      withTheirs(companyId, String(year), await reader.reportsOfYear(companyId, year)),
    fiscalFiles: async (companyId, month) =>
      withTheirs(companyId, month ?? '', await reader.fiscalFiles(companyId, month)),
    runs: async (asked) => {
      const [ours, copies] = await Promise.all([reader.runs(asked), shared.runs(asked)]);
      return [...ours, ...copies.map(toldRun)].sort(newestFirst).slice(0, asked.limit);
    },
    run: async (runId) => {
      const ours = await reader.run(runId);
      if (ours) return ours;
      const copy = await shared.run(runId);
      return copy ? toldRun(copy) : null;
    },
  };
}

/** Another PC may have looked after it later. */
function withCheck(ours: ReceiptView, fileId: string, copies: readonly FileCopy[]): ReceiptView {
  const told = copies.find(
    ({ fileId: id, connectionId, receipt }) =>
      id === fileId && connectionId === ours.connectionId && receipt?.path === ours.path && receipt.at === ours.at,
  )?.receipt?.checked;
  return told !== undefined && told.at > (ours.checked?.at ?? '') ? { ...ours, checked: told } : ours;
}

const toldRun = ({ run, pc }: RunCopy): RunView => ({ ...run, pc });
const placeOf = ({ startedAt, id }: RunView): string => `${startedAt}|${id}`;
const newestFirst = (a: RunView, b: RunView): number => (placeOf(a) < placeOf(b) ? 1 : -1);
