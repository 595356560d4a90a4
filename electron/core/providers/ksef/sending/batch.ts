// Many invoices as one package: announced, its parts uploaded over presigned links, closed, each invoice decided for itself. Every step
// is noted before the next, so that a restart goes on where it was; what KSeF has closed is never sent again before it is understood.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { rejected, unavailable } from '../../sdk/errors';
import type { OutgoingInvoice, SendEntry, SendStep } from '../../sdk/sending';
import type { FormCode } from '../api/sending';
import type { SessionStatus } from '../api/sessions';
import { BATCH_STATUS } from '../errorTable';
import { isRefusal, refusalOfStatus } from '../errors';
import { packagingOf } from '../packaging';
import { forgetPublicKeys } from '../publicKeys';
import { askUntil, POLL_MS } from './ask';
import { keepSessionReceipts } from './batchReceipts';
import { withSessionKey } from './material';
import { dropBatch, saveBatch, type BatchNote } from './notes';
import { isWaiting, stepOf } from './outcome';
import type { SendWork } from './online';
import { makePackage, type MadePackage, type PackageLimits } from './package';
import { fetchReceipts } from './receipts';
import { isCertain, listingOf } from './reconcile';

const TAKEN = [200, 201, 202];
const CLOSE_TRIES = 5;

export interface BatchPlan {
  readonly items: readonly OutgoingInvoice[];
  readonly formCode: FormCode;
  readonly isOffline: boolean;
}

export async function sendBatch(work: SendWork, plan: BatchPlan, limits: PackageLimits): Promise<void> {
  const { ctx, client, order } = work;
  if (plan.items.length > limits.maxInvoices) throw rejected('package_too_big');
  ctx.progress.phase('phase.packing');
  const id = ctx.ids.uuid();
  const ids = plan.items.map((item) => item.id);
  const { compressionType, packaging } = packagingOf(ctx.connection.settings);
  let made: MadePackage | null = null;
  const { opened, contentKey } = await withSessionKey(ctx, client.session, async (encryption, key) => {
    made ??= await makePackage(ctx, id, (toPath) => order.pack(ids, toPath, packaging), key, limits);
    const { fileSize, fileHash, parts } = made;
    const fileParts = parts.map(({ ordinalNumber, fileSize: size, fileHash: hash }) => ({
      ordinalNumber,
      fileSize: size,
      fileHash: hash,
    }));
    const batchFile = { fileSize, fileHash, compressionType, fileParts };
    // An answer that is lost here leaves an empty session that ends by itself.
    const answer = await client.sending.openBatch({
      formCode: plan.formCode,
      batchFile,
      encryption,
      offlineMode: plan.isOffline,
    });
    return { ...answer, parts };
  });
  const note: BatchNote = {
    v: 1,
    id,
    ids,
    formCode: plan.formCode,
    isOffline: plan.isOffline,
    ...contentKey,
    reference: opened.referenceNumber,
    uploads: opened.partUploadRequests,
    parts: [...opened.parts],
    done: [],
    isClosed: false,
  };
  await saveBatch(ctx, note);
  ctx.log.info('log.batch_opened', { reference: note.reference, count: ids.length });
  await goOn(work, note, plan.items);
}

/** From wherever the note says it was. */
export async function goOn(work: SendWork, note: BatchNote, items: readonly OutgoingInvoice[]): Promise<void> {
  const { ctx, order } = work;
  const trace = { session: note.reference };
  const waiting = items.filter(({ state }) => state === 'queued' || state === 'unknown');
  if (!note.isClosed) {
    if (waiting.length > 0)
      await order.journal.note(
        waiting.map(({ id }) => id),
        { step: 'sending', trace },
      );
    const uploaded = await uploadAll(work, note);
    await closeBatch(work, uploaded);
    await saveBatch(ctx, { ...uploaded, isClosed: true });
  }
  const undecided = items.filter(({ state }) => state !== 'accepted');
  const unsent = undecided.filter(({ state }) => state !== 'sent');
  if (unsent.length > 0)
    await order.journal.note(
      unsent.map(({ id }) => id),
      { step: 'sent', trace },
    );
  const status = await awaitSession(work, note, undecided);
  const accepted = await decide(work, note, undecided);
  const owed = [...accepted, ...items.filter(({ state }) => state === 'accepted')];
  const left = await keepSessionReceipts({ ...work, journal: order.journal }, status, owed);
  await fetchReceipts({ ...work, journal: order.journal }, left);
  await forget(work, note);
}

async function uploadAll(work: SendWork, note: BatchNote): Promise<BatchNote> {
  const { ctx, client } = work;
  let current = note;
  for (const part of note.parts) {
    if (current.done.includes(part.ordinalNumber)) continue;
    ctx.signal.throwIfAborted();
    ctx.progress.phase('phase.uploading');
    ctx.progress.progress(current.done.length, note.parts.length, 'steps');
    const upload = note.uploads.find(({ ordinalNumber }) => ordinalNumber === part.ordinalNumber);
    if (!upload || !existsSync(part.path)) return giveUp(work, note, 'package_gone');
    const answer = await client.sending.uploadPart(upload, { path: part.path, start: 0, end: part.fileSize });
    // The link's time is over: nothing of this package can be closed any more.
    if (!TAKEN.includes(answer.status))
      return giveUp(work, note, 'package_late', `part: HTTP ${String(answer.status)}`);
    current = { ...current, done: [...current.done, part.ordinalNumber] };
    await saveBatch(ctx, current);
  }
  return current;
}

/** The one call after which KSeF begins. Repeated until it is known to be closed: 21180 says that too. */
async function closeBatch(work: SendWork, note: BatchNote): Promise<void> {
  const { ctx, client } = work;
  for (let round = 1; ; round += 1) {
    try {
      await client.sending.closeBatch(note.reference);
      return;
    } catch (error) {
      if (isRefusal(error, 21180)) return;
      if (isRefusal(error, 21205)) await saveBatch(ctx, { ...note, done: [] });
      if (isRefusal(error, 21208) || isRefusal(error, 21157) || isRefusal(error, 21173))
        await giveUp(work, note, 'package_late', error.spec.details);
      if (round >= CLOSE_TRIES || isCertain(error) || ctx.signal.aborted) throw error;
      await ctx.clock.sleep(POLL_MS * round, ctx.signal);
    }
  }
}

async function awaitSession(
  work: SendWork,
  note: BatchNote,
  items: readonly OutgoingInvoice[],
): Promise<SessionStatus> {
  const { ctx, client } = work;
  ctx.progress.phase('phase.deciding');
  const ask = async (): Promise<SessionStatus | undefined> => {
    const status = await client.sessions.status(note.reference);
    return status.status.code < 200 ? undefined : status;
  };
  const late = { key: 'send_waiting', details: `batch ${note.reference}: undecided` };
  const status = await askUntil(ctx, ask, late);
  // 445: no good one among them, and each tells why.
  if (status.status.code === 200 || status.status.code === 445) return status;
  if (status.status.code === 415) forgetPublicKeys(client.session.ksef);
  const failure = refusalOfStatus(status.status, BATCH_STATUS);
  await work.order.journal.note(
    items.map(({ id }) => id),
    { step: 'queued' },
  );
  await forget(work, note);
  throw failure;
}

/** The package may be over before one of its invoices is: that one is asked for by its own name from then on. */
async function decisionOf(...[client, state, trace, sha256]: Parameters<typeof stepOf>): Promise<SendStep> {
  return isWaiting(state) ? { step: 'sent', trace } : stepOf(client, state, trace, sha256);
}

async function decide(
  { client, order }: SendWork,
  note: BatchNote,
  items: readonly OutgoingInvoice[],
): Promise<readonly OutgoingInvoice[]> {
  const byHash = await listingOf(client, note.reference);
  const accepted: OutgoingInvoice[] = [];
  const entries: SendEntry[] = [];
  for (const item of items) {
    const state = byHash.get(item.sha256);
    const trace = { session: note.reference, ...(state ? { item: state.referenceNumber } : {}) };
    const step = state ? await decisionOf(client, state, trace, item.sha256) : ({ step: 'queued' } as const);
    entries.push({ id: item.id, step });
    if (step.step === 'accepted')
      accepted.push({ ...item, state: 'accepted', trace: step.trace, remoteNumber: step.remoteNumber });
  }
  await order.journal.settle(entries);
  return accepted;
}

/** This package is of no more use; its invoices were never taken and may go in another one. */
async function giveUp(work: SendWork, note: BatchNote, key: string, details?: string): Promise<never> {
  await work.order.journal.note(note.ids, { step: 'queued' });
  await forget(work, note);
  throw unavailable(key, details === undefined ? {} : { details });
}

export async function forget({ ctx }: SendWork, note: BatchNote): Promise<void> {
  await dropBatch(ctx, note);
  await Promise.all(note.parts.map((part) => rm(part.path, { force: true })));
}
