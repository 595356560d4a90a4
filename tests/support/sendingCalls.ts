// A call of each operation that sends, with the least that the official description allows.
import type { SendingApi, SessionEncryption } from '../../electron/core/providers/ksef/api/sending';

const REF = '20251010-SO-1DCE3E3000-12ECB5B36E-45';
const HASH = 'EbrK4cOSjW4hEpJaHU71YXSOZZmqP5++dK9nLgTzgV4=';
const formCode = { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' };
const encryption: SessionEncryption = {
  encryptedSymmetricKey: 'AAAA',
  initializationVector: 'AAAA',
  publicKeyId: HASH,
};
const fileParts = [{ ordinalNumber: 1, fileSize: 16, fileHash: HASH }];
const sealed = {
  invoiceHash: HASH,
  invoiceSize: 10,
  encryptedInvoiceHash: HASH,
  encryptedInvoiceSize: 16,
  encryptedInvoiceContent: 'AAAA',
  offlineMode: true,
  hashOfCorrectedInvoice: HASH,
};

export const sendingCalls: Readonly<Record<string, (b: { readonly sending: SendingApi }) => Promise<unknown>>> = {
  'POST /sessions/online': (b) => b.sending.openOnline({ formCode, encryption }),
  'POST /sessions/online/{referenceNumber}/invoices': (b) => b.sending.sendInvoice(REF, sealed),
  'POST /sessions/online/{referenceNumber}/close': (b) => b.sending.closeOnline(REF),
  'POST /sessions/batch': (b) =>
    b.sending.openBatch({
      formCode,
      encryption,
      offlineMode: false,
      batchFile: { fileSize: 16, fileHash: HASH, compressionType: 'Zip', fileParts },
    }),
  'POST /sessions/batch/{referenceNumber}/close': (b) => b.sending.closeBatch(REF),
};
