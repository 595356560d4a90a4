// FA(3) and FA(2) as a page. Nothing is required here: a document that misses what the law wants is shown all the same.
import type { InvoiceView, ViewBlock, ViewField } from '../../../../../shared/domain/invoiceView';
import { known } from '../../view/blocks';
import type { XmlElement } from '../../xml/xmlElement';
import { annotationBlocks } from './annotations';
import { attachmentBlocks } from './attachment';
import { advanceBlocks, correctionBlocks } from './correction';
import { faLines, grandTotal, orderLines, rateSums } from './lines';
import { viewParties } from './parties';
import { paymentBlocks, settlementBlocks, settlementTotals } from './payment';
import { ViewReader } from './reader';
import { fieldsBlock } from './tables';
import { footerBlocks, remarkBlocks, termBlocks } from './terms';

export function viewFa(root: XmlElement, format: string): InvoiceView {
  const body = root.child('Fa') ?? root;
  const reader = readerOf('fa', body);
  const kind = reader.text(body, 'RodzajFaktury');
  const first = firstOf(reader, root, { kind, number: reader.text(body, 'P_2'), issueDate: body.child('P_1')?.token });
  const period = body.child('OkresFa');
  const head = [
    ...reader.fields(body, ['P_1', 'P_1M', 'P_6']),
    ...reader.fields(period, ['P_6_Od', 'P_6_Do']),
    ...reader.fields(body, ['KodWaluty', 'KursWalutyZ', 'WZ']),
  ];
  const parties = viewParties(reader, root, body);
  const order = body.child('Zamowienie');
  const blocks: ViewBlock[] = [
    ...correctionBlocks(reader, body),
    ...faLines(reader, body),
    ...orderLines(reader, order),
    // Its label says all that a heading would.
    ...fieldsBlock('order_value', [reader.fields(order, ['WartoscZamowienia'])], null),
    ...rateSums(reader, body),
    ...settlementBlocks(reader, body),
  ];
  const totals = [...grandTotal(reader, body, kind), ...settlementTotals(reader, body)];
  blocks.push(
    ...advanceBlocks(reader, body),
    ...paymentBlocks(reader, body),
    ...annotationBlocks(reader, body),
    ...termBlocks(reader, body),
    ...remarkBlocks(reader, body),
    ...footerBlocks(reader, root),
    ...attachmentBlocks(reader, root),
  );
  return { format, ...first, head, parties, blocks, totals, ...lastOf(reader, root) };
}

export function readerOf(family: 'fa' | 'rr', body: XmlElement): ViewReader {
  const currency = body.child('KodWaluty')?.token;
  return new ViewReader(family, currency === '' ? undefined : currency);
}

interface Named {
  readonly kind: string | undefined;
  readonly number: string | undefined;
  readonly issueDate: string | undefined;
}
export function firstOf(reader: ViewReader, root: XmlElement, { kind, number, issueDate }: Named) {
  const sellerTaxId = root.child('Podmiot1')?.child('DaneIdentyfikacyjne')?.child('NIP')?.token;
  return {
    title: titleOf(reader, kind),
    ...known({ number, currency: reader.currency, issueDate, sellerTaxId }),
  };
}

/** Asked for at the end: what nobody has read is the rest. */
export function lastOf(reader: ViewReader, root: XmlElement): Pick<InvoiceView, 'quiet' | 'rest'> {
  const technical = formFields(reader, root);
  return { quiet: [...reader.quiet, ...technical], rest: reader.rest(root) };
}

function titleOf(reader: ViewReader, kind: string | undefined): InvoiceView['title'] {
  if (kind === undefined) return { key: 'fa.section.invoice' };
  const { word } = reader.value('RodzajFaktury', kind);
  return word === undefined ? { text: kind } : { key: word };
}

/** Form, variant, when and by which program the document was made. */
function formFields(reader: ViewReader, root: XmlElement): ViewField[] {
  const header = root.child('Naglowek');
  const form = header?.child('KodFormularza');
  const codes = ['kodSystemowy', 'wersjaSchemy'].flatMap((name) => reader.attribute(form, name) ?? []);
  const name = reader.text(header, 'KodFormularza');
  const variant = reader.text(header, 'WariantFormularza');
  const text = [...codes, name, variant].filter((one) => one !== undefined).join(' · ');
  return [
    ...reader.fields(header, ['DataWytworzeniaFa', 'SystemInfo']),
    ...(text === '' ? [] : [{ label: reader.label('KodFormularza'), value: { kind: 'text' as const, text } }]),
  ];
}
