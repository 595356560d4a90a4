// A sales document of iFirma: its row in the list and the document itself, as Kontor keeps them together. Keys: dossier §1.3.
import type { ParsedInvoice } from '../../../../shared/domain/invoice';
import { fromMinor, toMinor, type Currency } from '../../../../shared/domain/money';
import { invoiceOf, looksLikeRecord, party, ratesOf } from '../../formats/accounting/model';
import type { InvoiceFormat } from '../../formats/format';
import { fieldsOfBytes, taxIdOf, type Fields } from '../../formats/json/fields';
import { lineOf } from './amounts';

const METHODS: Readonly<Record<string, string>> = { PRZ: 'transfer', GTK: 'cash', KAR: 'card' };

/** Spelt in two ways. */
export const ifirmaKsefNumber = (document: Fields): string | undefined => document.text('NumerKSeF', 'NumerKsef');

/** `PrefiksUE` and the number itself, as they are written on the document. */
export function ifirmaBuyer(row: Fields, document: Fields): { readonly name?: string; readonly taxId?: string } {
  const contractor = document.object('Kontrahent');
  const name = row.text('KontrahentNazwa') ?? contractor.text('Nazwa');
  const prefix = contractor.text('PrefiksUE') ?? document.text('PrefiksUEKontrahenta') ?? '';
  const bare = row.text('NIPKontrahenta') ?? document.text('NIPKontrahenta') ?? contractor.text('NIP');
  const taxId = taxIdOf(bare === undefined || bare.startsWith(prefix) ? bare : prefix + bare);
  return { ...(name === undefined ? {} : { name }), ...(taxId === undefined ? {} : { taxId }) };
}

export const isCorrection = (row: Fields, document: Fields): boolean =>
  /korekt/i.test(row.text('Rodzaj') ?? document.text('Rodzaj') ?? '');

function paymentOf(row: Fields, document: Fields, gross: string | undefined, currency: Currency) {
  const paid = row.decimal('Zaplacono') ?? document.decimal('Zaplacono');
  const [due, sofar] = [gross, paid].map((text) => (text === undefined ? null : toMinor(text, currency)));
  // What a correction gives back is paid below nought.
  const isCovered = (whole: number, part: number): boolean => (whole < 0 ? part <= whole : part >= whole);
  const method = document.text('SposobZaplaty');
  return {
    isPaid: typeof due === 'number' && typeof sofar === 'number' && isCovered(due, sofar),
    dueOn: row.date('TerminPlatnosci') ?? document.date('TerminPlatnosci'),
    method: method === undefined ? undefined : (METHODS[method] ?? 'other'),
    paidSoFar: paid,
  };
}

function parse(bytes: Uint8Array): ParsedInvoice {
  const record = fieldsOfBytes(bytes);
  const [row, document] = [record.object('wiersz'), record.object('faktura')];
  const currency = row.text('Waluta') === undefined ? document.currency('Waluta') : row.currency('Waluta');
  const isGross = document.text('LiczOd') === 'BRT';
  const lines = document.list('Pozycje').map((position, at) => lineOf(position, at, isGross, currency));
  const rates = ratesOf(lines, currency);
  const sum = (of: (rate: (typeof rates)[number]) => string | undefined): string | undefined =>
    rates.length === 0
      ? undefined
      : fromMinor(
          rates.reduce((total, rate) => total + (toMinor(of(rate) ?? '0', currency) ?? 0), 0),
          currency,
        );
  const [net, vat] = [sum((rate) => rate.net), sum((rate) => rate.vat)];
  const gross = row.decimal('Brutto') ?? grossOf(net, vat, currency);
  const buyer = ifirmaBuyer(row, document);
  return invoiceOf({
    format: 'ifirma',
    number: row.text('PelnyNumer') ?? document.text('PelnyNumer'),
    kind: isCorrection(row, document) ? 'correction' : 'invoice',
    issueDate: row.date('DataWystawienia') ?? document.date('DataWystawienia'),
    // With `MSC` only its month means something.
    saleDate: document.text('FormatDatySprzedazy') === 'MSC' ? undefined : document.date('DataSprzedazy'),
    currency,
    // The account's own company is not in the record.
    seller: party(undefined, undefined),
    buyer: party(buyer.name, buyer.taxId, document.object('Kontrahent').text('Kraj')),
    net,
    vat,
    gross,
    lines,
    rates,
    payment: paymentOf(row, document, gross, currency),
    ksefNumber: ifirmaKsefNumber(document),
  });
}

function grossOf(net: string | undefined, vat: string | undefined, currency: Currency): string | undefined {
  if (net === undefined || vat === undefined) return undefined;
  return fromMinor((toMinor(net, currency) ?? 0) + (toMinor(vat, currency) ?? 0), currency);
}

export const ifirmaFormat: InvoiceFormat = {
  id: 'ifirma',
  detect: (bytes) =>
    looksLikeRecord(bytes, ['wiersz', 'FakturaId', 'PelnyNumer']) || looksLikeRecord(bytes, ['faktura', 'Pozycje']),
  parse,
};
