// Invoices: metadata, one document, packages. Documents are bytes that fit their hash, never text.
import { send } from '../call';
import { exportStatus, queryMetadata, startExport, type ExportOrder, type MetadataQuery } from '../client';
import { documentOf, type KsefDocument } from '../documents';
import type { Session } from '../session';
import { path } from './caller';

export function invoicesApi(session: Session) {
  const { ksef } = session;
  return {
    queryMetadata: (query: MetadataQuery) => session.run((bearer) => queryMetadata(ksef, bearer, query)),
    /** `expectedSha256`: what the metadata say. */
    download: (ksefNumber: string, expectedSha256?: string): Promise<KsefDocument> =>
      session.run(async (bearer) => {
        const spec = {
          method: 'GET',
          path: path`/invoices/ksef/${ksefNumber}`,
          bearer,
          group: 'invoiceDownload',
        } as const;
        return documentOf(await send(ksef, spec, 'application/xml'), expectedSha256);
      }),
    startExport: (order: ExportOrder) => session.run((bearer) => startExport(ksef, bearer, order)),
    exportStatus: (reference: string) => session.run((bearer) => exportStatus(ksef, bearer, reference)),
  };
}
