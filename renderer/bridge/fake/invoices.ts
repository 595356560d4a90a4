import { InvoiceRowId, type ConnectionId } from '../../../shared/domain/ids';
import type { InvoiceFilter, InvoiceRow, InvoiceSort } from '../../../shared/contract/invoices';
import { fromMinor, toMinor } from '../../../shared/domain/money';
import { pick, seeded } from './seeded';

type Party = readonly [name: string, taxId: string];
const SUPPLIERS: readonly Party[] = [
  ['Hurtownia Elektryczna Amper sp. z o.o.', '1132874521'],
  ['Transport Żuraw sp. z o.o.', '7811923847'],
  ['Stalprodukt Odra S.A.', '8974001202'],
  ['Nordlicht Werkzeugbau GmbH', 'DE811402773'],
  ['Enerdom Sprzedaż S.A.', '5252248481'],
  ['Tartak Bielański s.c.', '1181736524'],
  ['Telekom Mazowsze sp. z o.o.', '9512148722'],
  ['Śląska Hurtownia BHP sp. z o.o.', '6342817735'],
  ['Autoserwis Maciejewski', '7792038411'],
  ['Hansa Logistika OÜ', 'EE101203040'],
  ['Łódzkie Zakłady Papiernicze S.A.', '7250014721'],
  ['Kancelaria Wójcik i Wspólnicy', '7831627384'],
  ['Przedsiębiorstwo Wielobranżowe „Konstal-Bud” Inwestycje Nadwiślańskie sp. z o.o. sp.k.', '5213648291'],
];
const CUSTOMERS: readonly Party[] = [
  ['Restauracja Pod Żaglami s.c.', '5842719304'],
  ['Hotel Bałtycki Brzeg sp. z o.o.', '5862201748'],
  ['Gospodarstwo Ogrodnicze Kwiatkowski', '7661923047'],
  ['Wydawnictwo Pod Jesionem', '7010394827'],
  ['Inwestycje Nadwiślańskie sp. z o.o. sp.k.', '5272839104'],
  ['Muzeum Rzemiosła w Gnieźnie', '7841029384'],
];

export function makeInvoices(count: number, now: Date, sources: readonly ConnectionId[]): InvoiceRow[] {
  const random = seeded(41);
  const [national, ledger, paper] = sources;
  if (!national || !ledger || !paper) throw new Error('three sources are needed');
  const perDay = Math.max(1, count / 1000);
  return Array.from({ length: count }, (_, index): InvoiceRow => {
    const day = new Date(now.getTime() - Math.floor(index / perDay) * 86_400_000);
    const issueDate = day.toISOString().slice(0, 10);
    const isSale = random() < 0.42;
    const [counterparty, counterpartyTaxId] = pick(random, isSale ? CUSTOMERS : SUPPLIERS);
    const isCorrection = random() < 0.03;
    const isForeign = /^[A-Z]{2}/.test(counterpartyTaxId);
    const currency = isForeign ? 'EUR' : 'PLN';
    const minor = Math.floor(10 ** (3.4 + random() * 3.4)) * (isCorrection ? -1 : 1);
    const month = issueDate.slice(5, 7);
    const serial = String(count - index).padStart(4, '0');
    const number = isSale
      ? `${month}/${issueDate.slice(0, 4)}/ZK/${serial}`
      : pick(random, [
          `FV/${issueDate.slice(0, 4)}/${month}/${serial}`,
          `FS-${issueDate.slice(0, 4)}-${serial}`,
          `F/00${serial}/${month}`,
        ]);
    return {
      id: InvoiceRowId.parse(count - index),
      connectionId: isForeign ? paper : isSale && random() < 0.5 ? ledger : national,
      number: isCorrection ? `KOR/${number}` : number,
      kind: isCorrection ? 'correction' : random() < 0.02 ? 'advance' : 'invoice',
      direction: isSale ? 'sale' : 'purchase',
      issueDate,
      counterparty,
      counterpartyTaxId,
      gross: { amount: fromMinor(minor, currency), currency },
      needsLook: random() < 0.015,
      isDeleted: random() < 0.004,
      versionCount: random() < 0.02 ? 2 : 1,
    };
  });
}

const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/ł/g, 'l').replace(/Ł/g, 'L').toLowerCase();

export function filtered(rows: readonly InvoiceRow[], filter: InvoiceFilter): InvoiceRow[] {
  const words = fold(filter.search ?? '')
    .split(/\s+/)
    .filter(Boolean);
  return rows.filter(
    (row) =>
      (filter.month === undefined || row.issueDate.startsWith(filter.month)) &&
      (filter.direction === undefined || row.direction === filter.direction) &&
      (filter.connectionId === undefined || row.connectionId === filter.connectionId) &&
      (filter.needsLook !== true || row.needsLook) &&
      words.every((word) => fold(`${row.number} ${row.counterparty} ${row.counterpartyTaxId ?? ''}`).includes(word)),
  );
}

const minorOf = (row: InvoiceRow): number => toMinor(row.gross.amount, row.gross.currency) ?? 0;
export function sorted(rows: InvoiceRow[], sort: InvoiceSort): InvoiceRow[] {
  const sign = sort.endsWith('_desc') ? -1 : 1;
  const compare = (a: InvoiceRow, b: InvoiceRow): number => {
    if (sort.startsWith('gross')) return minorOf(a) - minorOf(b);
    if (sort.startsWith('counterparty')) return a.counterparty.localeCompare(b.counterparty, 'pl');
    return a.issueDate < b.issueDate ? -1 : a.issueDate > b.issueDate ? 1 : 0;
  };
  return rows.sort((a, b) => sign * (compare(a, b) || a.id - b.id));
}

const net = (minor: number): number => Math.round((minor * 100) / 123);
export function summed(rows: readonly InvoiceRow[]) {
  const groups = new Map<
    string,
    { direction: InvoiceRow['direction']; currency: string; minor: number; count: number }
  >();
  for (const row of rows) {
    const key = `${row.direction} ${row.gross.currency}`;
    const group = groups.get(key) ?? { direction: row.direction, currency: row.gross.currency, minor: 0, count: 0 };
    group.minor += minorOf(row);
    group.count += 1;
    groups.set(key, group);
  }
  const money = (minor: number, currency: string) => ({ amount: fromMinor(minor, currency), currency });
  return {
    count: rows.length,
    totals: [...groups.values()].map(({ direction, currency, minor, count }) => ({
      direction,
      count,
      gross: money(minor, currency),
      net: money(net(minor), currency),
      vat: money(minor - net(minor), currency),
    })),
  };
}

export function monthly(rows: readonly InvoiceRow[]) {
  const groups = new Map<
    string,
    { month: string; direction: InvoiceRow['direction']; currency: string; minor: number; count: number }
  >();
  for (const row of rows) {
    const month = row.issueDate.slice(0, 7);
    const key = `${month} ${row.direction} ${row.gross.currency}`;
    const group = groups.get(key) ?? {
      month,
      direction: row.direction,
      currency: row.gross.currency,
      minor: 0,
      count: 0,
    };
    group.minor += net(minorOf(row));
    group.count += 1;
    groups.set(key, group);
  }
  return [...groups.values()]
    .sort((a, b) => (a.month < b.month ? 1 : -1))
    .map(({ month, direction, currency, minor, count }) => ({
      month,
      direction,
      count,
      net: { amount: fromMinor(minor, currency), currency },
    }));
}
