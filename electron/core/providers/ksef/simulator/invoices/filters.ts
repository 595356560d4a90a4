// InvoiceQueryFilters: their schema, their range rules, and which records fit.
import { z } from 'zod';
import { badRequest, invalidInput } from '../http/answers';
import {
  addMonths,
  fromWarsawWall,
  isoMicros,
  parseInstant,
  toMs,
  warsawDate,
  warsawWall,
  type Micros,
} from '../instants';
import { isSubject, type InvoiceRecord, type InvoiceStore } from './store';

const nip = z.string().regex(/^[1-9]((\d[1-9])|([1-9]\d))\d{7}$/);
const ksefNumber = z
  .string()
  .regex(
    /^([1-9](\d[1-9]|[1-9]\d)\d{7})-(20[2-9]\d|2[1-9]\d{2}|[3-9]\d{3})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])-([0-9A-F]{6})-?([0-9A-F]{6})-([0-9A-F]{2})$/,
  );
const instant = z.string().refine((text) => parseInstant(text) !== null, 'to nie jest data i czas według ISO 8601');
const types = [
  'Vat',
  'Zal',
  'Kor',
  'Roz',
  'Upr',
  'KorZal',
  'KorRoz',
  'VatPef',
  'VatPefSp',
  'KorPef',
  'VatRr',
  'KorVatRr',
] as const;

export const Filters = z.strictObject({
  subjectType: z.enum(['Subject1', 'Subject2', 'Subject3', 'SubjectAuthorized']),
  dateRange: z.strictObject({
    dateType: z.enum(['Issue', 'Invoicing', 'PermanentStorage']),
    from: instant,
    to: instant.nullish(),
    restrictToPermanentStorageHwmDate: z.boolean().nullish(),
  }),
  ksefNumber: ksefNumber.nullish(),
  invoiceNumber: z.string().max(256).nullish(),
  amount: z
    .strictObject({ type: z.enum(['Brutto', 'Netto', 'Vat']), from: z.number().nullish(), to: z.number().nullish() })
    .nullish(),
  sellerNip: nip.nullish(),
  buyerIdentifier: z
    .strictObject({ type: z.enum(['Nip', 'VatUe', 'Other', 'None']), value: z.string().max(50).nullish() })
    .nullish(),
  currencyCodes: z.array(z.string().regex(/^[A-Z]{3}$/)).nullish(),
  invoicingMode: z.enum(['Online', 'Offline']).nullish(),
  isSelfInvoicing: z.boolean().nullish(),
  formType: z.enum(['FA', 'PEF', 'FA_RR']).nullish(),
  invoiceTypes: z.array(z.enum(types)).nullish(),
  hasAttachment: z.boolean().nullish(),
});
export type Filters = z.infer<typeof Filters>;

export type DateType = Filters['dateRange']['dateType'];

export interface Range {
  readonly dateType: DateType;
  readonly from: Micros;
  readonly to: Micros;
  /** Asked to stop at the high water mark although it lies before `from`: there is nothing yet. */
  readonly isBeyondHwm: boolean;
}

export type RangeRule = 'three_months' | 'hundred_days';

/** Three months count in UTC or in Polish time, whichever is kinder; 100 days (since 2.7.1) in UTC. */
function isTooLong(from: Micros, to: Micros, rule: RangeRule): boolean {
  if (rule === 'hundred_days') return to - from > 100 * 86_400_000_000;
  if (to <= addMonths(from, 3)) return false;
  const local = addMonths(warsawWall(toMs(from)) * 1000, 3);
  return to > fromWarsawWall(toMs(local)) * 1000 + (from % 1000);
}

export function readRange(filters: Filters, now: Micros, hwm: Micros, rule: RangeRule): Range {
  const { dateType, restrictToPermanentStorageHwmDate: isRestricted } = filters.dateRange;
  const from = parseInstant(filters.dateRange.from) ?? now;
  const asked = filters.dateRange.to ? (parseInstant(filters.dateRange.to) ?? now) : now;
  if (isRestricted === true && dateType !== 'PermanentStorage')
    throw invalidInput('dateRange.restrictToPermanentStorageHwmDate: tylko dla dateType = PermanentStorage');
  const isBeyondHwm = isRestricted === true && from > hwm;
  if (asked < from && !isBeyondHwm) throw invalidInput('dateRange.to: data wcześniejsza niż dateRange.from');
  if (isTooLong(from, asked, rule))
    throw invalidInput(`dateRange: zakres dat przekracza ${rule === 'hundred_days' ? '100 dni' : '3 miesiące'}`);
  return { dateType, from, to: isRestricted === true ? Math.min(asked, hwm) : asked, isBeyondHwm };
}

export const BEYOND_HWM =
  'Parametr dateRange.from jest późniejszy niż PermanentStorageHwmDate przy włączonym restrictToPermanentStorageHwmDate.';
export const beyondHwm = () =>
  badRequest(21183, 'Zakres filtrowania wykracza poza dostępny zakres danych.', BEYOND_HWM);

/** The value a query sorts by, as it is shown. */
export function dateOf(record: InvoiceRecord, type: DateType): string {
  if (type === 'Issue') return record.issueDate;
  return isoMicros(type === 'Invoicing' ? record.acceptedAt : record.storedAt);
}

function isInRange(record: InvoiceRecord, range: Range): boolean {
  if (range.dateType === 'Issue')
    return record.issueDate >= warsawDate(range.from) && record.issueDate <= warsawDate(range.to);
  const at = range.dateType === 'Invoicing' ? record.acceptedAt : record.storedAt;
  return at >= range.from && at <= range.to;
}

/** Everything that fits, oldest first. Both ends of the range belong to it. */
export function select(
  store: InvoiceStore,
  filters: Filters,
  range: Range,
  nip: string,
  now: Micros,
): readonly InvoiceRecord[] {
  const found = store.all.filter(
    (record) =>
      record.storedAt <= now &&
      record.visibleAt <= now &&
      isSubject(record, filters.subjectType, nip) &&
      isInRange(record, range) &&
      fits(record, filters, store),
  );
  if (range.dateType === 'PermanentStorage') return found;
  return found.sort((a, b) => {
    const [left, right] = [dateOf(a, range.dateType), dateOf(b, range.dateType)];
    return left === right ? (a.ksefNumber < b.ksefNumber ? -1 : 1) : left < right ? -1 : 1;
  });
}

function fits(record: InvoiceRecord, filters: Filters, store: InvoiceStore): boolean {
  if (filters.ksefNumber && filters.ksefNumber !== record.ksefNumber) return false;
  if (filters.sellerNip && filters.sellerNip !== record.sellerNip) return false;
  if (filters.invoicingMode && filters.invoicingMode !== record.mode) return false;
  const deep = [
    filters.invoiceNumber,
    filters.amount,
    filters.buyerIdentifier,
    filters.currencyCodes,
    filters.isSelfInvoicing,
    filters.formType,
    filters.invoiceTypes,
    filters.hasAttachment,
  ];
  return deep.every((filter) => filter === null || filter === undefined) || fitsContent(record, filters, store);
}

function fitsContent(record: InvoiceRecord, filters: Filters, store: InvoiceStore): boolean {
  const { facts } = store.learn(record);
  const { amount, buyerIdentifier: buyer } = filters;
  if (filters.invoiceNumber && filters.invoiceNumber !== facts.invoiceNumber) return false;
  if (amount) {
    const value = { Brutto: facts.gross, Netto: facts.net, Vat: facts.vat }[amount.type] / 100;
    if (value < (amount.from ?? -Infinity) || value > (amount.to ?? Infinity)) return false;
  }
  if (
    buyer &&
    (buyer.type !== facts.buyer.identifier.type ||
      (buyer.value ?? facts.buyer.identifier.value) !== facts.buyer.identifier.value)
  )
    return false;
  if (filters.currencyCodes?.length && !filters.currencyCodes.includes(facts.currency)) return false;
  if (typeof filters.isSelfInvoicing === 'boolean' && filters.isSelfInvoicing !== facts.isSelfInvoicing) return false;
  if (filters.formType && filters.formType !== facts.formCode.value) return false;
  if (filters.invoiceTypes?.length && !filters.invoiceTypes.some((type) => type === facts.invoiceType)) return false;
  return typeof filters.hasAttachment !== 'boolean' || filters.hasAttachment === facts.hasAttachment;
}
