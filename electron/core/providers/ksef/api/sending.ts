// Opening, sending, closing. Each of these is refused here, before anything leaves, while sending is switched off for the connection.
import { z } from 'zod';
import type { HttpAnswer, UploadBody } from '../../sdk/http';
import { guardPresigned } from '../environments';
import { supportText } from '../errors';
import type { Session } from '../session';
import { unavailable } from '../../sdk/errors';
import { assertMaySend } from '../call';
import { documentOf, type KsefDocument } from '../documents';
import { Nothing, path, type Signed } from './caller';
import { Instant, Reference } from './schemas';

export interface FormCode {
  readonly systemCode: string;
  readonly schemaVersion: string;
  readonly value: string;
}

export interface SessionEncryption {
  readonly encryptedSymmetricKey: string;
  readonly initializationVector: string;
  readonly publicKeyId: string;
}

export interface SealedInvoice {
  readonly invoiceHash: string;
  readonly invoiceSize: number;
  readonly encryptedInvoiceHash: string;
  readonly encryptedInvoiceSize: number;
  readonly encryptedInvoiceContent: string;
  readonly offlineMode: boolean;
  readonly hashOfCorrectedInvoice?: string;
}

export interface BatchFile {
  readonly fileSize: number;
  readonly fileHash: string;
  readonly compressionType: 'Zip' | 'TarGz';
  readonly fileParts: readonly {
    readonly ordinalNumber: number;
    readonly fileSize: number;
    readonly fileHash: string;
  }[];
}

export interface BatchOrder {
  readonly formCode: FormCode;
  readonly batchFile: BatchFile;
  readonly encryption: SessionEncryption;
  readonly offlineMode: boolean;
}

export const PartUpload = z.looseObject({
  ordinalNumber: z.int(),
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string().nullable()),
});
export type PartUpload = z.infer<typeof PartUpload>;

const Opened = z.looseObject({ referenceNumber: Reference, validUntil: Instant });
const BatchOpened = z.looseObject({ referenceNumber: Reference, partUploadRequests: z.array(PartUpload) });
const Taken = z.looseObject({ referenceNumber: Reference });

const PART_TIMEOUT_MS = 5 * 60_000;

export type SendingApi = ReturnType<typeof sendingApi>;

export function sendingApi(session: Session, { json }: Signed) {
  const { ksef } = session;
  // Closing twice closes once (21180 says so), so a lost answer may be asked again.
  const close = (of: string, group: string) =>
    json({ method: 'POST', path: of, group, isIdempotent: true, answer: Nothing });
  return {
    openOnline: (body: { readonly formCode: FormCode; readonly encryption: SessionEncryption }) =>
      json({ method: 'POST', path: '/sessions/online', body, group: 'onlineSession', answer: Opened }),
    sendInvoice: (reference: string, body: SealedInvoice) =>
      json({
        method: 'POST',
        path: path`/sessions/online/${reference}/invoices`,
        body,
        group: 'invoiceSend',
        answer: Taken,
      }),
    closeOnline: (reference: string) => close(path`/sessions/online/${reference}/close`, 'onlineSessionClose'),
    openBatch: (body: BatchOrder) =>
      json({ method: 'POST', path: '/sessions/batch', body, group: 'batchSession', answer: BatchOpened }),
    closeBatch: (reference: string) => close(path`/sessions/batch/${reference}/close`, 'batchSessionClose'),
    /** A part over its presigned link: exactly the method, address and headers that were told, no Bearer, only KSeF's own hosts. */
    uploadPart: (part: PartUpload, file: UploadBody): Promise<HttpAnswer> => {
      assertMaySend(ksef);
      const method = part.method.toUpperCase();
      if (method !== 'PUT' && method !== 'POST')
        throw unavailable('unexpected_answer', { details: supportText([`part method ${part.method}`]) });
      const told = Object.entries(part.headers).filter(([name]) => name.toLowerCase() !== 'authorization');
      const headers = Object.fromEntries(
        told.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])),
      );
      return ksef.http.upload({
        method,
        url: guardPresigned(ksef.environment, part.url),
        headers: { 'user-agent': ksef.userAgent, ...headers },
        file,
        timeoutMs: PART_TIMEOUT_MS,
        expected: [400, 401, 403, 404],
      });
    },
    /** A receipt over its presigned link. Null when the link has lapsed. */
    receiptByLink: async (link: string): Promise<KsefDocument | null> => {
      const url = guardPresigned(ksef.environment, link);
      const headers = { 'user-agent': ksef.userAgent };
      const answer = await ksef.http.request({ method: 'GET', url, headers, expected: [403, 404, 410] });
      return answer.status === 200 ? documentOf(answer) : null;
    },
  };
}
