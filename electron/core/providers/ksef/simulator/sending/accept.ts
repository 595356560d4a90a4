// One document on its way in: checked as the service checks it, given its number, put where queries and exports find it.
import { createHash } from 'node:crypto';
import type { NamedFault } from '../faults';
import { fromMs, warsawDate, type Micros } from '../instants';
import type { InvoiceRecord, SubjectType } from '../invoices/store';
import { ksefNumber, referenceNumber } from '../numbers';
import { Rng } from '../random';
import type { World } from '../world';
import type { SendingSession, SentInvoice, Status } from './model';
import { readInvoice, type ReadInvoice } from './readInvoice';
import { duplicate, invoiceStatus } from './statuses';

export interface Delivery {
  /** Null when it could not be decrypted. */
  readonly bytes: Buffer | null;
  readonly invoiceHash: string;
  /** What the sender told; absent in a package. */
  readonly invoiceSize?: number;
  readonly fileName?: string;
  readonly isOffline: boolean;
  readonly hashOfCorrectedInvoice: string | null;
  readonly fault: NamedFault | null;
}

const FAILURES: Partial<Record<NamedFault, Status>> = {
  invoice_failed: invoiceStatus(500),
  invoice_cancelled: invoiceStatus(
    550,
    'Przetwarzanie zostało przerwane z przyczyn wewnętrznych systemu. Spróbuj ponownie',
  ),
};

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64');

/** The invoice as the session lists it; when it was good, its record is in the store. */
export function accept(world: World, session: SendingSession, delivery: Delivery, acceptedAt: Micros): SentInvoice {
  const opened = open(world, session, delivery, acceptedAt);
  const isRead = 'facts' in opened;
  const isLate = isRead && opened.facts.issueDate < warsawDate(acceptedAt);
  const mode = delivery.isOffline || isLate ? 'Offline' : 'Online';
  const refused = isRead ? null : opened;
  const failed = (delivery.fault === null ? undefined : FAILURES[delivery.fault]) ?? refused;
  const placed = isRead && failed === null ? place(world, session, opened, delivery, { acceptedAt, mode }) : null;
  const isStuck = delivery.fault === 'invoice_stuck';
  return {
    ordinalNumber: session.invoices.length + 1,
    referenceNumber: referenceNumber('EE', acceptedAt),
    invoiceHash: delivery.invoiceHash,
    ...(delivery.fileName === undefined ? {} : { fileName: delivery.fileName }),
    acceptedAt,
    isOffline: delivery.isOffline,
    hashOfCorrectedInvoice: delivery.hashOfCorrectedInvoice,
    ...(isRead ? { invoiceNumber: opened.facts.invoiceNumber, invoicingMode: mode } : {}),
    outcome: failed ?? invoiceStatus(200),
    ...(placed ? { ksefNumber: placed.ksefNumber, acquiredAt: placed.acquiredAt, storedAt: placed.storedAt } : {}),
    pollsLeft: isStuck ? Number.POSITIVE_INFINITY : world.options.invoicePolls,
    receiptPollsLeft: world.options.receiptPolls,
  };
}

function open(world: World, session: SendingSession, delivery: Delivery, now: Micros): ReadInvoice | Status {
  const { bytes } = delivery;
  if (bytes === null) return invoiceStatus(435);
  if (delivery.invoiceSize !== undefined && delivery.invoiceSize !== bytes.length)
    return invoiceStatus(430, 'Rozmiar odszyfrowanej faktury nie zgadza się z zadeklarowanym.');
  if (sha256(bytes) !== delivery.invoiceHash)
    return invoiceStatus(430, 'Skrót odszyfrowanej faktury nie zgadza się z zadeklarowanym.');
  const read = readInvoice(bytes, session.formCode);
  if ('code' in read) return read;
  return judge(world, session, read, delivery, now) ?? read;
}

const MEGABYTE = 1_000_000;

function judge(
  world: World,
  session: SendingSession,
  { facts, buyerNip }: ReadInvoice,
  delivery: Delivery,
  now: Micros,
): Status | null {
  const isOurs = facts.seller.nip === session.contextNip;
  const isSelfBilled = facts.isSelfInvoicing && buyerNip === session.contextNip;
  if (!isOurs && !isSelfBilled) return invoiceStatus(410, 'Sprzedawca nie jest podmiotem bieżącego kontekstu.');
  const { hashOfCorrectedInvoice: correctedHash } = delivery;
  if (
    facts.hasAttachment &&
    correctedHash === null &&
    (session.kind === 'Online' || !world.options.areAttachmentsAllowed)
  )
    return invoiceStatus(415);
  const most = (facts.hasAttachment ? 3 : 1) * MEGABYTE;
  if ((delivery.bytes?.length ?? 0) > most)
    return invoiceStatus(430, `Rozmiar faktury przekracza ${String(most)} bajtów.`);
  if (!isNip(facts.seller.nip)) return invoiceStatus(450, 'Podmiot1: nieprawidłowy NIP.');
  if (!/^\d{4}-\d\d-\d\d$/.test(facts.issueDate)) return invoiceStatus(450, 'P_1: nieprawidłowa data.');
  if (facts.issueDate > warsawDate(now)) return invoiceStatus(450, 'P_1: data późniejsza niż data przyjęcia faktury.');
  const corrected = correctedHash === null ? null : correctable(world, correctedHash);
  if (corrected) return corrected;
  const twin = world.sending.twinOf(facts);
  return twin ? duplicate(twin.ksefNumber, world.sending.sessionOf(twin.ksefNumber)) : null;
}

/** Only what was sent offline and refused can be corrected technically. */
function correctable(world: World, hash: string): Status | null {
  const refused = world.sending.sentWith(hash);
  if (refused?.isOffline === true && refused.outcome.code >= 400) return null;
  return invoiceStatus(450, 'Nie znaleziono odrzuconej faktury offline o skrócie hashOfCorrectedInvoice.');
}

const WEIGHTS = [6, 5, 7, 2, 3, 4, 5, 6, 7];
const isNip = (nip: string): boolean =>
  /^\d{10}$/.test(nip) &&
  WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(nip[at]), 0) % 11 === Number(nip[9]);

function place(
  world: World,
  session: SendingSession,
  { facts, buyerNip }: ReadInvoice,
  delivery: Delivery,
  { acceptedAt, mode }: { readonly acceptedAt: Micros; readonly mode: 'Online' | 'Offline' },
): InvoiceRecord {
  const { bytes } = delivery;
  if (bytes === null) throw new Error('nothing to place');
  const subjects: { type: SubjectType; nip: string }[] = [{ type: 'Subject1', nip: facts.seller.nip }];
  if (buyerNip !== null) subjects.push({ type: 'Subject2', nip: buyerNip });
  const technical = `01${new Rng(world.options.seed, 'sent', delivery.invoiceHash, acceptedAt).hex(10)}`;
  const storedAt = fromMs(world.now()) + 2_000_000;
  const record: InvoiceRecord = {
    ksefNumber: ksefNumber(facts.seller.nip, warsawDate(acceptedAt), technical),
    issueDate: facts.issueDate,
    acceptedAt,
    acquiredAt: acceptedAt + 204_000,
    storedAt,
    visibleAt: storedAt,
    mode,
    sellerNip: facts.seller.nip,
    subjects,
    hashOfCorrectedInvoice: delivery.hashOfCorrectedInvoice,
    make: () => ({ bytes, facts }),
  };
  world.sending.keep(record, session.referenceNumber);
  return record;
}
