// What is written is what is read: every value of the draft, through the reader that reads everybody's invoices.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvoiceKind, type ParsedInvoice, type Party } from '../../../../../shared/domain/invoice';
import { decimalText, parseDecimal, trimmed } from '../../../../../shared/domain/decimal';
import type { SalesIdentity, SalesInvoice, SalesLine, SalesParty } from '../../../../../shared/domain/salesInvoice';
import { isAdvance, isPaidInFull, type SalesTotals } from '../../../../../shared/domain/salesTotals';
import { salesInvoice, TODAY } from '../../../../../tests/support/salesInvoices';
import { formatFor, viewOf } from '../../registry';
import { collapse } from '../../xml/text';
import { readXml } from '../../xml/readXml';
import type { XmlElement } from '../../xml/xmlElement';
import { accountNumber } from '../../write/normal';
import { prepareFa3 } from './prepareFa';
import { rateWord } from './words';

const order = { today: TODAY, createdAt: '2026-11-20T08:15:30.123Z', program: 'Kontor 1.0.0' } as const;

interface Written {
  readonly bytes: Uint8Array;
  readonly totals: SalesTotals;
  readonly read: ParsedInvoice;
}

function written(invoice: SalesInvoice): Written {
  const prepared = prepareFa3(invoice, order);
  if (!prepared.isReady) throw new Error(JSON.stringify(prepared.findings));
  const format = formatFor(prepared.bytes);
  if (format === null) throw new Error('not recognised');
  return { bytes: prepared.bytes, totals: prepared.totals, read: format.parse(prepared.bytes) };
}

/** The same number, however many zeros it was written with. */
const number = (text: string | undefined): string | undefined => {
  const decimal = text === undefined ? null : parseDecimal(text);
  return decimal === null ? undefined : decimalText(trimmed(decimal));
};
const token = (text: string | undefined): string | undefined => (text === undefined ? undefined : collapse(text));

function taxId(identity: SalesIdentity): string | undefined {
  switch (identity.type) {
    case 'nip':
      return identity.nip;
    case 'vat_eu':
      return identity.country + identity.number;
    case 'other':
      return token(`${identity.country ?? ''}${token(identity.number) ?? ''}`);
    case 'internal':
      return identity.id;
    case 'none':
      return undefined;
  }
}

const asRead = (party: Party) => [party.name, party.taxId, party.address, party.email, party.phone];
const asDrawn = ({ name, identity, address, email, phone }: SalesParty) => [
  token(name),
  taxId(identity),
  address === undefined ? [] : [address.line1, address.line2].flatMap((line) => token(line) ?? []),
  token(email),
  token(phone),
];

function expectedLine(line: SalesLine, value: string | null, invoice: SalesInvoice): unknown {
  const isOrder = isAdvance(invoice.kind);
  const isGross = invoice.prices === 'gross' || line.vat.treatment === 'margin';
  const word = line.vat.treatment === 'oss' ? number(line.vat.percent) : rateWord(line.vat);
  return {
    name: token(line.name),
    unit: token(line.unit),
    quantity: number(line.quantity),
    price: isOrder && invoice.prices === 'gross' ? undefined : number(line.price),
    discount: isOrder ? undefined : number(line.discount),
    value: isOrder ? undefined : number(value ?? undefined),
    isGross: isOrder ? undefined : isGross,
    rate: line.vat.treatment === 'margin' ? undefined : word,
    isBefore: line.isBefore ?? false,
  };
}

const readLine = (invoice: SalesInvoice) => (line: ParsedInvoice['lines'][number]) => {
  const isOrder = isAdvance(invoice.kind);
  return {
    name: line.name,
    unit: line.unit,
    quantity: number(line.quantity),
    price: number(line.price),
    discount: number(line.discount),
    value: isOrder ? undefined : number(line.net ?? line.gross),
    isGross: isOrder ? undefined : line.net === undefined,
    rate: number(line.rate) ?? line.rate,
    isBefore: line.isBefore,
  };
};

/** Values that the document holds in another form, or not at all: words of ours, and parts that only sums are made of. */
const ELSEWHERE =
  /^(?:kind|prices|.*\.(?:treatment|type|role|method|source|effect)|annotations\.margin|received\..*|advances\.\d+\.sums.*|correction\.sums.*)$/;

function* textsOf(value: unknown, path: string): Generator<readonly [string, string]> {
  if (typeof value === 'string') yield [path, value];
  else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) yield* textsOf(part, path === '' ? key : `${path}.${key}`);
  }
}

function* leaves(node: XmlElement): Generator<string> {
  if (node.first === null) yield node.text;
  for (let child = node.first; child !== null; child = child.next) yield* leaves(child);
}

/** Spelled one way: spaces, case of codes, zeros of numbers. */
function plain(text: string): string {
  const compact = collapse(text);
  return number(compact) ?? (/^[A-Za-z0-9 -]{2,42}$/.test(compact) ? accountNumber(compact) : compact);
}

function expectAllThere(invoice: SalesInvoice, bytes: Uint8Array): void {
  const there = new Set([...leaves(readXml(bytes))].map(plain));
  const missing = [...textsOf(invoice, '')].filter(([path, text]) => {
    if (ELSEWHERE.test(path) || there.has(plain(text))) return false;
    const line = invoice.lines[Number(/^lines\.(\d+)\./.exec(path)?.[1] ?? Number.NaN)];
    // Orders have neither discounts nor days, gross prices nor amounts; their values are net and tax.
    const isOrderPart =
      isAdvance(invoice.kind) && /^lines\.\d+\.(?:discount|price|amount|saleDate|exchangeRate)$/.test(path);
    const isSum = path.endsWith('.amount') && line !== undefined;
    const isOldNumber = path.startsWith('advances.') && path.endsWith('.number');
    const isOwnRate = path === 'exchangeRate' && invoice.lines.every((one) => one.exchangeRate !== undefined);
    const isPaid = path.startsWith('payment.parts') && invoice.payment.paidOn !== undefined;
    return !(isOrderPart || isSum || isOldNumber || isOwnRate || isPaid);
  });
  expect(missing).toEqual([]);
}

describe('a written invoice', { timeout: 120_000 }, () => {
  it.each(InvoiceKind.options)('%s: is read as it was meant', (kind) => {
    fc.assert(
      fc.property(salesInvoice(kind), (invoice) => {
        const { bytes, totals, read } = written(invoice);
        expect(read).toMatchObject({
          format: 'fa3',
          kind,
          number: token(invoice.number),
          issueDate: invoice.issueDate,
          currency: invoice.currency,
          net: totals.net,
          vat: totals.tax,
          gross: totals.gross,
          hasAttachment: false,
        });
        expect([read.saleDate, read.periodFrom, read.periodTo]).toEqual([
          invoice.saleDate,
          invoice.period?.from,
          invoice.period?.to,
        ]);
        expect(asRead(read.seller)).toEqual(asDrawn(invoice.seller));
        expect(asRead(read.buyer)).toEqual(asDrawn(invoice.buyer));
        const others = [
          ...invoice.otherParties.map(({ role, party }) => ({ role, party })),
          ...[invoice.correction?.sellerBefore ?? []].flat().map((party) => ({ role: 'seller_before', party })),
          ...(invoice.correction?.buyersBefore ?? []).map((party) => ({ role: 'buyer_before', party })),
        ];
        expect(read.otherParties.map(({ role }) => role)).toEqual(others.map(({ role }) => role));
        expect(read.otherParties.map(({ party }) => asRead(party).slice(0, 3))).toEqual(
          others.map(({ party }) => asDrawn(party).slice(0, 3)),
        );
        expect(read.lines.map(readLine(invoice))).toEqual(
          invoice.lines.map((line, i) => expectedLine(line, totals.lines[i] ?? null, invoice)),
        );
        const payable = invoice.charges.length + invoice.deductions.length > 0 ? totals.payable : totals.gross;
        const due = payable.startsWith('-') ? undefined : payable;
        if (due !== undefined) expect(read.payable ?? read.gross).toBe(due);
        expect(read.correctionReason).toBe(token(invoice.correction?.reason));
        expect(read.correctedNumbers.map((one) => [one.number, one.remoteNumber])).toEqual(
          (invoice.correction?.corrected ?? []).map((one) => [token(one.number), one.ksefNumber]),
        );
        expect(read.payment).toMatchObject({
          paid: invoice.payment.paidOn !== undefined || isPaidInFull(invoice, totals),
          dueOn: invoice.payment.dueOn,
          accounts: [...invoice.payment.accounts, ...invoice.payment.factorAccounts].map((one) => ({
            number: accountNumber(one.number),
          })),
        });
        expect(read.payment.method).toBe(invoice.payment.method);
        expectAllThere(invoice, bytes);
        expect(viewOf(bytes).rest).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('has the same bytes each time', () => {
    fc.assert(
      fc.property(salesInvoice('correction'), (invoice) => {
        const bytes = written(invoice).bytes;
        expect(Buffer.from(bytes).equals(written(structuredClone(invoice)).bytes)).toBe(true);
        // No byte-order mark, and nothing but UTF-8 in its first line.
        expect(Buffer.from(bytes.subarray(0, 39)).toString('utf8')).toBe('<?xml version="1.0" encoding="UTF-8"?>\n');
      }),
      { numRuns: 20 },
    );
  });

  it('shows no sum that does not add up', () => {
    fc.assert(
      fc.property(fc.constantFrom('invoice' as const, 'simplified' as const).chain(salesInvoice), (invoice) => {
        // Read lines do not tell 8 % here from 8 % of a one-stop shop, so the reader adds both up.
        fc.pre(invoice.lines.every(({ vat }) => vat.treatment !== 'oss'));
        const sums = written(invoice).read.findings.filter(({ key }) => /differ/.test(key));
        expect(sums).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
