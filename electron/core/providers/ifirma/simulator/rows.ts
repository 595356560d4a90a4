// Sales documents of the simulated account: numbers with one decimal or two, a sale date that is only a month, an unknown kind.

/** A number that is written as it stands. */
export interface Literal {
  readonly literal: string;
}
export type Value = string | boolean | null | Literal | readonly Value[] | Row;
export interface Row {
  [key: string]: Value;
}

const isLiteral = (value: Row | Literal): value is Literal =>
  typeof value['literal' as keyof typeof value] === 'string';

export function write(value: Value): string {
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(write).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const record = value as Row | Literal;
  if (isLiteral(record)) return record.literal;
  const members = Object.entries(record).map(([key, member]) => `${JSON.stringify(key)}:${write(member)}`);
  return `{${members.join(',')}}`;
}

const CUSTOMERS = [
  ['Piekarnia Złoty Kłos', '7740001454', ''],
  ['Łąka i Wspólnicy s.c.', '521-300-37-00', ''],
  ['Muster Handels GmbH', '136695976', 'DE'],
] as const;
const KINDS = ['prz_faktura_kraj', 'prz_faktura_kraj', 'prz_faktura_wysylka', 'prz_faktura_szczeg_obow'] as const;

const WALL = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Warsaw', dateStyle: 'short' });
export const dayOf = (ms: number): string => WALL.format(ms);

/** `1230.0` or `1230.00`, as both are seen. */
function amount(cents: number, at: number): Literal {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  const text = `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
  return { literal: at % 2 === 0 ? text.replace(/0$/, '') : text };
}

export interface Document {
  readonly id: string;
  /** As in an address: `14_5_2026`. */
  readonly number: string;
  readonly type: string;
  /** The row of the list, and the single document. */
  row: Row;
  document: Row;
}

const TYPES: Readonly<Record<string, string>> = {
  prz_faktura_kraj: 'fakturakraj',
  prz_faktura_wysylka: 'fakturawysylka',
  prz_faktura_proforma: 'fakturaproformakraj',
  prz_rachunek_kraj: 'rachunekkraj',
};

export function makeDocument(id: number, at: number, ms: number): Document {
  const [name, taxId, prefix] = CUSTOMERS[at % CUSTOMERS.length] ?? CUSTOMERS[0];
  const kind =
    at % 13 === 12 ? 'prz_faktura_proforma' : at % 17 === 16 ? 'prz_rachunek_kraj' : (KINDS[at % 4] ?? KINDS[0]);
  const day = dayOf(ms);
  const number = `${String(at + 1)}/${String(Number(day.slice(5, 7)))}/${day.slice(0, 4)}`;
  const [isExempt, isGross] = [at % 7 === 5, at % 5 === 3];
  const price = 10_000 + ((at * 6007) % 70_000);
  const told = price * 2;
  // Half away from zero; all amounts here are positive.
  const tax = isExempt ? 0 : Math.round(isGross ? (told * 23) / 123 : (told * 23) / 100);
  const gross = isGross ? told : told + tax;
  const paid = at % 3 === 0 ? gross : at % 3 === 1 ? 0 : Math.trunc(gross / 2);
  const row: Row = {
    FakturaId: { literal: String(id) },
    PelnyNumer: number,
    Rodzaj: kind,
    DataWystawienia: day,
    TerminPlatnosci: dayOf(ms + 14 * 86_400_000),
    IdentyfikatorKontrahenta: name.slice(0, 5).toUpperCase(),
    KontrahentNazwa: name,
    NIPKontrahenta: taxId,
    Brutto: amount(gross, at),
    Zaplacono: amount(paid, at + 1),
    Waluta: 'PLN',
    CzyWyslano: at % 2 === 0,
  };
  const document: Row = {
    PelnyNumer: number,
    DataWystawienia: day,
    DataSprzedazy: day,
    FormatDatySprzedazy: at % 6 === 4 ? 'MSC' : 'DZN',
    TerminPlatnosci: dayOf(ms + 14 * 86_400_000),
    SposobZaplaty: at % 4 === 0 ? 'GTK' : 'PRZ',
    LiczOd: isGross ? 'BRT' : 'NET',
    Zaplacono: amount(paid, at),
    NIPKontrahenta: taxId,
    PrefiksUEKontrahenta: prefix === '' ? null : prefix,
    Kontrahent: {
      Nazwa: name,
      NIP: taxId,
      PrefiksUE: prefix === '' ? null : prefix,
      Kraj: prefix === '' ? 'Polska' : 'Niemcy',
    },
    Pozycje: [
      {
        NazwaPelna: 'Usługa projektowa',
        Ilosc: { literal: '2.0' },
        Jednostka: 'szt.',
        CenaJednostkowa: amount(price, at),
        StawkaVat: isExempt ? null : { literal: '0.23' },
        TypStawkiVat: isExempt ? 'ZW' : 'PRC',
      },
    ],
    ...(at % 3 === 1 ? {} : { [at % 2 === 0 ? 'NumerKSeF' : 'NumerKsef']: ksefNumber(day, at) }),
  };
  return {
    id: String(id),
    number: number.replaceAll('/', '_'),
    type: TYPES[kind] ?? 'fakturaszczegobow',
    row,
    document,
  };
}

export const ksefNumber = (day: string, at: number): string =>
  `5265877635-${day.replaceAll('-', '')}-${String(at).padStart(12, '0')}-0D`;
