// Files of a month that lie at a destination in the end.
import type { FiscalFileView } from '../../../../shared/contract/fiscal';
import type { ReceiptView } from '../../../../shared/contract/receipts';
import type { BundleView, ReportView } from '../../../../shared/contract/reports';
import type { CompanyId, Month, ReportId } from '../../../../shared/domain/ids';
import type { ArchiveReader } from '../../archive/types';

/** A bundle, or what goes where it goes. */
export interface MonthFile {
  readonly id: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly madeAt: string;
  readonly receipts: readonly ReceiptView[];
  /** The bundle that it is. */
  readonly bundle?: BundleView;
  readonly path: () => Promise<string>;
}

/** A report that somebody brought, or what a till has signed. */
export interface FileBeside extends MonthFile {
  readonly id: ReportId;
}

export const fileOfBundle = (reader: ArchiveReader, bundle: BundleView): MonthFile => ({
  ...bundle,
  bundle,
  madeAt: bundle.builtAt,
  path: () => reader.bundleFile(bundle.id),
});

const fileOfReport = (reader: ArchiveReader, { addedAt, ...report }: ReportView): FileBeside => ({
  ...report,
  madeAt: addedAt,
  path: () => reader.reportFile(report.id),
});

const fileOfTill = (reader: ArchiveReader, { storedAt, ...file }: FiscalFileView): FileBeside => ({
  ...file,
  madeAt: storedAt,
  path: () => reader.fiscalFile(file.id),
});

/** What goes where the bundle of its month goes. */
export async function besideBundle(
  reader: ArchiveReader,
  companyId: CompanyId,
  month: Month,
): Promise<readonly FileBeside[]> {
  const brought = await reader.reports(companyId, month);
  const signed = await reader.fiscalFiles(companyId, month);
  return [...brought.map((report) => fileOfReport(reader, report)), ...signed.map((file) => fileOfTill(reader, file))];
}
