// Invoices into the service, one by one: looked over, the receiver looked up, noted, posted once. The service has no list of what was sent
// and knows no second try: what got no answer is nobody's to find out but a person's.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isFailure, type FailureSpec } from '../../../../shared/errors';
import { NetworkProblem } from '../../ports';
import type { WorkContext } from '../sdk/context';
import { keyOfPath } from '../sdk/edi/address';
import { openPostBox, type EdiUri, type PostBox } from '../sdk/edi/postBox';
import { rejected, unavailable } from '../sdk/errors';
import { isRefusal } from '../sdk/refusals';
import type { OutgoingInvoice, SendInvoices, SendOrder, SendTrace } from '../sdk/sending';
import { routingOf } from './routing';

/** Its name for every delivery: there are no sessions. */
const PLACE = 'sales-invoices';
const UNKNOWN: FailureSpec = { kind: 'unavailable', key: 'send_unknown' };

interface Work {
  readonly ctx: WorkContext;
  readonly box: PostBox;
  readonly journal: SendOrder['journal'];
}

export const sendInvoices: SendInvoices = async (ctx, { items, journal }) => {
  const work: Work = { ctx, box: openPostBox(ctx), journal };
  for (const [at, item] of items.entries()) {
    ctx.signal.throwIfAborted();
    ctx.progress.phase('phase.sending');
    ctx.progress.progress(at, items.length, 'invoices');
    await sendOne(work, item);
  }
};

async function sendOne(work: Work, item: OutgoingInvoice): Promise<void> {
  const { journal } = work;
  switch (item.state) {
    case 'queued':
      return post(work, item);
    case 'sending':
      // Died between the note and the answer.
      return journal.note([item.id], { step: 'unknown', trace: { session: PLACE }, problem: UNKNOWN });
    case 'unknown':
      return undefined;
    case 'sent':
      // A person has found out that it arrived; its URI went with the answer.
      return accept(work, item, null);
    case 'accepted':
      return keepReceipt(work, item, item.trace?.item);
  }
}

async function post(work: Work, item: OutgoingInvoice): Promise<void> {
  const { ctx, box, journal } = work;
  const bytes = await readFile(item.path);
  // What was confirmed is what goes: a file that changed under our hands is not sent.
  if (createHash('sha256').update(bytes).digest('base64') !== item.sha256)
    throw unavailable('archive.original_changed');
  const trace: SendTrace = { session: PLACE };
  const refused = await refusalBefore(work, bytes);
  if (refused) return journal.note([item.id], { step: 'rejected', problem: refused });
  await journal.note([item.id], { step: 'sending', trace });
  let uri: EdiUri | null;
  try {
    uri = await box.send(bytes);
  } catch (error) {
    return afterFailure(work, item, error);
  }
  ctx.log.info('log.sent', { number: item.fileName });
  await accept(work, item, uri);
}

/** What the service would refuse, or take and deliver to nobody. Asking costs nothing and changes nothing. */
async function refusalBefore({ ctx, box }: Work, bytes: Uint8Array): Promise<FailureSpec | null> {
  try {
    const { seller, buyer } = routingOf(bytes);
    const own = String(ctx.connection.settings['registry_code'] ?? '');
    if (seller !== own) throw rejected('other_seller', { params: { seller, own } });
    if (!(await box.canReceive(buyer))) throw rejected('no_receiver', { params: { buyer } });
    return null;
  } catch (error) {
    if (isFailure(error) && error.spec.kind === 'rejected') return error.spec;
    throw error;
  }
}

/** Refused is certain, and so is what never left; everything else may have arrived. */
async function afterFailure({ ctx, journal }: Work, { id }: OutgoingInvoice, error: unknown): Promise<void> {
  if (ctx.signal.aborted || !isFailure(error)) throw error;
  const trace: SendTrace = { session: PLACE };
  const isOurs = error.spec.kind === 'auth' || error.spec.kind === 'permission' || error.spec.kind === 'rate_limited';
  const { cause } = error.spec;
  if (isOurs || (cause instanceof NetworkProblem && cause.wasNeverSent)) {
    await journal.note([id], { step: 'queued' });
    throw error;
  }
  if (isRefusal(error, 409))
    return journal.note([id], { step: 'rejected', trace, problem: { ...error.spec, key: 'sent_before' } });
  if (error.spec.kind === 'rejected' || (isRefusal(error) && error.status < 500))
    return journal.note([id], { step: 'rejected', trace, problem: error.spec });
  const details = error.spec.details === undefined ? {} : { details: error.spec.details };
  await journal.note([id], { step: 'unknown', trace, problem: { ...UNKNOWN, ...details } });
}

async function accept(work: Work, item: OutgoingInvoice, uri: EdiUri | null): Promise<void> {
  const id = uri?.path.split('/').at(-1) ?? `sha256-${Buffer.from(item.sha256, 'base64').toString('hex').slice(0, 16)}`;
  const trace: SendTrace = { session: PLACE, ...(uri === null ? {} : { item: uri.path }) };
  await work.journal.note([item.id], { step: 'accepted', trace, remoteNumber: id, naturalKey: keyOfPath(id) });
  await keepReceipt(work, item, uri?.path);
}

/** The service's own copy: compared with what was sent, and its page kept as a receipt. Without one the invoice is sent all the same. */
async function keepReceipt(
  { ctx, box, journal }: Work,
  item: OutgoingInvoice,
  path: string | undefined,
): Promise<void> {
  if (path === undefined) return;
  const uri = box.uri(path);
  const id = path.split('/').at(-1) ?? path;
  try {
    const held = await box.salesInvoice(uri, 'xml');
    if (createHash('sha256').update(held).digest('base64') !== item.sha256) ctx.log.warn('log.copy_differs', { id });
    const page = await pageOf(box, uri);
    const receipt = page ?? { bytes: held, mediaType: 'application/xml' };
    const fileName = `${id}.${page === null ? 'xml' : 'pdf'}`;
    await journal.receipt([item.id], { ...receipt, fileName });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    ctx.log.warn('log.no_copy', { id });
  }
}

async function pageOf(box: PostBox, uri: EdiUri) {
  try {
    return { bytes: await box.salesInvoice(uri, 'pdf'), mediaType: 'application/pdf' };
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}
