// One run of sending: what an earlier run left is settled first, then what is queued goes, then decisions and receipts are awaited.
import { readFile } from 'node:fs/promises';
import type { WorkContext } from '../../sdk/context';
import type { OutgoingInvoice, SendInvoices, SendOrder } from '../../sdk/sending';
import { openKsefClient } from '../ksefClient';
import { learnRates } from '../rates';
import { forget, goOn, sendBatch, type BatchPlan } from './batch';
import { formCodeOf } from './material';
import { listBatches } from './notes';
import { awaitDecisions, closeSessions, sendOnline, type SendWork } from './online';
import { KSEF_LIMITS, sweepPackages, type PackageLimits } from './package';
import { Pending } from './pending';
import { fetchReceipts } from './receipts';
import { settleOpen } from './reconcile';
import { assertMaySend } from '../call';

/** From here on a package is quicker than the 30 invoices a minute and 180 an hour of an online session. */
const PACKAGE_FROM = 20;

export const sendInvoices: SendInvoices = (ctx, order) => sendWithin(KSEF_LIMITS, ctx, order);

export async function sendWithin(limits: PackageLimits, ctx: WorkContext, order: SendOrder): Promise<void> {
  const client = openKsefClient(ctx);
  assertMaySend(client.session.ksef);
  await learnRates(ctx, client.session);
  const work: SendWork = { ctx, client, order };
  const pending = new Pending();
  const rest = await resumeBatches(work, pending);
  const items = await settleOpen(ctx, client, rest, order.journal);
  const queued = items.filter(({ state }) => state === 'queued');
  const plans = await plansOf(queued);
  const packed = new Set(plans.flatMap((plan) => plan.items.map(({ id }) => id)));
  const single = await sendOnline(
    work,
    queued.filter(({ id }) => !packed.has(id)),
  );
  const sent = [...items.filter(({ state }) => state === 'sent'), ...single];
  const { accepted, undecided } = await awaitDecisions(work, sent, pending);
  await closeSessions(work, undecided);
  // New ones first: what an earlier run has waited for in vain must not use up their patience.
  const owed = [...accepted, ...items.filter(({ state }) => state === 'accepted')];
  await pending.during(() => fetchReceipts({ ctx, client, journal: order.journal }, owed));
  for (const plan of plans) await pending.during(() => sendBatch(work, plan, limits));
  pending.tell();
}

/** Packages of an earlier run go on; answers the invoices that belong to none. */
async function resumeBatches(work: SendWork, pending: Pending): Promise<readonly OutgoingInvoice[]> {
  let rest = work.order.items;
  const notes = await listBatches(work.ctx);
  await sweepPackages(
    work.ctx,
    notes.map(({ id }) => id),
  );
  for (const note of notes) {
    const items = rest.filter(({ id }) => note.ids.includes(id));
    // One was withdrawn meanwhile: a package that has not left goes without it, as another one.
    if (!note.isClosed && items.length < note.ids.length) {
      await forget(work, note);
      continue;
    }
    rest = rest.filter(({ id }) => !note.ids.includes(id));
    if (items.length > 0) await pending.during(() => goOn(work, note, items));
    else await forget(work, note);
  }
  return rest;
}

/** Packages hold one form and one way of issuing; attachments are taken in packages only, technical corrections never. */
async function plansOf(queued: readonly OutgoingInvoice[]): Promise<readonly BatchPlan[]> {
  const groups = new Map<string, { plan: BatchPlan; items: OutgoingInvoice[]; hasAttachment: boolean }>();
  for (const item of queued) {
    if (item.correctsSha256 !== undefined) continue;
    const bytes = await readFile(item.path);
    const formCode = formCodeOf(bytes);
    const isOffline = item.mode !== 'online';
    const hasAttachment = bytes.includes('Zalacznik>');
    const name = `${formCode.systemCode}/${String(isOffline)}`;
    const group = groups.get(name) ?? { plan: { items: [], formCode, isOffline }, items: [], hasAttachment: false };
    group.items.push(item);
    groups.set(name, { ...group, hasAttachment: group.hasAttachment || hasAttachment });
  }
  return [...groups.values()]
    .filter(({ items, hasAttachment }) => hasAttachment || items.length >= PACKAGE_FROM)
    .map(({ plan, items }) => ({ ...plan, items }));
}
