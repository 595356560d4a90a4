// Parts that return all over an E-arve: extensions, accounting entries, additions, addresses.
import type { ViewField } from '../../../../../shared/domain/invoiceView';
import { labelled, type PageReader, textField } from '../../view/pageReader';
import type { XmlElement } from '../../xml/xmlElement';

/** Name and content in the sender's own words. Unknown extensions are shown like the known ones. */
export function extensionFields(reader: PageReader, nodes: readonly XmlElement[]): ViewField[] {
  return nodes.flatMap((node) => {
    const id = reader.attribute(node, 'extensionId')?.trim() ?? '';
    const name = reader.text(node, 'InformationName');
    const content = reader.text(node, 'InformationContent') ?? '';
    const words = [name, id === '' ? undefined : name === undefined ? id : `(${id})`].filter(
      (one) => one !== undefined,
    );
    if (content === '' && words.length === 0) return [];
    const label = words.length === 0 ? labelled('remark') : { text: words.join(' ') };
    return [{ label, value: { kind: 'text' as const, text: content } }];
  });
}

const JOURNAL = ['GeneralLedger', 'GeneralLedgerDetail', 'CostObjective', 'Sum', 'VatSum', 'VatRate'];
const CODES = ['PartnerCode', 'BusinessCode', 'SourceCode', 'CashFlowCode', 'ClassificatorCode'];

/** Ledger entries as one line each: they are for the bookkeeper's program, not for who pays. */
export function accountingFields(reader: PageReader, parent: XmlElement | undefined): ViewField[] {
  const join = (node: XmlElement, names: readonly string[]): string =>
    names.flatMap((name) => reader.text(node, name) ?? []).join(' · ');
  return (parent?.children('Accounting') ?? []).flatMap((node) => {
    const description = reader.text(node, 'Description');
    const entries = node.children('JournalEntry').map((entry) => join(entry, JOURNAL));
    const parts = [...(description === undefined ? [] : [description]), ...entries, join(node, CODES)];
    return textField('accounting', parts.filter((part) => part !== '').join('; '));
  });
}

/** `Püsikliendi soodustus: -11.1111 (-10 %)`. */
export function additionFields(reader: PageReader, parent: XmlElement | undefined): ViewField[] {
  return (parent?.children('Addition') ?? []).map((node) => {
    const isCharge = reader.attribute(node, 'addCode') === 'CHR';
    const content = reader.text(node, 'AddContent');
    const rate = reader.text(node, 'AddRate');
    const sum = reader.text(node, 'AddSum');
    const shown = [content, sum, rate === undefined ? undefined : `${rate} %`].filter((part) => part !== undefined);
    return { label: labelled(isCharge ? 'charge' : 'discount'), value: { kind: 'text', text: shown.join(', ') } };
  });
}

export function addressLines(reader: PageReader, node: XmlElement | undefined): string[] {
  if (node === undefined) return [];
  const streets = ['PostalAddress1', 'PostalAddress2'].flatMap((name) => reader.text(node, name) ?? []);
  const city = ['PostalCode', 'City'].flatMap((name) => reader.text(node, name) ?? []).join(' ');
  const country = reader.text(node, 'Country');
  return [...streets, ...(city === '' ? [] : [city]), ...(country === undefined ? [] : [country])];
}
