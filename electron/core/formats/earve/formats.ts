// E-arve: the Estonian e-invoice, in all its versions one format.
import { unreadable } from '../failures';
import type { InvoiceFormat } from '../format';
import { headText } from '../xml/encodings';
import { readEinvoice } from '../xml/readEinvoice';
import type { XmlElement } from '../xml/xmlElement';
import { attachmentsOf } from './attachments';
import { readEarve } from './readEarve';
import { viewEarve } from './view/viewEarve';

/** A bank's file holds hundreds of invoices, and each is asked for by itself. The bytes of an original never change. */
const roots = new WeakMap<Uint8Array, XmlElement>();

function rootOf(bytes: Uint8Array): XmlElement {
  const known = roots.get(bytes);
  if (known !== undefined) return known;
  const root = readEinvoice(bytes);
  if (root.name !== 'E_Invoice' || root.child('Invoice') === undefined) throw unreadable('unknown');
  roots.set(bytes, root);
  return root;
}

export const earveFormat: InvoiceFormat = {
  id: 'earve',
  detect: (head) => /<(?:[A-Za-z_][\w.-]*:)?E_Invoice[\s>/]/.test(headText(head)),
  parts: (bytes) => rootOf(bytes).children('Invoice').length,
  parse: (bytes, part = 1) => readEarve(rootOf(bytes), part),
  view: (bytes, part = 1) => viewEarve(rootOf(bytes), part),
  attachments: (bytes, part = 1) => {
    const invoice = rootOf(bytes).children('Invoice')[part - 1];
    return invoice === undefined ? [] : attachmentsOf(invoice);
  },
};
