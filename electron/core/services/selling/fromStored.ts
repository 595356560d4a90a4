// A stored document as a form takes it: to be corrected, or to be written on.
import { isReferencedKsefNumber } from '../../../../shared/domain/ksefNumber';
import type { InvoiceKind, ParsedInvoice } from '../../../../shared/domain/invoice';
import type { SalesInvoice, SalesLine } from '../../../../shared/domain/salesInvoice';
import { isAdvance } from '../../../../shared/domain/salesTotals';
import { buyerOf, sellerOf, vatOf } from './partyOf';
import { accountsOf } from './starts';

export interface Corrected {
  readonly invoice: ParsedInvoice;
  readonly ksefNumber?: string | undefined;
}

/** An advance is corrected as an advance and a settlement as a settlement, also when it is a correction itself. */
const CORRECTS: Readonly<Record<InvoiceKind, 'correction' | 'advance_correction' | 'settlement_correction'>> = {
  invoice: 'correction',
  simplified: 'correction',
  correction: 'correction',
  advance: 'advance_correction',
  advance_correction: 'advance_correction',
  settlement: 'settlement_correction',
  settlement_correction: 'settlement_correction',
};

/** What it said before, and the same again to be changed. */
export function correctionOf({ invoice, ksefNumber }: Corrected, blank: SalesInvoice): SalesInvoice {
  const kind = CORRECTS[invoice.kind];
  const after = linesOf(invoice);
  const { saleDate: _, ...rest } = blank;
  return {
    ...rest,
    ...commonOf(invoice),
    kind,
    number: '',
    lines: [
      ...after.map((line, index) => ({ ...line, isBefore: true, no: index + 1 })),
      ...after.map((line, index) => ({ ...line, no: index + 1 })),
    ],
    // Of an advance the money that came in counts, not the order: what differs of it is asked for.
    received: isAdvance(kind) ? invoice.rates.map(({ rate }) => ({ vat: vatOf(rate, invoice), gross: '' })) : [],
    correction: {
      reason: '',
      corrected: [
        {
          number: invoice.number,
          issueDate: invoice.issueDate,
          ...(ksefNumber !== undefined && isReferencedKsefNumber(ksefNumber) ? { ksefNumber } : {}),
        },
      ],
      buyersBefore: [],
      // What was received (advance) or left to pay (settlement) before: FA(3) P_15ZK.
      ...(kind === 'correction' ? {} : { amountBefore: invoice.gross }),
    },
  };
}

/** Everything that the common model tells of a document: what a refused one, made elsewhere, is written on from. */
export function writtenOf(invoice: ParsedInvoice, blank: SalesInvoice): SalesInvoice {
  const { saleDate: _, ...rest } = blank;
  const isCorrecting = CORRECTS[invoice.kind] === invoice.kind;
  const { paid, paidOn, dueOn } = invoice.payment;
  return {
    ...rest,
    ...commonOf(invoice),
    kind: invoice.kind,
    number: invoice.number,
    issueDate: invoice.issueDate,
    ...(invoice.saleDate === undefined ? {} : { saleDate: invoice.saleDate }),
    ...(invoice.periodFrom === undefined || invoice.periodTo === undefined
      ? {}
      : { period: { from: invoice.periodFrom, to: invoice.periodTo } }),
    lines: invoice.lines.map((line) => ({ ...lineOf(line, invoice), ...(line.isBefore ? { isBefore: true } : {}) })),
    payment: {
      ...rest.payment,
      dueOn: [...dueOn],
      accounts: accountsOf(invoice),
      ...(paid && paidOn !== undefined ? { paidOn } : {}),
    },
    ...(isCorrecting
      ? {
          correction: {
            reason: invoice.correctionReason ?? '',
            corrected: invoice.correctedNumbers.map(({ number, remoteNumber }) => ({
              number,
              issueDate: '',
              ...(remoteNumber === undefined ? {} : { ksefNumber: remoteNumber }),
            })),
            buyersBefore: [],
          },
        }
      : {}),
  };
}

function commonOf(invoice: ParsedInvoice): Pick<SalesInvoice, 'currency' | 'seller' | 'buyer' | 'prices'> {
  const home = invoice.format === 'earve' ? 'EE' : 'PL';
  const isGross = invoice.lines.some(({ isBefore, priceIsGross }) => !isBefore && priceIsGross);
  return {
    currency: invoice.currency,
    seller: sellerOf(invoice.seller, home),
    buyer: buyerOf(invoice.buyer, home),
    prices: isGross ? 'gross' : 'net',
  };
}

const linesOf = (invoice: ParsedInvoice): readonly SalesLine[] =>
  invoice.lines.filter(({ isBefore }) => !isBefore).map((line) => lineOf(line, invoice));

function lineOf(line: ParsedInvoice['lines'][number], invoice: ParsedInvoice): SalesLine {
  const amount = line.priceIsGross ? line.gross : line.net;
  return {
    name: line.name,
    ...(line.quantity === undefined ? {} : { quantity: line.quantity }),
    ...(line.unit === undefined ? {} : { unit: line.unit }),
    ...(line.price !== undefined ? { price: line.price } : amount === undefined ? {} : { amount }),
    ...(line.discount === undefined ? {} : { discount: line.discount }),
    vat: vatOf(line.rate, invoice),
  };
}
