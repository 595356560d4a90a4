// Sales invoices from the form to the outbox. The rules are those of the format; nothing here sends anything.
import type { InputOf, OutputOf } from '../../../../shared/contract/define';
import type { selling as contract } from '../../../../shared/contract/selling';
import type { SalesDraftId } from '../../../../shared/contract/selling';
import type { OutboxId } from '../../../../shared/contract/sending';
import type { CompanyId, InvoiceRowId } from '../../../../shared/domain/ids';
import type { ParsedInvoice } from '../../../../shared/domain/invoice';
import { nextNumber } from '../../../../shared/domain/nextNumber';
import type { SalesInvoice } from '../../../../shared/domain/salesInvoice';
import { salesTotals } from '../../../../shared/domain/salesTotals';
import { Failure } from '../../../../shared/errors';
import type { ArchiveReader } from '../../archive/types';
import type { CompanyRepo } from '../../db/repositories/company.repo';
import type { ConnectionRepo } from '../../db/repositories/connection.repo';
import type { EventBus } from '../../events/eventBus';
import { formatFor, viewOf } from '../../formats/registry';
import type { Clock, Ids } from '../../ports';
import { instantOf } from '../../time';
import type { SendingService } from '../sending/sendingService';
import { correctionOf, writtenOf } from './fromStored';
import { buyerOf } from './partyOf';
import type { SalesDrafts } from './salesDrafts';
import { fileIdOf } from './saleFiles';
import { saleFormatOf, todayOf, type SaleFormat, type SaleOrder } from './saleFormats';
import { blankInvoice } from './starts';

export interface SellingParts {
  readonly reader: Pick<
    ArchiveReader,
    'listInvoices' | 'invoice' | 'customers' | 'outbox' | 'outboxItem' | 'outboxContent'
  >;
  readonly companies: Pick<CompanyRepo, 'find'>;
  readonly connections: Pick<ConnectionRepo, 'find'>;
  readonly drafts: SalesDrafts;
  readonly sending: Pick<SendingService, 'store' | 'discard'>;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly ids: Ids;
  /** `Kontor 1.2.0`. */
  readonly program: string;
}

type In<K extends keyof typeof contract> = InputOf<(typeof contract)[K]>;
type Out<K extends keyof typeof contract> = OutputOf<(typeof contract)[K]>;
export type SellingService = { readonly [K in keyof typeof contract]: (input: In<K>) => Promise<Out<K>> };
type Own = Omit<SellingService, 'saveFile'>;

/** So many of the last sales are looked at for their numbers. */
const LOOKED_AT = 200;
const READ_FOR_SELLER = 12;
const MOST_CUSTOMERS = 8;
/** Confirmed or not: their numbers are taken. */
const TAKEN = ['draft', 'queued', 'sending', 'sent', 'unknown', 'accepted'] as const;

export function sellingService(parts: SellingParts): Own {
  const { reader, drafts, clock, events } = parts;
  const now = () => instantOf(clock.now());
  const companyOf = async (companyId: CompanyId) => {
    const company = await parts.companies.find(companyId);
    if (company === null) throw new Failure({ kind: 'conflict', key: 'error.gone' });
    return company;
  };
  const formOf = async (companyId: CompanyId): Promise<{ readonly format: SaleFormat; readonly order: SaleOrder }> => {
    const { taxId, country } = await companyOf(companyId);
    const format = saleFormatOf(country);
    const today = todayOf(format, clock.now());
    const order = { today, createdAt: now(), program: parts.program, fileId: fileIdOf(parts.ids) };
    return { format, order: taxId === null ? order : { ...order, sender: taxId } };
  };
  const read = async (
    companyId: CompanyId,
    id: InvoiceRowId,
  ): Promise<{ invoice: ParsedInvoice; remoteNumber: string | undefined }> => {
    const { invoice, remoteNumber, connectionId, row } = await reader.invoice(id);
    // A row of another company is no secret from its owner, but it has no place in this one's form.
    const isOwn = (await parts.connections.find(connectionId))?.companyId === companyId;
    if (invoice === undefined || !isOwn || row.direction !== 'sale')
      throw new Failure({ kind: 'conflict', key: 'error.gone' });
    return { invoice, remoteNumber };
  };
  /** Newest first: what is written and what waits has its number already. */
  const numbersOf = async (companyId: CompanyId, of: (kind: string) => boolean) => {
    const [written, waiting, { rows }] = await Promise.all([
      drafts.list(companyId),
      reader.outbox({ companyId, states: TAKEN, limit: LOOKED_AT }),
      reader.listInvoices({ companyId, direction: 'sale' }, 'date_desc', null, LOOKED_AT),
    ]);
    const sales = rows.filter(({ isDeleted, kind }) => !isDeleted && of(kind));
    const others = [...written.map(({ invoice }) => invoice), ...waiting.map(({ facts }) => facts)].filter(
      ({ kind, number }) => of(kind) && number !== '',
    );
    const numbers = [...others, ...sales]
      .map(({ number, issueDate }) => ({ number, issueDate }))
      .toSorted((a, b) => (a.issueDate < b.issueDate ? 1 : a.issueDate > b.issueDate ? -1 : 0));
    return { numbers, newest: sales.slice(0, READ_FOR_SELLER).map(({ id }) => id) };
  };
  /** The newest that tells the seller's address and the account: records of some programs tell neither. */
  const lastOf = async (newest: readonly InvoiceRowId[]): Promise<ParsedInvoice | null> => {
    let best: { readonly invoice: ParsedInvoice; readonly told: number } | null = null;
    for (const id of newest) {
      const { invoice } = await reader.invoice(id);
      if (invoice === undefined) continue;
      const told = Number(invoice.seller.address.length > 0) * 2 + Number(invoice.payment.accounts.length > 0);
      if (best === null || told > best.told) best = { invoice, told };
      if (told === 3) break;
    }
    return best?.invoice ?? null;
  };
  const blank = async ({ companyId }: In<'blank'>): Promise<SalesInvoice> => {
    const [company, { numbers, newest }] = await Promise.all([
      companyOf(companyId),
      numbersOf(companyId, (kind) => kind === 'invoice'),
    ]);
    const today = todayOf(saleFormatOf(company.country), clock.now());
    return blankInvoice(company, { numbers, last: await lastOf(newest) }, today);
  };
  const changed = (companyId: CompanyId): void => {
    events.emit('sending.changed', { companyId });
  };
  const again = async ({ companyId, outboxId }: In<'again'>): Promise<Out<'again'>> => {
    const item = await reader.outboxItem(outboxId);
    if (item.companyId !== companyId || (item.state !== 'draft' && item.state !== 'rejected'))
      throw new Failure({ kind: 'conflict', key: 'sending.too_late' });
    const known = (await drafts.list(companyId)).find(({ after }) => after === outboxId);
    if (known) return { id: known.id };
    const made = await drafts.ofOutbox(outboxId);
    const id = made?.id ?? (parts.ids.uuid() as SalesDraftId);
    const invoice = made?.invoice ?? writtenOf(await parsedOf(outboxId), await blank({ companyId }));
    const { connectionId, mode } = item;
    const draft = { id, changedAt: now(), invoice, connectionId, mode };
    await drafts.save(companyId, item.state === 'rejected' ? { ...draft, after: outboxId } : draft);
    if (item.state === 'draft') await parts.sending.discard([outboxId]);
    changed(companyId);
    return { id };
  };
  const parsedOf = async (outboxId: OutboxId): Promise<ParsedInvoice> => {
    const { bytes } = await reader.outboxContent(outboxId, 'invoice');
    const format = formatFor(bytes);
    if (format === null) throw new Failure({ kind: 'user_input', key: 'sending.unreadable' });
    return format.parse(bytes);
  };
  /** Issued offline and refused: the valid form of it says which one it stands for (technical correction). */
  const correctedBy = async (
    after: OutboxId | undefined,
    mode: In<'write'>['mode'],
  ): Promise<{ corrects?: OutboxId }> => {
    if (after === undefined || mode === 'online') return {};
    const { state, mode: before } = await reader.outboxItem(after);
    return state === 'rejected' && before !== 'online' ? { corrects: after } : {};
  };
  const write = async (order: In<'write'>): Promise<Out<'write'>> => {
    const { companyId, connectionId, invoice, mode, draftId } = order;
    const { format, order: asked } = await formOf(companyId);
    const prepared = format.prepare(invoice, asked);
    const findings = [...prepared.findings];
    if (!prepared.isReady) return { findings };
    const kept = draftId === undefined ? null : await drafts.get(companyId, draftId);
    const corrected = await correctedBy(kept?.after, mode);
    const id = parts.ids.uuid() as OutboxId;
    // The draft knows its document before that exists: killed in between, it is still a draft.
    if (kept !== null)
      await drafts.save(companyId, { ...kept, changedAt: now(), invoice, connectionId, mode, outboxId: id });
    const fileName = `${invoice.number.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 100)}.xml`;
    const content = prepared.bytes;
    await parts.sending.store({ id, companyId, connectionId, fileName, mode, content, ...corrected });
    return { id, findings };
  };
  return {
    drafts: async ({ companyId }) => (await drafts.list(companyId)).map(rowOf),
    draft: ({ companyId, id }) => drafts.get(companyId, id),
    saveDraft: async ({ companyId, id, ...content }) => {
      await companyOf(companyId);
      const known = id ?? (parts.ids.uuid() as SalesDraftId);
      const after = id === undefined ? undefined : (await drafts.get(companyId, id)).after;
      const draft = { id: known, changedAt: now(), ...content };
      await drafts.save(companyId, after === undefined ? draft : { ...draft, after });
      changed(companyId);
      return { id: known };
    },
    removeDraft: async ({ companyId, id }) => {
      await drafts.remove(companyId, id);
      changed(companyId);
    },
    blank,
    again,
    correction: async ({ companyId, invoiceId }) => {
      const { invoice, remoteNumber } = await read(companyId, invoiceId);
      const start = correctionOf({ invoice, ksefNumber: remoteNumber }, await blank({ companyId }));
      const { numbers } = await numbersOf(companyId, (kind) => kind.endsWith('correction'));
      return { ...start, number: nextNumber(numbers, start.issueDate) };
    },
    customers: async ({ companyId, search }) =>
      (await reader.customers(companyId, search, MOST_CUSTOMERS)).map(({ taxId, ...each }) =>
        taxId === null ? each : { ...each, taxId },
      ),
    customer: async ({ companyId, invoiceId }) => {
      const [{ country }, { invoice }] = await Promise.all([companyOf(companyId), read(companyId, invoiceId)]);
      return buyerOf(invoice.buyer, country);
    },
    check: async ({ companyId, invoice }) => {
      const { format, order } = await formOf(companyId);
      return [...format.check(invoice, order)];
    },
    preview: async ({ companyId, invoice }) => {
      const { format, order } = await formOf(companyId);
      const prepared = format.prepare(invoice, order);
      const findings = [...prepared.findings];
      return prepared.isReady ? { findings, view: viewOf(prepared.bytes) } : { findings };
    },
    write,
  };
}

function rowOf({ id, changedAt, invoice }: Out<'draft'>): Out<'drafts'>[number] {
  const { kind, number, buyer, issueDate, currency } = invoice;
  return { id, changedAt, kind, number, buyer: buyer.name, issueDate, currency, gross: salesTotals(invoice).gross };
}
