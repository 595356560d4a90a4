// A page made from the common model, for records that are no documents: what an accounting program answers has no page of its own.
import type { InvoiceKind, InvoiceLine, ParsedInvoice, Party } from '../../../../shared/domain/invoice';
import type {
  InvoiceView,
  ViewBlock,
  ViewColumn,
  ViewField,
  ViewLabel,
  ViewParty,
  ViewValue,
} from '../../../../shared/domain/invoiceView';

/** The words for kinds are the Ministry's. */
const KINDS: Readonly<Record<InvoiceKind, string>> = {
  invoice: 'VAT',
  correction: 'KOR',
  advance: 'ZAL',
  settlement: 'ROZ',
  simplified: 'UPR',
  advance_correction: 'KOR_ZAL',
  settlement_correction: 'KOR_ROZ',
};

const named = (key: string): ViewLabel => ({ key: `fa.${key}` });
const optional = (label: ViewLabel, kind: ViewValue['kind'], text: string | undefined): ViewField[] =>
  text === undefined || text === '' ? [] : [{ label, value: { kind, text } }];

export function viewParsed(invoice: ParsedInvoice): InvoiceView {
  const { currency, seller, buyer, payment } = invoice;
  const money = (text: string): ViewValue => ({ kind: 'money', text, currency });
  const total = (label: ViewLabel, text: string): ViewField => ({ label, value: money(text) });
  return {
    format: invoice.format,
    title: { key: `fa.code.kind.${KINDS[invoice.kind]}` },
    number: invoice.number,
    currency,
    issueDate: invoice.issueDate,
    head: [
      ...optional(named('field.P_1'), 'date', invoice.issueDate),
      ...optional(named('field.P_6'), 'date', invoice.saleDate),
      ...optional(named('field.KodWaluty'), 'text', currency === 'PLN' ? undefined : currency),
    ],
    parties: [partyOf('section.seller', 'main', seller), partyOf('section.buyer', 'main', buyer)],
    blocks: [...linesBlock(invoice.lines, money), ...ratesBlock(invoice, money), ...paymentBlock(payment)],
    totals: [total(named('field.P_15'), invoice.payable ?? invoice.gross)],
    quiet: [],
    rest: [],
  };
}

function partyOf(section: string, place: ViewParty['place'], party: Party): ViewParty {
  const fields = [
    ...optional(named('field.NIP'), 'taxId', party.taxId),
    ...optional(named('field.Email'), 'text', party.email),
    ...optional(named('field.Telefon'), 'text', party.phone),
  ];
  return { role: named(section), place, name: party.name, address: party.address, fields };
}

type Cell = (line: InvoiceLine) => ViewValue | null;
const cell = (kind: ViewValue['kind'], text: string | undefined): ViewValue | null =>
  text === undefined || text === '' ? null : { kind, text };

function linesBlock(lines: readonly InvoiceLine[], money: (text: string) => ViewValue): ViewBlock[] {
  const amount = (text: string | undefined): ViewValue | null => (text === undefined ? null : money(text));
  const all: readonly (readonly [string, ViewColumn['align'], Cell])[] = [
    ['NrWierszaFa', 'end', ({ no }) => cell('text', no)],
    ['P_7', 'start', ({ name }) => cell('text', name)],
    ['P_8B', 'end', ({ quantity }) => cell('number', quantity)],
    ['P_8A', 'start', ({ unit }) => cell('text', unit)],
    ['P_9A', 'end', ({ price, priceIsGross }) => (priceIsGross ? null : amount(price))],
    ['P_9B', 'end', ({ price, priceIsGross }) => (priceIsGross ? amount(price) : null)],
    ['P_10', 'end', ({ discount }) => amount(discount)],
    ['P_12', 'end', ({ rate }) => cell('text', rate)],
    ['P_11', 'end', ({ net }) => amount(net)],
    ['P_11A', 'end', ({ gross }) => amount(gross)],
  ];
  const used = all.filter(([, , read]) => lines.some((line) => read(line) !== null));
  if (used.length === 0) return [];
  const columns = used.map(([name, align]) => ({ label: named(`field.${name}`), align, isWide: name === 'P_7' }));
  const rows = lines.map((line) => ({
    cells: used.map(([, , read]) => read(line)),
    details: [],
    state: line.isBefore ? ('before' as const) : ('plain' as const),
  }));
  return [{ type: 'table', id: 'lines', columns, rows }];
}

function ratesBlock({ rates }: ParsedInvoice, money: (text: string) => ViewValue): ViewBlock[] {
  if (rates.length === 0) return [];
  const column = (name: string, align: ViewColumn['align']): ViewColumn => ({
    label: named(`column.${name}`),
    align,
    isWide: name === 'rate',
  });
  const rows = rates.map(({ rate, net, vat }) => ({
    cells: [cell('text', /^\d+$/.test(rate) ? `${rate} %` : rate), money(net), vat === undefined ? null : money(vat)],
    details: [],
    state: 'plain' as const,
  }));
  const columns = [column('rate', 'start'), column('net', 'end'), column('vat', 'end')];
  return [{ type: 'table', id: 'rates', title: named('section.rates'), columns, rows }];
}

function paymentBlock({ accounts, dueOn }: ParsedInvoice['payment']): ViewBlock[] {
  const fields = [
    ...dueOn.flatMap((date) => optional(named('field.Termin'), 'date', date)),
    ...accounts.flatMap(({ number }) => optional(named('field.NrRB'), 'account', number)),
  ];
  return fields.length === 0
    ? []
    : [{ type: 'fields', id: 'payment', title: named('section.payment'), groups: [{ fields }] }];
}
