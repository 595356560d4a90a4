// Which column means what, by its head: the words of exports in Polish, German, Estonian and English.
import type { ImportField, ImportMapping } from '../../../../shared/domain/importTable';
import { foldedText } from '../../../../shared/lib/fold';
import { dateOf, dateOrderOf, decimalMarkOf } from './cellValues';

/** Folded. `=` at the start: the whole head, not a part of it. The first field whose word fits takes the column. */
const WORDS: readonly (readonly [ImportField, readonly string[]])[] = [
  ['ksefNumber', ['ksef', 'numer ksef', 'nr ksef']],
  [
    'sellerTaxId',
    [
      'nip sprzedawcy',
      'nip dostawcy',
      'nip wystawcy',
      'sprzedawca nip',
      'dostawca nip',
      'ust id des lieferanten',
      'lieferant ust id',
      'muuja kmkr',
      'muuja registrikood',
      'tarnija kmkr',
      'tarnija registrikood',
      'seller tax id',
      'seller vat',
      'supplier vat',
      'supplier tax id',
      'vendor vat',
    ],
  ],
  [
    'buyerTaxId',
    [
      'nip nabywcy',
      'nip odbiorcy',
      'nabywca nip',
      'ust id des kunden',
      'kunde ust id',
      'ostja kmkr',
      'ostja registrikood',
      'buyer tax id',
      'buyer vat',
      'customer vat',
      'customer tax id',
      'client tax id',
    ],
  ],
  [
    'partyTaxId',
    [
      'nip kontrahenta',
      'kontrahent nip',
      '=nip',
      '=nip ue',
      'numer nip',
      'nr nip',
      'ust idnr',
      'ust id',
      'ustid',
      'umsatzsteuer id',
      'kmkr',
      'kmkr nr',
      'registrikood',
      'reg kood',
      'tax id',
      'vat number',
      'vat no',
      'vat id',
    ],
  ],
  [
    'dueDate',
    [
      'termin platnosci',
      'data platnosci',
      'termin zaplaty',
      'faelligkeit',
      'falligkeit',
      'fallig am',
      'fallig',
      'zahlbar bis',
      'maksetahtaeg',
      'tahtaeg',
      'due date',
      'payment due',
      '=due',
    ],
  ],
  [
    'paidOn',
    [
      'data zaplaty',
      'zaplacono dnia',
      'data oplacenia',
      'bezahlt am',
      'zahldatum',
      'makstud kuupaev',
      'tasumise kuupaev',
      'paid on',
      'paid date',
      'payment date',
    ],
  ],
  [
    'saleDate',
    [
      'data sprzedazy',
      'data dostawy',
      'data wykonania',
      'leistungsdatum',
      'lieferdatum',
      'muugikuupaev',
      'kaibe kuupaev',
      'sale date',
      'supply date',
      'delivery date',
      'sell date',
    ],
  ],
  [
    'issueDate',
    [
      'data wystawienia',
      'data faktury',
      'data dokumentu',
      'data wyst',
      'rechnungsdatum',
      'belegdatum',
      'ausstellungsdatum',
      'arve kuupaev',
      'kuupaev',
      'invoice date',
      'issue date',
      'document date',
      '=data',
      '=datum',
      '=date',
    ],
  ],
  [
    'number',
    [
      'numer faktury',
      'nr faktury',
      'numer dokumentu',
      'nr dokumentu',
      'numer dowodu',
      'nr dowodu',
      'pelny numer',
      '=numer',
      'rechnungsnummer',
      'rechnungsnr',
      'rechnungs nr',
      'belegnummer',
      'belegfeld 1',
      'arve number',
      'arve nr',
      'arvenumber',
      'invoice number',
      'invoice no',
      'invoice nr',
      'document number',
      '=number',
      '=nr',
      '=nummer',
    ],
  ],
  [
    'sellerName',
    [
      'nazwa sprzedawcy',
      'sprzedawca',
      'dostawca',
      'wystawca',
      'lieferant',
      'verkaufer',
      'rechnungssteller',
      'muuja',
      'tarnija',
      'seller',
      'supplier',
      'vendor',
    ],
  ],
  [
    'buyerName',
    [
      'nazwa nabywcy',
      'nabywca',
      'odbiorca',
      'klient',
      'kunde',
      'kaufer',
      'empfanger',
      'ostja',
      'klient',
      'buyer',
      'customer',
      'client',
    ],
  ],
  [
    'partyName',
    [
      'nazwa kontrahenta',
      'kontrahent',
      'nazwa firmy',
      'geschaftspartner',
      'firma',
      'partner',
      'partneri nimi',
      'ettevote',
      'counterparty',
      'contractor',
      'company',
    ],
  ],
  [
    'vat',
    [
      'kwota vat',
      'wartosc vat',
      'podatek vat',
      'suma vat',
      'vat razem',
      'podatek',
      '=vat',
      'steuerbetrag',
      'ust betrag',
      'mwst betrag',
      'umsatzsteuer',
      'mwst',
      '=ust',
      'kaibemaks',
      'kaibemaksu summa',
      '=km',
      'vat amount',
      'tax amount',
      '=tax',
    ],
  ],
  [
    'net',
    [
      'wartosc netto',
      'kwota netto',
      'suma netto',
      'razem netto',
      'netto',
      'nettobetrag',
      'summa kaibemaksuta',
      'ilma kaibemaksuta',
      'summa km ta',
      'neto',
      'net amount',
      'net total',
      'net value',
      '=net',
      'subtotal',
    ],
  ],
  [
    'gross',
    [
      'wartosc brutto',
      'kwota brutto',
      'suma brutto',
      'razem brutto',
      'brutto',
      'do zaplaty',
      'bruttobetrag',
      'gesamtbetrag',
      'rechnungsbetrag',
      'summa kaibemaksuga',
      'summa km ga',
      'bruto',
      'arve summa',
      'kokku',
      '=summa',
      'gross amount',
      'gross total',
      'gross value',
      '=gross',
      'total amount',
      '=total',
      '=amount',
      '=kwota',
      '=wartosc',
      '=betrag',
      '=razem',
    ],
  ],
  ['currency', ['waluta', 'wahrung', 'valuuta', 'currency']],
];

/** In the name of a file: heads say `data sprzedaży` on both sides. */
const SALE = /sprzedaz|przychod|ausgang|verkauf|erlos|muugi|tulu|sale|income|revenue/;

/** The head without what changes nothing: case, accents, punctuation. */
export const plainHead = (head: string): string => foldedText(head).trim().replace(/\s+/g, ' ');

/** Which field the head names, and how surely: longer words first. */
function fits(head: string): readonly { readonly field: ImportField; readonly weight: number }[] {
  const padded = ` ${head} `;
  return WORDS.flatMap(([field, words]) => {
    const found = words.flatMap((word) => {
      if (word.startsWith('=')) return head === word.slice(1) ? [100] : [];
      return padded.includes(` ${word} `) ? [word.length + (head === word ? 100 : 0)] : [];
    });
    return found.length === 0 ? [] : [{ field, weight: Math.max(...found) }];
  });
}

function columnsOf(header: readonly string[]): ImportMapping['columns'] {
  const offers = header.flatMap((head, column) =>
    fits(plainHead(head)).map(({ field, weight }) => ({ field, weight, column })),
  );
  const columns: ImportMapping['columns'] = header.map(() => null);
  const taken = new Set<ImportField>();
  // Stable: of two that fit as well, the first field of the list and the column further left.
  for (const { field, column } of offers.toSorted((a, b) => b.weight - a.weight)) {
    if (taken.has(field) || columns[column] !== null) continue;
    columns[column] = field;
    taken.add(field);
  }
  return columns;
}

export interface TableLook {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly fileName: string;
  /** Of the company. */
  readonly currency: string;
}

/** A first guess that a person looks over. */
export function proposeMapping({ header, rows, fileName, currency }: TableLook): ImportMapping {
  const columns = columnsOf(header);
  const cells = (fields: readonly ImportField[]): string[] =>
    rows.flatMap((row) =>
      columns.flatMap((field, at) => (field !== null && fields.includes(field) ? [row[at] ?? ''] : [])),
    );
  const dates = cells(['issueDate', 'saleDate', 'dueDate', 'paidOn']).filter(
    (cell) => dateOf(cell, 'day') !== null || dateOf(cell, 'month') !== null,
  );
  return {
    columns,
    side: sideOf(columns, fileName),
    // Where the cells do not tell: Poland, Germany and Estonia write a comma.
    decimalMark: decimalMarkOf(cells(['net', 'vat', 'gross'])) ?? ',',
    dateOrder: dateOrderOf(dates),
    currency,
  };
}

function sideOf(columns: ImportMapping['columns'], fileName: string): ImportMapping['side'] {
  const has = (side: 'seller' | 'buyer'): boolean =>
    columns.some((field) => field === `${side}Name` || field === `${side}TaxId`);
  if (columns.includes('sellerTaxId') && columns.includes('buyerTaxId')) return 'both';
  if (has('seller') !== has('buyer')) return has('seller') ? 'purchase' : 'sale';
  return SALE.test(plainHead(fileName)) ? 'sale' : 'purchase';
}
