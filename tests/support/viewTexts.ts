// Every text that a view shows, for tests that look for one.
import { readEinvoice } from '../../electron/core/formats/xml/readEinvoice';
import type { XmlElement } from '../../electron/core/formats/xml/xmlElement';
import type { InvoiceView } from '../../shared/domain/invoiceView';

export function viewTexts(view: InvoiceView): readonly string[] {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') found.push(value);
    else if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  walk(view);
  return found;
}

/** Every message key that a view shows. */
export function viewKeys(view: InvoiceView): readonly string[] {
  return [
    ...new Set(
      viewTexts(view).filter((text) => /^(?:fa|einvoice)\.(?:title|field|code|section|column|slot)\./.test(text)),
    ),
  ];
}

interface Ignored {
  /** Which invoice of the file. */
  readonly part?: number;
  /** Bytes of attachments are no text of a page. */
  readonly isFile?: (name: string) => boolean;
  /** Attributes that a page says in words. */
  readonly words?: readonly string[];
}

/** Texts and attributes of an e-invoice that its page does not show. */
export function missingFromView(
  view: InvoiceView,
  bytes: Uint8Array,
  { part = 1, isFile = () => false, words = [] }: Ignored = {},
) {
  const shown = viewTexts(view).join('\n');
  const found: string[] = [];
  const walk = (element: XmlElement): void => {
    for (const { name, value } of element.attributes) {
      if (!name.startsWith('xsi:') && !words.includes(name) && !shown.includes(value.trim()))
        found.push(`${element.name}/@${name} ${value}`);
    }
    if (element.first === null && !isFile(element.name) && !shown.includes(element.token)) {
      found.push(`${element.name} ${element.token}`);
    }
    let no = 0;
    for (let child = element.first; child !== null; child = child.next) {
      const isInvoice = child.name === 'Invoice' && element.name === 'E_Invoice';
      if (isInvoice) no += 1;
      if (!isInvoice || no === part) walk(child);
    }
  };
  walk(readEinvoice(bytes));
  return found;
}
