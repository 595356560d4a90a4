// Invoices one by one: a session for each form, a note before each byte, an answer for each invoice.
import { readFile } from 'node:fs/promises';
import { isFailure } from '../../../../../shared/errors';
import type { WorkContext } from '../../sdk/context';
import { unavailable } from '../../sdk/errors';
import type { OutgoingInvoice, SendEntry, SendOrder, SendTrace } from '../../sdk/sending';
import type { FormCode } from '../api/sending';
import { sha256Base64 } from '../crypto';
import { isRefusal } from '../errors';
import { toMs } from '../instants';
import type { KsefClient } from '../ksefClient';
import { forgetPublicKeys } from '../publicKeys';
import { askUntil, POLL_MS } from './ask';
import { formCodeOf, sealInvoice, withSessionKey } from './material';
import { dropOnline, listOnline, saveOnline, type OnlineNote } from './notes';
import { isWaiting, stepOf } from './outcome';
import type { Pending } from './pending';
import { isCertain, lookFor } from './reconcile';

/** A session that ends soon is not begun with. */
const SPARE_MS = 10 * 60_000;
/** KSeF closes sessions for reasons of its own; a third one in a row is not believed. */
const MAX_SESSIONS = 3;
const NEW_SESSION_CODES = [21155, 21173, 21180, 21184];

export interface SendWork {
  readonly ctx: WorkContext;
  readonly client: KsefClient;
  readonly order: SendOrder;
}

/** Sends what is queued; answers all of them as far as they went. */
export async function sendOnline(
  work: SendWork,
  queued: readonly OutgoingInvoice[],
): Promise<readonly OutgoingInvoice[]> {
  const sent: OutgoingInvoice[] = [];
  for (const [index, item] of queued.entries()) {
    work.ctx.progress.phase('phase.sending');
    work.ctx.progress.progress(index, queued.length, 'invoices');
    const result = await sendOne(work, item);
    if (result) sent.push(result);
  }
  return sent;
}

async function sendOne(work: SendWork, item: OutgoingInvoice): Promise<OutgoingInvoice | null> {
  const { ctx, client, order } = work;
  const bytes = await readFile(item.path);
  // What was confirmed is what goes: a file that changed under our hands is not sent.
  if (sha256Base64(bytes) !== item.sha256) throw unavailable('archive.original_changed');
  for (let attempt = 1; ; attempt += 1) {
    ctx.signal.throwIfAborted();
    const session = await sessionFor(work, formCodeOf(bytes));
    const trace: SendTrace = { session: session.reference };
    const body = sealInvoice(bytes, session, {
      offlineMode: item.mode !== 'online' || item.correctsSha256 !== undefined,
      ...(item.correctsSha256 === undefined ? {} : { hashOfCorrectedInvoice: item.correctsSha256 }),
    });
    await order.journal.note([item.id], { step: 'sending', trace });
    try {
      const { referenceNumber } = await client.sending.sendInvoice(session.reference, body);
      const taken = { ...trace, item: referenceNumber };
      await order.journal.note([item.id], { step: 'sent', trace: taken });
      return { ...item, state: 'sent', trace: taken };
    } catch (error) {
      const next = await afterFailure(work, item, trace, error);
      if (next !== 'again') return next;
      if (attempt >= MAX_SESSIONS) throw error;
    }
  }
}

/** What a failed send leaves: refused for good (null), found after all, or to be sent again in another session. */
async function afterFailure(
  { ctx, client, order }: SendWork,
  item: OutgoingInvoice,
  trace: SendTrace,
  error: unknown,
): Promise<OutgoingInvoice | null | 'again'> {
  if (ctx.signal.aborted) throw error;
  if (isRefusal(error) && error.codes.some((code) => NEW_SESSION_CODES.includes(code))) {
    await order.journal.note([item.id], { step: 'queued' });
    await leaveSession(ctx, client, trace.session);
    return 'again';
  }
  if (isRefusal(error) && error.status === 400 && error.spec.key !== 'wall') {
    await order.journal.note([item.id], { step: 'rejected', trace, problem: error.spec });
    return null;
  }
  if (isCertain(error)) {
    await order.journal.note([item.id], { step: 'queued' });
    throw error;
  }
  const found = await lookFor(ctx, client, trace.session, item.sha256).catch(async (why: unknown) => {
    if (ctx.signal.aborted) throw why;
    const problem = isFailure(why) ? why.spec : ({ kind: 'unavailable', key: 'ksef_failed' } as const);
    await order.journal.note([item.id], { step: 'unknown', trace, problem });
    throw why;
  });
  if (!found) {
    await order.journal.note([item.id], { step: 'queued' });
    return 'again';
  }
  const taken = { ...trace, item: found.referenceNumber };
  await order.journal.note([item.id], { step: 'sent', trace: taken });
  ctx.log.info('log.found_sent', { file: item.fileName });
  return { ...item, state: 'sent', trace: taken };
}

/** KSeF closed it: its status tells whether our key was the reason, then it is forgotten. */
async function leaveSession(ctx: WorkContext, client: KsefClient, reference: string): Promise<void> {
  await dropOnline(ctx, reference);
  const status = await client.sessions.status(reference).catch(() => null);
  if (status?.status.code === 415) forgetPublicKeys(client.session.ksef);
}

async function sessionFor({ ctx, client }: SendWork, formCode: FormCode): Promise<OnlineNote> {
  const open = await listOnline(ctx);
  const usable = open.find(
    (note) => note.formCode.systemCode === formCode.systemCode && note.validUntilMs - ctx.clock.now() > SPARE_MS,
  );
  if (usable) return usable;
  // An answer that is lost here leaves an empty session that ends by itself.
  const { opened, contentKey } = await withSessionKey(ctx, client.session, (encryption) =>
    client.sending.openOnline({ formCode, encryption }),
  );
  const validUntilMs = toMs(opened.validUntil);
  const note: OnlineNote = { v: 1, reference: opened.referenceNumber, formCode, ...contentKey, validUntilMs };
  await saveOnline(ctx, note);
  ctx.log.info('log.session_opened', { reference: note.reference });
  return note;
}

interface Decisions {
  readonly accepted: readonly OutgoingInvoice[];
  readonly undecided: readonly OutgoingInvoice[];
}

/** Waits for the decision on each; what KSeF dropped without a number is queued again and told as a failure of this run. */
export async function awaitDecisions(
  work: SendWork,
  sent: readonly OutgoingInvoice[],
  pending: Pending,
): Promise<Decisions> {
  const { ctx, client, order } = work;
  const accepted: OutgoingInvoice[] = [];
  let open = [...sent];
  let dropped = 0;
  const look = async (): Promise<true | undefined> => {
    const still: OutgoingInvoice[] = [];
    const decided: SendEntry[] = [];
    for (const item of open) {
      const { trace } = item;
      if (trace?.item === undefined) {
        still.push(item);
        continue;
      }
      const state = await client.sessions.invoiceStatus(trace.session, trace.item);
      if (isWaiting(state)) {
        still.push(item);
        continue;
      }
      const step = await stepOf(client, state, trace, item.sha256);
      decided.push({ id: item.id, step });
      if (step.step === 'queued') dropped += 1;
      if (step.step === 'accepted')
        accepted.push({ ...item, state: 'accepted', trace: step.trace, remoteNumber: step.remoteNumber });
    }
    if (decided.length > 0) await order.journal.settle(decided);
    open = still;
    ctx.progress.progress(sent.length - open.length, sent.length, 'invoices');
    return open.length === 0 ? true : undefined;
  };
  if (open.length > 0) ctx.progress.phase('phase.deciding');
  await pending.during(async () => {
    await askUntil(ctx, look, { key: 'send_waiting', details: `${String(open.length)} undecided` });
  });
  await pending.during(() => {
    const problem = unavailable('send_dropped', { params: { count: dropped } });
    return dropped > 0 ? Promise.reject(problem) : Promise.resolve();
  });
  return { accepted, undecided: open };
}

/** Sessions in which nothing is open any more are closed; a lost answer is asked again, "already closed" is what was wanted. */
export async function closeSessions({ ctx, client }: SendWork, undecided: readonly OutgoingInvoice[]): Promise<void> {
  for (const { reference } of await listOnline(ctx)) {
    if (undecided.some(({ trace }) => trace?.session === reference)) continue;
    for (let round = 0; ; round += 1) {
      try {
        await client.sending.closeOnline(reference);
        break;
      } catch (error) {
        if (isRefusal(error, 21180) || isRefusal(error, 21173)) break;
        if (round >= 2 || ctx.signal.aborted || isCertain(error)) throw error;
        await ctx.clock.sleep(POLL_MS, ctx.signal);
      }
    }
    await dropOnline(ctx, reference);
  }
}
