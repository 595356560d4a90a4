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
import { attachmentBlock } from '../view/attachments';
import { labelled } from '../view/pageReader';

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
      ...optional(named('field.P_6_Od'), 'date', invoice.periodFrom),
      ...optional(named('field.P_6_Do'), 'date', invoice.periodTo),
      ...optional(named('field.KodWaluty'), 'text', currency === 'PLN' ? undefined : currency),
    ],
    parties: [
      partyOf(named('section.seller'), 'main', seller),
      partyOf(named('section.buyer'), 'main', buyer),
      ...invoice.otherParties.map(({ role, party }) => partyOf({ key: `format.role.${role}` }, 'other', party)),
    ],
    blocks: [
      ...correctionBlock(invoice),
      ...linesBlock(invoice.lines, money),
      ...ratesBlock(invoice, money),
      ...paymentBlock(payment),
      ...notesBlock(invoice.notes),
      ...attachmentBlock(invoice.attachments ?? []),
    ],
    totals: [
      total(named('column.net'), invoice.net),
      total(named('column.vat'), invoice.vat),
      total(named('field.P_15'), invoice.gross),
      ...(invoice.payable === undefined ? [] : [total(named('field.DoZaplaty'), invoice.payable)]),
    ],
    quiet: [],
    rest: [],
  };
}

/** Letters in front are a country's: such a number is no NIP, whoever wrote it down. */
const taxIdName = (taxId = ''): string =>
  /^[A-Z]{2}[0-9A-Z +*]{2,14}$/.test(taxId) ? 'field.NrVatUE' : /^\d{10}$/.test(taxId) ? 'field.NIP' : 'field.NrID';

function partyOf(role: ViewLabel, place: ViewParty['place'], party: Party): ViewParty {
  const fields = [
    ...optional(named(taxIdName(party.taxId)), 'taxId', party.taxId),
    ...optional(labelled('registry_code'), 'taxId', party.registryCode),
    ...optional(named('field.Email'), 'text', party.email),
    ...optional(named('field.Telefon'), 'text', party.phone),
  ];
  const country = party.country === undefined ? [] : [party.country];
  return { role, place, name: party.name, address: [...party.address, ...country], fields };
}

const fieldsBlock = (id: string, title: ViewLabel, groups: readonly (readonly ViewField[])[]): ViewBlock[] => {
  const filled = groups.filter((fields) => fields.length > 0).map((fields) => ({ fields: [...fields] }));
  return filled.length === 0 ? [] : [{ type: 'fields', id, title, groups: filled }];
};

function correctionBlock({ correctionReason, correctedNumbers }: ParsedInvoice): ViewBlock[] {
  return fieldsBlock('correction', named('section.correction'), [
    optional(named('field.PrzyczynaKorekty'), 'text', correctionReason),
    ...correctedNumbers.map(({ number, remoteNumber }) => [
      ...optional(named('field.NrFaKorygowanej'), 'text', number),
      ...optional(named('field.NrKSeFFaKorygowanej'), 'id', remoteNumber),
    ]),
  ]);
}

type Cell = (line: InvoiceLine) => ViewValue | null;
const cell = (kind: ViewValue['kind'], text: string | undefined): ViewValue | null =>
  text === undefined || text === '' ? null : { kind, text };

function linesBlock(lines: readonly InvoiceLine[], money: (text: string) => ViewValue): ViewBlock[] {
  const amount = (text: string | undefined): ViewValue | null => (text === undefined ? null : money(text));
  const all: readonly (readonly [string, ViewColumn['align'], Cell])[] = [
    ['NrWierszaFa', 'end', ({ no }) => cell('text', no)],
    ['P_7', 'start', ({ name }) => cell('text', name)],
    ['Indeks', 'start', ({ code }) => cell('text', code)],
    ['P_8B', 'end', ({ quantity }) => cell('number', quantity)],
    ['P_8A', 'start', ({ unit }) => cell('text', unit)],
    ['P_9A', 'end', ({ price, priceIsGross }) => (priceIsGross ? null : amount(price))],
    ['P_9B', 'end', ({ price, priceIsGross }) => (priceIsGross ? amount(price) : null)],
    ['P_10', 'end', ({ discount }) => amount(discount)],
    ['P_12', 'end', ({ rate }) => cell('text', rate)],
    ['P_11', 'end', ({ net }) => amount(net)],
    ['P_11Vat', 'end', ({ vat }) => amount(vat)],
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

function paymentBlock({ paid, paidOn, dueOn, method, reference, accounts }: ParsedInvoice['payment']): ViewBlock[] {
  const word = (key: string, text = ''): ViewValue => ({ kind: 'code', text, word: key });
  const state = [
    ...(paid ? [{ label: named('field.Zaplacono'), value: word('fa.code.yes_no.1') }] : []),
    ...optional(named('field.DataZaplaty'), 'date', paidOn),
    ...dueOn.flatMap((date) => optional(named('field.Termin'), 'date', date)),
    ...(method === undefined
      ? []
      : [{ label: named('field.FormaPlatnosci'), value: word(`format.method.${method}`, method) }]),
    ...optional(labelled('reference'), 'id', reference),
  ];
  const places = accounts.map(({ number, bank, swift }) => [
    ...optional(named('field.NrRB'), 'account', number),
    ...optional(named('field.NazwaBanku'), 'text', bank),
    ...optional(named('field.SWIFT'), 'text', swift),
  ]);
  return fieldsBlock('payment', named('section.payment'), [state, ...places]);
}

/** A note whose label says all is a statement: yes. */
function notesBlock(notes: ParsedInvoice['notes']): ViewBlock[] {
  const fields = notes.map(({ label, text }): ViewField => ({
    label: label.startsWith('format.note.') ? { key: label } : { text: label },
    value: text === '' ? { kind: 'code', text, word: 'fa.code.yes_no.1' } : { kind: 'text', text },
  }));
  return fieldsBlock('remarks', named('section.remarks'), [fields]);
}
