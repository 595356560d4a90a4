// invoices.*: reads go to the reader worker; saving a copy goes through main's own dialog.
import type { Texts } from '../texts';
import { writeFile } from 'node:fs/promises';
import type { ArchiveReader } from '../archive/types';
import type { ConnectionRepo } from '../db/repositories/connection.repo';
import type { AllHandlers } from '../dispatcher';
import type { Dialogs } from '../ports';
import type { ProviderManifest } from '../providers/sdk/defineProvider';

export interface InvoiceParts {
  readonly reader: ArchiveReader;
  readonly connections: ConnectionRepo;
  readonly manifestOf: (providerId: string) => ProviderManifest;
  readonly dialogs: Dialogs;
  readonly texts: Texts;
}

/** The window never gets more text than this of one original. */
const MAX_TEXT_BYTES = 3_000_000;

export function invoiceHandlers({
  reader,
  connections,
  manifestOf,
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
        const connection = await connections.find(connectionId);
        const sellerTaxId = detail.invoice?.seller.taxId;
        const link =
          connection && detail.invoice && sellerTaxId !== undefined
            ? manifestOf(connection.providerId).invoices?.checkLink?.({
                sellerTaxId,
                issueDate: detail.invoice.issueDate,
                sha256Base64Url: Buffer.from(detail.sha256, 'hex').toString('base64url'),
                settings: connection.settings,
              })
            : undefined;
        return link === undefined ? detail : { ...detail, checkLink: link };
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
    },
  };
}
