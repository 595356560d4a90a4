// invoices.*: reads go to the reader worker; saving a copy goes through main's own dialog.
import type { InvoiceCursor, InvoiceFilter } from '../../../shared/contract/invoices';
import type { InvoiceRowId } from '../../../shared/domain/ids';
import type { Texts } from '../texts';
import { writeFile } from 'node:fs/promises';
import type { ArchiveReader } from '../archive/types';
import type { AllHandlers } from '../dispatcher';
import type { Dialogs } from '../ports';
import type { AttachmentService } from '../services/attachmentService';
import type { CheckLinks } from '../services/checkLinks';
import type { PaperService } from '../services/paperService';
import type { SourceFileService } from '../services/sourceFileService';

export interface InvoiceParts {
  readonly reader: ArchiveReader;
  readonly linkOf: CheckLinks;
  readonly papers: PaperService;
  readonly attachments: AttachmentService;
  readonly sourceFiles: SourceFileService;
  readonly dialogs: Dialogs;
  readonly texts: Texts;
}

/** The window never gets more text than this of one original. */
const MAX_TEXT_BYTES = 3_000_000;

export function invoiceHandlers({
  reader,
  linkOf,
  papers,
  attachments,
  sourceFiles,
  dialogs,
  texts,
}: InvoiceParts): Pick<AllHandlers, 'invoices'> {
  return {
    invoices: {
      list: ({ filter, sort, after, limit }) => reader.listInvoices(filter, sort, after ?? null, limit),
      summary: ({ filter }) => reader.summary(filter),
      months: async ({ companyId }) => [...(await reader.months(companyId))],
      tags: async ({ companyId }) => [...(await reader.tags(companyId))],
      get: async ({ id }) => {
        const { connectionId, ...detail } = await reader.invoice(id);
        const { invoice, sha256 } = detail;
        const facts = { connectionId, sha256, sellerTaxId: invoice?.seller.taxId, issueDate: invoice?.issueDate };
        const link = await linkOf(facts);
        const places = [
          { id, connectionId },
          ...detail.others.map((other) => ({ id: other.id, connectionId: other.connectionId })),
        ];
        const offered = await sourceFiles.offered(places);
        return {
          ...detail,
          ...(link === undefined ? {} : { checkLink: link }),
          ...(offered.length === 0 ? {} : { sourceFiles: offered }),
        };
      },
      original: async ({ id, version }) => {
        const { bytes, fileName } = await reader.original(id, version ?? null);
        return { text: Buffer.from(bytes.subarray(0, MAX_TEXT_BYTES)).toString('utf8'), fileName };
      },
      saveOriginal: async ({ id, version }) => {
        const { bytes, fileName } = await reader.original(id, version ?? null);
        const t = await texts();
        const path = await dialogs.saveFile({ suggestedName: fileName, title: t('save_original') });
        if (path === null) return {};
        await writeFile(path, bytes);
        return { savedTo: path };
      },
      saveAttachment: ({ id, index }) => attachments.save(id, index),
      openAttachment: ({ id, index }) => attachments.open(id, index),
      openSourceFile: ({ id }) => sourceFiles.open(id),
      saveSourceFile: ({ id }) => sourceFiles.save(id),
      keepSourceFile: ({ id }) => sourceFiles.keep(id),
      cancelSourceFile: ({ id }) => {
        sourceFiles.cancel(id);
        return Promise.resolve();
      },
      view: ({ id, version }) => papers.view(id, version ?? null),
      savePdf: (order) => papers.save(order),
      savePdfs: async ({ what, language }) => {
        const ids = 'ids' in what ? what.ids : await idsOf(reader, what.filter);
        if (ids.length === 0) return {};
        const task = await papers.saveMany(ids, language);
        return task === null ? {} : { task };
      },
      cancelPdfs: async ({ taskId }) => {
        papers.cancel(taskId);
        return Promise.resolve();
      },
      print: (order) => papers.print(order),
    },
  };
}

const PAGE = 500;

async function idsOf(reader: ArchiveReader, filter: InvoiceFilter): Promise<readonly InvoiceRowId[]> {
  const ids: InvoiceRowId[] = [];
  let after: InvoiceCursor | null = null;
  do {
    const page: Awaited<ReturnType<ArchiveReader['listInvoices']>> = await reader.listInvoices(
      filter,
      'date_asc',
      after,
      PAGE,
    );
    ids.push(...page.rows.map((row) => row.id));
    after = page.next ?? null;
  } while (after !== null);
  return ids;
}
