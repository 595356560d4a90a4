// Single invoices for tests: generated ones of a wished kind and moment, or any bytes at all.
import { fromMs, warsawDate, type Micros } from '../instants';
import { ksefNumber } from '../numbers';
import { Rng } from '../random';
import { anySaleSlot, draftPurchase, type Slot } from '../faGenerator/plan';
import { FA3, invoiceType, type InvoiceFacts } from '../faGenerator/facts';
import { home, landlord, polishBuyers, represented } from '../faGenerator/parties';
import { recordOf } from './fromPlan';
import type { InvoiceRecord, SubjectType } from './store';

export interface InvoiceWish {
  /** What the demo company is on it; default Subject2. */
  readonly as?: SubjectType;
  /** Permanent storage; default: two minutes below the high water mark. */
  readonly storedAtMs?: number;
  /** Microseconds on top of `storedAtMs`. */
  readonly storedMicros?: number;
  /** Readable from then on; default at once. */
  readonly visibleAtMs?: number;
  /** Kinds that refer to nothing. */
  readonly kind?: 'VAT' | 'UPR' | 'ZAL';
  /** These bytes instead of a generated document, e.g. an official sample. */
  readonly xml?: Uint8Array;
}

function slotOf(wish: InvoiceWish, ordinal: number, date: string): Slot {
  const kind = wish.kind ?? 'VAT';
  const sale = anySaleSlot(ordinal, date, kind);
  switch (wish.as ?? 'Subject2') {
    case 'Subject1':
      return sale;
    case 'Subject2': {
      const base = { month: sale.month, index: sale.index, date, direction: 'purchase' } as const;
      return { ...draftPurchase(new Rng('single', ordinal), base, kind), serial: sale.serial };
    }
    case 'Subject3':
      return { ...sale, direction: 'third', flavour: 'standard', seller: landlord, buyer: polishBuyers[0] ?? home };
    case 'SubjectAuthorized':
      return {
        ...sale,
        direction: 'authorized',
        flavour: 'standard',
        seller: represented,
        buyer: polishBuyers[0] ?? home,
      };
  }
}

export function singleRecord(seed: number, wish: InvoiceWish, ordinal: number, usualMs: number): InvoiceRecord {
  const storedAt: Micros = fromMs(wish.storedAtMs ?? usualMs) + (wish.storedMicros ?? 0);
  const date = warsawDate(storedAt);
  const slot = slotOf(wish, ordinal, date);
  const usual = recordOf(seed, slot, 0);
  const technical = `02${new Rng(seed, 'single', ordinal, storedAt).hex(10)}`;
  const placed = {
    ...usual,
    ksefNumber: ksefNumber(slot.seller.id.value, date, technical),
    acceptedAt: storedAt - 3_000_000,
    acquiredAt: storedAt - 1_000_000,
    storedAt,
    visibleAt: wish.visibleAtMs === undefined ? storedAt : fromMs(wish.visibleAtMs),
    mode: 'Online' as const,
  };
  return wish.xml ? withBytes(placed, Buffer.from(wish.xml)) : placed;
}

const first = (text: string, tag: string): string | undefined =>
  new RegExp(`<(?:\\w+:)?${tag}>([^<]*)</`).exec(text)?.[1]?.trim();

/** As much as metadata need, read without a parser: the bytes may be no XML at all. */
function withBytes(record: InvoiceRecord, bytes: Buffer): InvoiceRecord {
  const text = bytes.toString('utf8');
  const usual = record.make().facts;
  const hundredths = (tag: string) => Math.round(Number(first(text, tag) ?? '0') * 100);
  const vat = hundredths('P_14_1') + hundredths('P_14_2') + hundredths('P_14_3');
  const gross = hundredths('P_15');
  const facts: InvoiceFacts = {
    ...usual,
    invoiceNumber: first(text, 'P_2') ?? usual.invoiceNumber,
    issueDate: first(text, 'P_1') ?? usual.issueDate,
    currency: first(text, 'KodWaluty') ?? 'PLN',
    invoiceType: invoiceType(first(text, 'RodzajFaktury') ?? 'VAT'),
    hasAttachment: text.includes('Zalacznik>'),
    formCode: text.includes('"FA (2)"') ? { ...FA3, systemCode: 'FA (2)' } : FA3,
    gross,
    net: gross - vat,
    vat,
  };
  return { ...record, issueDate: facts.issueDate, make: () => ({ bytes, facts }) };
}
