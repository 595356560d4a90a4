// A document of a schema that no reader of ours knows, as a tree of labelled elements.
import type { InvoiceView, ViewNode } from '../../../../shared/domain/invoiceView';
import { readXml } from '../xml/readXml';
import type { XmlElement } from '../xml/xmlElement';

/** What several schemas call that by which a person knows the document. */
const NUMBERS = ['ID', 'InvoiceNumber', 'P_2'];
const DATES = ['IssueDate', 'InvoiceDate', 'P_1'];

export function viewTree(bytes: Uint8Array): InvoiceView {
  const root = readXml(bytes);
  const nodes: ViewNode[] = [];
  collect(root, 0, nodes);
  const number = firstText(root, NUMBERS);
  const issueDate = firstText(root, DATES);
  const currency = firstText(root, ['DocumentCurrencyCode', 'InvoiceCurrencyCode']);
  return {
    format: 'generic',
    title: { text: spaced(root.name) },
    ...(number === undefined ? {} : { number }),
    ...(issueDate === undefined ? {} : { issueDate }),
    ...(currency === undefined ? {} : { currency }),
    head: [],
    parties: [],
    blocks: [{ type: 'tree', id: 'tree', nodes }],
    totals: [],
    quiet: root.ns === '' ? [] : [{ label: { key: 'fa.field.namespace' }, value: { kind: 'text', text: root.ns } }],
    rest: [],
  };
}

function collect(element: XmlElement, depth: number, nodes: ViewNode[]): void {
  const attributes = element.attributes
    .filter(({ name }) => !name.startsWith('xsi:'))
    .map(({ name, value }) => `${name}: ${value}`);
  const own = element.first === null ? element.token : '';
  const text = [own, ...attributes].filter((part) => part !== '').join(' · ');
  const label = { text: spaced(element.name) };
  if (element.first !== null || text !== '')
    nodes.push(text === '' ? { depth, label } : { depth, label, value: { kind: 'text', text } });
  for (let child = element.first; child !== null; child = child.next) collect(child, depth + 1, nodes);
}

function firstText(root: XmlElement, names: readonly string[]): string | undefined {
  for (let child = root.first; child !== null; child = child.next) {
    if (names.includes(child.name) && child.first === null && child.token !== '') return child.token;
  }
  return undefined;
}

/** `InvoiceTypeCode` as `Invoice type code`. */
export function spaced(name: string): string {
  const words = name.replace(/_/g, ' ').replace(/([a-ząćęłńóśźż\d])([A-Z])/g, (_, end: string, start: string) => {
    return `${end} ${start.toLowerCase()}`;
  });
  return words.charAt(0).toUpperCase() + words.slice(1);
}
