// From one version to the row that lists, sums and searches show. Pure: the same version and company give the same row.
import { z } from 'zod';
import type { UnreadableItem } from '../../../../shared/contract/runs';
import {
  paymentStateOf,
  type Direction,
  type ParsedInvoice,
  type PaymentState,
} from '../../../../shared/domain/invoice';
import { PlainDate } from '../../../../shared/domain/ids';
import { Currency, DecimalText, exponentOf, toMinor } from '../../../../shared/domain/money';
import { isFailure } from '../../../../shared/errors';
import { fold } from '../../../../shared/lib/fold';
import type { InvoiceFormat } from '../../formats/format';
import type { Sidecar } from '../segment/sidecar';
import { bareTaxId, ksefNumberKey, matchKey } from '../links/keys';
import { indexWords, ownText } from './indexWords';

export type FormatLookup = (bytes: Uint8Array, parserId: string) => InvoiceFormat | null;

export interface CompanyFacts {
  readonly country: string;
  readonly taxId: string | null;
}

export interface ProjectedRate {
  readonly rate: string;
  readonly net: number;
  readonly vat: number | null;
}

export interface Projection {
  readonly number: string;
  readonly kind: string;
  readonly direction: Direction;
  readonly issueDate: string;
  readonly receivedOn: string | null;
  readonly receivedAt: string | null;
  readonly counterparty: string;
  readonly counterpartyOrder: string;
  readonly counterpartyTaxId: string | null;
  readonly currency: string;
  readonly net: number;
  readonly vat: number;
  readonly gross: number;
  readonly grossOrder: number;
  readonly remoteNumber: string | null;
  readonly format: string | null;
  readonly problem: string | null;
  readonly needsLook: boolean;
  readonly matchKey: string | null;
  readonly ksefNumber: string | null;
  readonly isScan: boolean;
  readonly paymentState: PaymentState | null;
  readonly dueOn: string | null;
  readonly rates: readonly ProjectedRate[];
  readonly words: string;
}

export type ParseOutcome =
  | { readonly invoice: ParsedInvoice; readonly problem: null }
  | { readonly invoice: null; readonly problem: ParseProblem };
const ParseProblem = z.object({ key: z.string(), params: z.record(z.string(), z.string()) });
export type ParseProblem = z.infer<typeof ParseProblem>;

/** Whatever an original does to its parser, the original is kept: every throw becomes a problem of the row. */
export function parseOriginal(bytes: Uint8Array, parserId: string, formatFor: FormatLookup, part = 1): ParseOutcome {
  try {
    const format = formatFor(bytes, parserId);
    if (format === null) return { invoice: null, problem: { key: 'format.unknown', params: {} } };
    return parseWith(format, bytes, part);
  } catch (error) {
    return unparsed(error);
  }
}

export function parseWith(format: InvoiceFormat, bytes: Uint8Array, part: number): ParseOutcome {
  try {
    return { invoice: format.parse(bytes, part), problem: null };
  } catch (error) {
    return unparsed(error);
  }
}

function unparsed(error: unknown): ParseOutcome {
  if (!isFailure(error)) return { invoice: null, problem: { key: 'format.unreadable', params: {} } };
  const params = Object.entries(error.spec.params ?? {}).map(([name, value]) => [name, String(value)] as const);
  return { invoice: null, problem: { key: error.spec.key, params: Object.fromEntries<string>(params) } };
}

/** None when it could be read. `problem` as the row keeps it. */
export function unreadableItem(item: string, problem: string | null): readonly UnreadableItem[] {
  if (problem === null) return [];
  const { key, params } = ParseProblem.parse(JSON.parse(problem));
  return [{ item, reason: key, ...(Object.keys(params).length === 0 ? {} : { params }) }];
}

export type VersionSidecar = Pick<
  Sidecar,
  'naturalKey' | 'fileName' | 'direction' | 'storedAt' | 'facts' | 'warnings' | 'parts'
>;

export function project(sidecar: VersionSidecar, parsed: ParseOutcome, company: CompanyFacts): Projection {
  const invoice = parsed.invoice ?? fromFacts(sidecar, company);
  const { currency } = invoice;
  const amounts = [invoice.net, invoice.vat, invoice.gross].map((text) => toMinor(text, currency));
  const [net, vat, gross] = amounts.map((minor) => minor ?? 0) as [number, number, number];
  const direction = sidecar.direction ?? directionOf(invoice, company);
  const other = direction === 'sale' ? invoice.buyer : invoice.seller;
  const remoteNumber = sidecar.facts?.remoteNumber ?? sidecar.naturalKey;
  const facts = sidecar.facts ?? {};
  const hasFindings = parsed.invoice !== null && parsed.invoice.findings.length > 0;
  const hasWarnings = (sidecar.warnings ?? []).length > 0;
  return {
    number: ownText(invoice.number),
    kind: parsed.invoice?.kind ?? 'invoice',
    direction,
    issueDate: ownText(invoice.issueDate),
    receivedOn: facts.receivedOn !== undefined && isDate(facts.receivedOn) ? facts.receivedOn : null,
    receivedAt: facts.receivedAt ?? null,
    counterparty: ownText(other.name),
    counterpartyOrder: ownText(fold(other.name).trim()),
    counterpartyTaxId: identifierOf(other),
    currency,
    net,
    vat,
    gross,
    grossOrder: thousandths(gross, currency),
    remoteNumber,
    format: parsed.invoice?.format ?? null,
    problem: parsed.problem === null ? null : JSON.stringify(parsed.problem),
    needsLook: parsed.problem !== null || hasFindings || hasWarnings || amounts.includes(null),
    matchKey: matchKey({
      direction,
      sellerTaxId: invoice.seller.taxId ?? invoice.seller.registryCode,
      kind: parsed.invoice?.kind ?? 'invoice',
      gross,
      // What nobody could read has a number only where the source tells it.
      number: parsed.invoice?.number ?? facts.number,
    }),
    ksefNumber: ksefNumberKey(remoteNumber),
    isScan: facts.isScan === true,
    paymentState: parsed.invoice === null ? null : paymentStateOf(parsed.invoice.payment),
    dueOn: parsed.invoice?.payment.dueOn[0] ?? null,
    rates: (parsed.invoice?.rates ?? []).map((rate) => ({
      rate: ownText(rate.rate),
      net: toMinor(rate.net, currency) ?? 0,
      vat: rate.vat === undefined ? null : toMinor(rate.vat, currency),
    })),
    words: indexWords(invoice, parsed.invoice, remoteNumber, [net, gross]),
  };
}

interface Minimum {
  readonly number: string;
  readonly issueDate: string;
  readonly currency: string;
  readonly net: string;
  readonly vat: string;
  readonly gross: string;
  readonly seller: Identified;
  readonly buyer: Identified;
}

interface Identified {
  readonly name: string;
  readonly taxId?: string | undefined;
  readonly registryCode?: string | undefined;
}

/** A firm without a VAT number is known by its code in the register. */
function identifierOf({ taxId, registryCode }: Identified): string | null {
  const id = taxId ?? registryCode;
  return id === undefined ? null : ownText(id);
}

/** What can be shown of an original that no format reads: what the source said about it, else what is surely true. */
function fromFacts(sidecar: VersionSidecar, company: CompanyFacts): Minimum {
  const facts = sidecar.facts ?? {};
  const amount = (text: string | undefined): string => DecimalText.safeParse(text).data ?? '0';
  return {
    number: facts.number ?? sidecar.fileName,
    issueDate: PlainDate.safeParse(facts.issueDate).data ?? sidecar.storedAt.slice(0, 10),
    currency: Currency.safeParse(facts.currency).data ?? homeCurrency(company.country),
    net: amount(facts.net),
    vat: amount(facts.vat),
    gross: amount(facts.gross),
    seller: { name: facts.seller?.name ?? '', taxId: facts.seller?.taxId },
    buyer: { name: facts.buyer?.name ?? '', taxId: facts.buyer?.taxId },
  };
}

export function homeCurrency(country: string): string {
  return country === 'PL' ? 'PLN' : 'EUR';
}

function directionOf(invoice: Minimum | ParsedInvoice, company: CompanyFacts): Direction {
  if (company.taxId === null) return 'other';
  const own = bareTaxId(company.taxId);
  const isOwn = ({ taxId, registryCode }: Identified): boolean =>
    [taxId, registryCode].some((id) => bareTaxId(id) === own);
  if (isOwn(invoice.seller)) return 'sale';
  return isOwn(invoice.buyer) ? 'purchase' : 'other';
}

/** A refusal by the schema costs more than all the rest of a row: what is absent is not asked. */
function isDate(text: string): boolean {
  return PlainDate.safeParse(text).success;
}

/** Thousandths whatever the currency, kept within what both SQLite and JavaScript count exactly. */
function thousandths(minor: number, currency: string): number {
  const scaled = Math.round(minor * 10 ** (3 - exponentOf(currency)));
  return Math.min(Math.max(scaled, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
}
