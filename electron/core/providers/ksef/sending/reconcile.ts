// What became of an invoice whose answer was lost: asked by its hash, never sent again blindly (dossier ksef §8.2).
import { isFailure } from '../../../../../shared/errors';
import type { WorkContext } from '../../sdk/context';
import type { OutgoingInvoice, SendJournal } from '../../sdk/sending';
import type { InvoiceStatus } from '../api/sessions';
import { isRefusal } from '../errors';
import type { KsefClient } from '../ksefClient';
import { allPages } from '../api/caller';

/** An answer that was lost may belong to a request that is still on its way in. */
const LOOKS_MS = [0, 2000, 4000, 8000];

/** Certainly refused: nothing of it is in KSeF. Everything else that went wrong leaves the question open. */
export function isCertain(error: unknown): boolean {
  if (isRefusal(error)) return error.status < 500 && error.status !== 408 && error.spec.key !== 'wall';
  return isFailure(error) && (error.spec.kind === 'rate_limited' || error.spec.kind === 'permission');
}

/** Everything a session lists, by hash. */
export async function listingOf(client: KsefClient, session: string): Promise<ReadonlyMap<string, InvoiceStatus>> {
  const found = new Map<string, InvoiceStatus>();
  const pages = allPages((continuationToken) => client.sessions.invoices(session, { continuationToken }));
  for await (const { invoices } of pages)
    for (const invoice of invoices) if (invoice.invoiceHash !== undefined) found.set(invoice.invoiceHash, invoice);
  return found;
}

/** Those of these invoices that the session lists; the others are not there even after a while. */
async function lookForAll(
  ctx: WorkContext,
  client: KsefClient,
  session: string,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, InvoiceStatus>> {
  let found: ReadonlyMap<string, InvoiceStatus> = new Map();
  for (const wait of LOOKS_MS) {
    if (wait > 0) await ctx.clock.sleep(wait, ctx.signal);
    found = await listingOf(client, session).catch(noSession);
    if (hashes.every((hash) => found.has(hash))) break;
  }
  return found;
}

export async function lookFor(
  ctx: WorkContext,
  client: KsefClient,
  session: string,
  sha256: string,
): Promise<InvoiceStatus | null> {
  return (await lookForAll(ctx, client, session, [sha256])).get(sha256) ?? null;
}

/** A session that KSeF does not know took nothing. Right after its opening that answer may be wrong: the later looks decide. */
function noSession(error: unknown): ReadonlyMap<string, InvoiceStatus> {
  if (isRefusal(error, 21173)) return new Map();
  throw error;
}

/** Sent in a package that nobody remembers any more: the archive knows its session only, not KSeF's names of the invoices in it. */
const isNameless = ({ state, trace }: OutgoingInvoice): boolean => state === 'sent' && trace?.item === undefined;

/** What a session lists late may still come while KSeF works on it. */
async function isAtWork(client: KsefClient, session: string): Promise<boolean> {
  try {
    return (await client.sessions.status(session)).status.code < 200;
  } catch (error) {
    if (isRefusal(error, 21173)) return false;
    throw error;
  }
}

/** Settles what an earlier run left open: found ones are sent, missing ones may go again. */
export async function settleOpen(
  ctx: WorkContext,
  client: KsefClient,
  items: readonly OutgoingInvoice[],
  journal: SendJournal,
): Promise<readonly OutgoingInvoice[]> {
  const open = items.filter((item) => item.state === 'sending' || item.state === 'unknown' || isNameless(item));
  const settled = items.filter((item) => !open.includes(item));
  if (open.length > 0) ctx.progress.phase('phase.looking');
  for (const session of new Set(open.map(({ trace }) => trace?.session ?? ''))) {
    const ours = open.filter(({ trace }) => (trace?.session ?? '') === session);
    // Asked first: what is over before the list is read has its whole list.
    const isBusy = ours.some(isNameless) && (await isAtWork(client, session));
    const hashes = ours.map(({ sha256 }) => sha256);
    const listed = session === '' ? new Map<string, InvoiceStatus>() : await lookForAll(ctx, client, session, hashes);
    for (const item of ours) {
      const found = listed.get(item.sha256);
      if (found) {
        const trace = { session, item: found.referenceNumber };
        await journal.note([item.id], { step: 'sent', trace });
        ctx.log.info('log.found_sent', { file: item.fileName });
        settled.push({ ...item, state: 'sent', trace });
      } else if (isNameless(item) && isBusy) settled.push(item);
      else {
        await journal.note([item.id], { step: 'queued' });
        settled.push({ ...item, state: 'queued' });
      }
    }
  }
  return settled;
}
