// The receipt of a whole session, page by page: each page is kept once, for all the invoices it names.
import type { OutgoingInvoice } from '../../sdk/sending';
import type { SessionStatus } from '../api/sessions';
import { checkReceipt, keep, type ReceiptWork } from './receipts';
import { readUpo } from './upo';

/** Answers those that no page names: they were accepted in another session, or the receipt is not ready. */
export async function keepSessionReceipts(
  { client, journal }: ReceiptWork,
  status: SessionStatus,
  accepted: readonly OutgoingInvoice[],
): Promise<readonly OutgoingInvoice[]> {
  let left = [...accepted];
  for (const page of status.upo?.pages ?? []) {
    if (left.length === 0) break;
    const document = await client.sending.receiptByLink(page.downloadUrl);
    if (!document) continue;
    const { session, documents } = readUpo(document.bytes);
    const named = new Set(documents.map(({ ksefNumber }) => ksefNumber));
    const ours = left.filter(({ remoteNumber = '' }) => named.has(remoteNumber));
    checkReceipt(
      document,
      ours.map(({ remoteNumber = '', sha256 }) => ({ remoteNumber, sha256 })),
    );
    if (ours.length > 0)
      await keep(
        journal,
        ours.map(({ id }) => id),
        document,
        `${session}-${page.referenceNumber}`,
      );
    left = left.filter((item) => !ours.includes(item));
  }
  return left;
}
