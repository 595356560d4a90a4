// One format for each syntax of EN 16931.
import { unreadable } from '../failures';
import type { InvoiceFormat } from '../format';
import { headText } from '../xml/encodings';
import { readEinvoice } from '../xml/readEinvoice';
import type { XmlElement } from '../xml/xmlElement';
import { attachmentsOf } from './documents';
import { EnReader } from './enReader';
import type { EnInvoice } from './model';
import { parseEn } from './parseEn';
import { viewEn } from './viewEn';

export interface Syntax {
  readonly id: string;
  /** One of these stands in the first bytes. */
  readonly namespaces: readonly string[];
  readonly roots: readonly string[];
  readonly read: (reader: EnReader, root: XmlElement) => EnInvoice;
}

export function enFormat({ id, namespaces, roots, read }: Syntax): InvoiceFormat {
  const open = (bytes: Uint8Array) => {
    const outer = readEinvoice(bytes);
    // Peppol's envelope: what it says is the transport's, the invoice lies inside.
    const inner = outer.name === 'StandardBusinessDocument' ? roots.map((name) => outer.child(name)) : [outer];
    const root = inner.find((node) => node !== undefined && roots.includes(node.name));
    if (root === undefined) throw unreadable('unknown');
    const reader = new EnReader();
    return { reader, root, invoice: read(reader, root) };
  };
  return {
    id,
    detect: (head) => {
      const text = headText(head);
      return namespaces.some((namespace) => text.includes(namespace));
    },
    parse: (bytes) => parseEn(open(bytes).invoice, id),
    view: (bytes) => {
      const { reader, root, invoice } = open(bytes);
      return viewEn(invoice, id, { reader, root });
    },
    attachments: (bytes) => attachmentsOf(open(bytes).invoice.documents),
  };
}
