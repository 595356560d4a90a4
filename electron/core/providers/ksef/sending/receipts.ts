// The official receipt (UPO) of what was accepted: fetched, read, held against the invoice, handed over to be kept.
import type { WorkContext } from '../../sdk/context';
import { unavailable } from '../../sdk/errors';
import type { OutgoingInvoice, SendJournal } from '../../sdk/sending';
import type { KsefDocument } from '../documents';
import { isRefusal } from '../errors';
import type { KsefClient } from '../ksefClient';
import { askUntil, POLLS } from './ask';
import { Pending } from './pending';
import { readUpo } from './upo';

export interface ReceiptWork {
  readonly ctx: WorkContext;
  readonly client: KsefClient;
  readonly journal: SendJournal;
}

/** Accepted in a session of another sign-in, which this one may not read. */
const isNotShown = (error: unknown): boolean =>
  isRefusal(error, 21173) || (isRefusal(error) && error.spec.kind === 'permission');

/** One receipt for each invoice. The patience is for all of them together; whoever comes after it is asked once. */
export async function fetchReceipts(work: ReceiptWork, accepted: readonly OutgoingInvoice[]): Promise<void> {
  const pending = new Pending();
  let left = POLLS;
  for (const item of accepted) {
    work.ctx.progress.phase('phase.receipt');
    const { trace, remoteNumber = '' } = item;
    if (!trace) continue;
    const ask = (): ReturnType<typeof receiptOf> => {
      left -= 1;
      return receiptOf(work.client, trace.session, trace.item, remoteNumber);
    };
    const late = { key: 'receipt_waiting', details: `UPO ${remoteNumber}: 21178`, polls: Math.max(1, left) };
    await pending.during(async () => {
      const document = await askUntil(work.ctx, ask, late);
      checkReceipt(document, [{ remoteNumber, sha256: item.sha256 }]);
      await keep(work.journal, [item.id], document, remoteNumber);
    }, isNotShown);
  }
  pending.tell();
}

export async function keep(
  journal: SendJournal,
  ids: readonly string[],
  document: KsefDocument,
  name: string,
): Promise<void> {
  const receipt = { bytes: document.bytes, fileName: `UPO_${name}.xml`, mediaType: 'application/xml' };
  await journal.receipt(ids, receipt);
}

/** Over the link that came with the status where there is one: it counts against no allowance. Undefined while it is being made. */
async function receiptOf(
  client: KsefClient,
  session: string,
  item: string | undefined,
  number: string,
): Promise<KsefDocument | undefined> {
  try {
    const link = item === undefined ? undefined : (await client.sessions.invoiceStatus(session, item)).upoDownloadUrl;
    const linked = link === undefined ? null : await client.sending.receiptByLink(link);
    if (linked) return linked;
    return item === undefined
      ? await client.sessions.upoOfKsefNumber(session, number)
      : await client.sessions.upoOfInvoice(session, item);
  } catch (error) {
    if (isRefusal(error, 21178)) return undefined;
    throw error;
  }
}

/** A receipt that is for something else is not kept as ours. */
export function checkReceipt(
  document: KsefDocument,
  expected: readonly { readonly remoteNumber: string; readonly sha256: string }[],
): void {
  const byNumber = new Map(readUpo(document.bytes).documents.map((one) => [one.ksefNumber, one.sha256]));
  const wrong = expected.find(({ remoteNumber, sha256 }) => byNumber.get(remoteNumber) !== sha256);
  if (wrong)
    throw unavailable('receipt_damaged', { details: `UPO without ${wrong.remoteNumber} or with another hash` });
}
