// GET /sessions and everything below it: lists, states, receipts.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { badRequest, binary, invalidInput, json } from '../http/answers';
import { pageSize, query } from '../http/body';
import type { AuthorizedCall, ProtectedRoute, Route } from '../http/call';
import type { RateGroup } from '../http/rateLimits';
import { fromMs, isoMicros, isoTicks, parseInstant, type Micros } from '../instants';
import type { World } from '../world';
import { isGood, type SendingSession, type SentInvoice } from './model';
import { shownStatus } from './statuses';
import { upoOf } from './upo';

const LINK_LIFE_US = 3 * 86_400_000_000;

/** A token that says where the list goes on. */
function page<T>(
  call: AuthorizedCall,
  items: readonly T[],
  size: number,
): { items: readonly T[]; token: string | null } {
  const token = call.request.headers.get('x-continuation-token');
  const start = token === null ? 0 : Number(Buffer.from(token, 'base64').toString('latin1').replace(/^od:/, ''));
  if (!Number.isInteger(start) || start < 0)
    throw badRequest(21418, 'Przekazany token kontynuacji ma nieprawidłowy format.');
  const rest = items.length > start + size ? Buffer.from(`od:${String(start + size)}`).toString('base64') : null;
  return { items: items.slice(start, start + size), token: rest };
}

const instant = z.string().refine((text) => parseInstant(text) !== null, 'to nie jest data i czas według ISO 8601');
const STATUSES = ['InProgress', 'Succeeded', 'Failed', 'Cancelled'] as const;
const ListQuery = z.strictObject({
  pageSize: pageSize(10, 1000, 10),
  sessionType: z.enum(['Online', 'Batch']),
  referenceNumber: z.string().length(36).optional(),
  dateCreatedFrom: instant.optional(),
  dateCreatedTo: instant.optional(),
  dateClosedFrom: instant.optional(),
  dateClosedTo: instant.optional(),
  dateModifiedFrom: instant.optional(),
  dateModifiedTo: instant.optional(),
});

function common(code: number): (typeof STATUSES)[number] {
  if (code < 200) return 'InProgress';
  if (code === 200) return 'Succeeded';
  return code === 440 ? 'Cancelled' : 'Failed';
}

function isBetween(at: Micros | null, from: string | undefined, to: string | undefined): boolean {
  if (from === undefined && to === undefined) return true;
  if (at === null) return false;
  return at >= (from ? (parseInstant(from) ?? 0) : 0) && at <= (to ? (parseInstant(to) ?? Infinity) : Infinity);
}

function list(world: World, call: AuthorizedCall): Response {
  const url = new URL(call.url);
  const statuses = url.searchParams.getAll('statuses');
  if (statuses.some((one) => !STATUSES.some((known) => known === one))) throw invalidInput('statuses: nieznany stan');
  url.searchParams.delete('statuses');
  const filter = query(url, ListQuery);
  const found = world.sending
    .of(call.session.contextNip)
    .filter(
      ({ kind, referenceNumber }) =>
        kind === filter.sessionType && (filter.referenceNumber ?? referenceNumber) === referenceNumber,
    )
    .filter((one) => isBetween(one.openedAt, filter.dateCreatedFrom, filter.dateCreatedTo))
    .filter((one) => isBetween(one.closedAt, filter.dateClosedFrom, filter.dateClosedTo))
    .filter((one) => isBetween(one.updatedAt, filter.dateModifiedFrom, filter.dateModifiedTo))
    .map((one) => ({ one, status: world.sending.status(one) }))
    .filter(({ status }) => statuses.length === 0 || statuses.includes(common(status.code)));
  const { items, token } = page(call, found, filter.pageSize);
  const sessions = items.map(({ one, status }) => ({
    referenceNumber: one.referenceNumber,
    status,
    ...times(one),
    ...counts(one, true),
  }));
  return json(200, { continuationToken: token, sessions });
}

const times = (session: SendingSession) => ({
  dateCreated: isoTicks(session.openedAt),
  dateUpdated: isoTicks(session.updatedAt),
  ...(session.closedAt === null ? { validUntil: isoTicks(session.validUntil) } : {}),
});

const counts = ({ invoices }: SendingSession, isListed = false) => ({
  [isListed ? 'totalInvoiceCount' : 'invoiceCount']: invoices.length,
  successfulInvoiceCount: invoices.filter((one) => one.pollsLeft <= 0 && isGood(one)).length,
  failedInvoiceCount: invoices.filter((one) => one.pollsLeft <= 0 && !isGood(one)).length,
});

function status(world: World, call: AuthorizedCall): Response {
  const session = own(world, call);
  const now = world.sending.status(session, true);
  const until = fromMs(world.now()) + LINK_LIFE_US;
  const downloadUrl = world.storage.receiptLink(session.referenceNumber, session.upoReference, until);
  const pages = [{ referenceNumber: session.upoReference, downloadUrl, downloadUrlExpirationDate: isoTicks(until) }];
  const upo = now.code === 200 ? { upo: { pages } } : {};
  return json(200, { status: now, ...times(session), ...upo, ...counts(session) });
}

const own = (world: World, { params, session }: AuthorizedCall): SendingSession =>
  world.sending.find(params['referenceNumber'] ?? '', session.contextNip);

function view(world: World, session: SendingSession, invoice: SentInvoice, isAsking: boolean) {
  const shown = shownStatus(invoice, isAsking);
  const isDone = shown.code === 200;
  const until = fromMs(world.now()) + LINK_LIFE_US;
  const isReady = isDone && invoice.receiptPollsLeft <= 0;
  const stored = invoice.storedAt !== undefined && invoice.storedAt <= fromMs(world.now()) ? invoice.storedAt : null;
  return {
    ordinalNumber: invoice.ordinalNumber,
    invoiceNumber: invoice.invoiceNumber ?? null,
    ksefNumber: isDone ? invoice.ksefNumber : null,
    referenceNumber: invoice.referenceNumber,
    invoiceHash: invoice.invoiceHash,
    invoiceFileName: invoice.fileName ?? null,
    acquisitionDate: isDone && invoice.acquiredAt !== undefined ? isoTicks(invoice.acquiredAt) : null,
    invoicingDate: isoTicks(invoice.acceptedAt),
    permanentStorageDate: isDone && stored !== null ? isoMicros(stored) : null,
    upoDownloadUrl: isReady ? world.storage.receiptLink(session.referenceNumber, invoice.referenceNumber, until) : null,
    upoDownloadUrlExpirationDate: isReady ? isoTicks(until) : null,
    invoicingMode: invoice.invoicingMode ?? null,
    status: shown,
  };
}

function invoices(world: World, call: AuthorizedCall, onlyFailed: boolean): Response {
  const session = own(world, call);
  const { pageSize: size } = query(call.url, z.strictObject({ pageSize: pageSize(10, 1000, 10) }));
  // A package's invoices are decided together with it.
  const isDecided = session.kind === 'Batch' && world.sending.status(session).code >= 200;
  if (isDecided) for (const invoice of session.invoices) invoice.pollsLeft = 0;
  const wanted = session.invoices.filter((one) => !onlyFailed || (one.pollsLeft <= 0 && !isGood(one)));
  const { items, token } = page(call, wanted, size);
  return json(200, {
    continuationToken: token,
    invoices: items.map((invoice) => view(world, session, invoice, session.kind === 'Online')),
  });
}

function invoiceOf(session: SendingSession, reference: string): SentInvoice {
  const found = session.invoices.find(({ referenceNumber }) => referenceNumber === reference);
  if (!found) throw invalidInput('invoiceReferenceNumber: brak faktury o wskazanym numerze referencyjnym');
  return found;
}

const noReceipt = (detail: string) => badRequest(21178, 'Nie znaleziono UPO dla podanych kryteriów.', detail);

/** The bytes of a receipt, or 21178. */
export function receipt(world: World, session: SendingSession, which: string): Buffer {
  if (which === session.upoReference && world.sending.status(session).code === 200)
    return upoOf(world, session, session.invoices, true);
  const invoice = session.invoices.find((one) => one.referenceNumber === which || one.ksefNumber === which);
  if (!invoice || invoice.pollsLeft > 0 || !isGood(invoice)) throw noReceipt(`UPO ${which} nie zostało znalezione.`);
  if (invoice.receiptPollsLeft > 0) {
    invoice.receiptPollsLeft -= 1;
    throw noReceipt(`UPO ${which} nie zostało jeszcze wygenerowane.`);
  }
  return upoOf(world, session, [invoice], false);
}

function upo(world: World, call: AuthorizedCall, which: string): Response {
  const session = own(world, call);
  if (call.fault === 'receipt_missing') throw noReceipt('UPO nie zostało znalezione.');
  const bytes = receipt(world, session, which);
  const hash = createHash('sha256').update(bytes).digest('base64');
  return binary(bytes, { 'content-type': 'application/xml', 'x-ms-meta-hash': hash });
}

export function statusRoutes(world: World): readonly Route[] {
  const readers = ['InvoiceWrite', 'Introspection', 'PefInvoiceWrite', 'EnforcementOperations'];
  const get = (path: string, group: RateGroup, handle: ProtectedRoute['handle']): Route => ({
    method: 'GET',
    path,
    access: 'token',
    tokens: ['ContextToken'],
    group,
    permissions: readers,
    handle,
  });
  const one = '/sessions/{referenceNumber}';
  return [
    get('/sessions', 'sessionList', (call) => list(world, call)),
    get(one, 'sessionMisc', (call) => status(world, call)),
    get(`${one}/invoices`, 'sessionInvoiceList', (call) => invoices(world, call, false)),
    get(`${one}/invoices/failed`, 'sessionInvoiceList', (call) => invoices(world, call, true)),
    get(`${one}/invoices/{invoice}`, 'invoiceStatus', (call) => {
      const session = own(world, call);
      return json(200, view(world, session, invoiceOf(session, call.params['invoice'] ?? ''), true));
    }),
    get(`${one}/invoices/{invoice}/upo`, 'sessionMisc', (call) => {
      const { referenceNumber } = invoiceOf(own(world, call), call.params['invoice'] ?? '');
      return upo(world, call, referenceNumber);
    }),
    get(`${one}/invoices/ksef/{number}/upo`, 'sessionMisc', (call) => upo(world, call, call.params['number'] ?? '')),
    get(`${one}/upo/{upo}`, 'sessionMisc', (call) => upo(world, call, call.params['upo'] ?? '')),
  ];
}
