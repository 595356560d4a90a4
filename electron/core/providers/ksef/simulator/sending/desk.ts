// All sending sessions of one environment, what was accepted in them, and the rule that nothing is accepted twice.
import { badRequest } from '../http/answers';
import { fromMs } from '../instants';
import { referenceNumber } from '../numbers';
import type { InvoiceRecord } from '../invoices/store';
import type { InvoiceFacts } from '../faGenerator/facts';
import type { World } from '../world';
import { isGood, type SendingSession, type SentInvoice, type Status } from './model';
import { closedStatus, sessionStatus } from './statuses';

export class SendingDesk {
  private readonly sessions = new Map<string, SendingSession>();
  /** Session of each number that was given here. */
  private readonly givenIn = new Map<string, string>();
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  open(
    about: Omit<
      SendingSession,
      'openedAt' | 'referenceNumber' | 'upoReference' | 'invoices' | 'closedAt' | 'updatedAt' | 'pollsLeft' | 'failure'
    >,
  ): SendingSession {
    const now = fromMs(this.world.now());
    const session: SendingSession = {
      ...about,
      referenceNumber: referenceNumber(about.kind === 'Online' ? 'SO' : 'SB', now),
      upoReference: referenceNumber('EU', now),
      openedAt: now,
      updatedAt: now,
      invoices: [],
      closedAt: null,
      pollsLeft: this.world.options.sessionPolls,
      failure: null,
    };
    this.sessions.set(session.referenceNumber, session);
    return session;
  }

  find(reference: string, contextNip: string): SendingSession {
    const session = this.sessions.get(reference);
    if (session?.contextNip === contextNip) return session;
    throw badRequest(
      21173,
      'Brak sesji o wskazanym numerze referencyjnym.',
      `Sesja o numerze referencyjnym ${reference} nie została znaleziona.`,
    );
  }

  byReference(reference: string): SendingSession | undefined {
    return this.sessions.get(reference);
  }

  /** Newest first. */
  of(contextNip: string): readonly SendingSession[] {
    return [...this.sessions.values()].filter((one) => one.contextNip === contextNip).toReversed();
  }

  /** Where a session stands; asking moves a closed one on. */
  status(session: SendingSession, isAsking = false): Status {
    const { kind } = session;
    const now = fromMs(this.world.now());
    if (session.closedAt === null && session.key === null) return sessionStatus(kind, 415);
    if (session.closedAt === null && now < session.validUntil) return sessionStatus(kind, 100);
    if (session.closedAt === null && kind === 'Batch') return sessionStatus(kind, 440, 'Przekroczono czas wysyłki');
    session.closedAt ??= session.validUntil;
    if (session.pollsLeft > 0) {
      if (isAsking) session.pollsLeft -= 1;
      return sessionStatus(kind, kind === 'Online' ? 170 : 150);
    }
    const isWaiting = session.invoices.some(({ pollsLeft }) => pollsLeft > 0);
    if (isWaiting && kind === 'Online') return sessionStatus(kind, 170);
    for (const invoice of session.invoices) invoice.pollsLeft = 0;
    return closedStatus(session);
  }

  keep(record: InvoiceRecord, session: string): void {
    this.world.store.add([record]);
    this.givenIn.set(record.ksefNumber, session);
  }

  /** What came by another way has no session here; a made-up one keeps the shape. */
  sessionOf(ksefNumber: string): string {
    return this.givenIn.get(ksefNumber) ?? referenceNumber('SO', fromMs(this.world.now()));
  }

  /** Same seller, kind and number: that is one invoice, for ten years. */
  twinOf({ seller, invoiceType, invoiceNumber }: InvoiceFacts): InvoiceRecord | undefined {
    const { store } = this.world;
    const now = fromMs(this.world.now());
    return store.all.find((record) => {
      if (record.sellerNip !== seller.nip || record.acceptedAt > now) return false;
      const { facts } = store.learn(record);
      return facts.invoiceNumber === invoiceNumber && facts.invoiceType === invoiceType;
    });
  }

  /** The last invoice that was sent with this hash. */
  sentWith(hash: string): SentInvoice | undefined {
    return this.allSent().findLast((invoice) => invoice.invoiceHash === hash);
  }

  isCorrected(hash: string): boolean {
    return this.allSent().some((invoice) => invoice.hashOfCorrectedInvoice === hash && isGood(invoice));
  }

  private allSent(): readonly SentInvoice[] {
    return [...this.sessions.values()].flatMap(({ invoices }) => invoices);
  }
}
