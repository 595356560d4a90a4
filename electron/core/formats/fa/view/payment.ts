// What is to be paid, until when, how and where to.
import type { ViewBlock, ViewField, ViewRow, ViewValue } from '../../../../../shared/domain/invoiceView';
import type { XmlElement } from '../../xml/xmlElement';
import type { ViewReader } from './reader';
import { fieldsBlock, sectionTitle, tableOf } from './tables';

const ACCOUNT = ['NrRB', 'NazwaBanku', 'SWIFT', 'OpisRachunku', 'RachunekWlasnyBanku'];
const ACCOUNT_KINDS = ['RachunekBankowy', 'RachunekBankowyFaktora', 'RachunekBankowy1', 'RachunekBankowy2'];

/** Charges and deductions beside the invoice itself, with their sums. */
export function settlementBlocks(reader: ViewReader, body: XmlElement): ViewBlock[] {
  const node = body.child('Rozliczenie');
  if (node === undefined) return [];
  const rows = (name: string, word: string): ViewRow[] =>
    node.children(name).map((one) => ({
      cells: [{ kind: 'code', text: '', word }, reader.cell(one, 'Powod'), reader.cell(one, 'Kwota')],
      details: [],
      state: 'plain',
    }));
  const sum = (name: string): ViewRow[] =>
    reader.fields(node, [name]).map(({ value }) => ({
      cells: [{ kind: 'code', text: '', word: `fa.field.${name}` }, null, value],
      details: [],
      state: 'sum',
    }));
  const all = [
    ...rows('Obciazenia', 'fa.column.charge'),
    ...sum('SumaObciazen'),
    ...rows('Odliczenia', 'fa.column.deduction'),
    ...sum('SumaOdliczen'),
  ];
  if (all.length === 0) return [];
  const columns = [
    { label: { key: 'fa.column.item' }, align: 'start' as const, isWide: false },
    { label: reader.label('Powod'), align: 'start' as const, isWide: true },
    { label: reader.label('Kwota'), align: 'end' as const, isWide: false },
  ];
  return [{ type: 'table', id: 'settlement', title: sectionTitle('settlement'), columns, rows: all }];
}

export function settlementTotals(reader: ViewReader, body: XmlElement): ViewField[] {
  return reader.fields(body.child('Rozliczenie'), ['DoRozliczenia', 'DoZaplaty']);
}

export function paymentBlocks(reader: ViewReader, body: XmlElement): ViewBlock[] {
  const node = body.child('Platnosc');
  if (node === undefined) return [];
  const skonto = node.child('Skonto');
  const fields = [
    ...reader.fields(node, ['Zaplacono', 'DataZaplaty', 'ZnacznikZaplatyCzesciowej']),
    ...node.children('TerminPlatnosci').flatMap((term) => termFields(reader, term)),
    ...formFields(reader, node),
    ...reader.fields(skonto, ['WarunkiSkonta', 'WysokoscSkonta']),
    ...reader.fields(node, ['IPKSeF', 'LinkDoPlatnosci']),
  ];
  return [
    ...fieldsBlock('payment', [fields]),
    ...partPayments(reader, node),
    ...ACCOUNT_KINDS.flatMap((kind) => accountBlock(reader, node, kind)),
  ];
}

function termFields(reader: ViewReader, term: XmlElement): ViewField[] {
  const described = term.child('TerminOpis');
  const parts =
    described === undefined || described.first === null
      ? []
      : ['Ilosc', 'Jednostka', 'ZdarzeniePoczatkowe'].flatMap((name) => reader.text(described, name) ?? []);
  return [
    ...reader.fields(term, ['Termin', 'TerminOpis']),
    ...(parts.length === 0
      ? []
      : [{ label: reader.label('TerminOpis'), value: { kind: 'text' as const, text: parts.join(' ') } }]),
  ];
}

/** A form from the list, or another one in the document's own words. */
function formFields(reader: ViewReader, node: XmlElement): ViewField[] {
  const isOther = reader.flag(node, 'PlatnoscInna');
  const words = reader.fields(node, ['OpisPlatnosci']);
  const label = reader.label('FormaPlatnosci');
  if (isOther && words.length === 0) return [{ label, value: { kind: 'code', text: '', word: 'fa.code.other_form' } }];
  return [...reader.fields(node, ['FormaPlatnosci']), ...words.map(({ value }) => ({ label, value }))];
}

function partPayments(reader: ViewReader, node: XmlElement): ViewBlock[] {
  const nodes = node.children('ZaplataCzesciowa');
  const forms = nodes.map((one) => joined(formFields(reader, one).map(({ value }) => value)));
  const blocks = tableOf(reader, nodes, {
    id: 'part_payments',
    columns: ['DataZaplatyCzesciowej', 'KwotaZaplatyCzesciowej'],
  });
  if (forms.every((form) => form === null)) return blocks;
  return blocks.map((block) => ({
    ...block,
    columns: [...block.columns, { label: reader.label('FormaPlatnosci'), align: 'start' as const, isWide: true }],
    rows: block.rows.map((row, place) => ({ ...row, cells: [...row.cells, forms[place] ?? null] })),
  }));
}

/** One form, or (against the schema) several in one cell. */
function joined(values: readonly ViewValue[]): ViewValue | null {
  const [first, second] = values;
  if (first === undefined) return null;
  return second === undefined ? first : { kind: 'text', text: values.map(({ text }) => text).join(', ') };
}

function accountBlock(reader: ViewReader, node: XmlElement, kind: string): ViewBlock[] {
  return fieldsBlock(
    `account_${kind}`,
    node.children(kind).map((account) => reader.fields(account, ACCOUNT)),
  );
}
