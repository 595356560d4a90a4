// What the service looks at in an invoice that is handed in: one E-arve with one invoice, and who it is from and for.
import { DOMParser } from '@xmldom/xmldom';

export interface Routed {
  /** Attributes of the invoice: the parties' own numbers are not what it is routed by. */
  readonly seller: string;
  readonly buyer: string;
}

/** A text says what is wrong with it. */
export function readInvoice(bytes: Uint8Array): Routed | string {
  const text = Buffer.from(bytes).toString('utf8');
  if (text.includes('<!DOCTYPE')) return 'DOCTYPE is not allowed.';
  const root = rootOf(text);
  if (root === null) return 'Not well-formed XML.';
  if (root.localName !== 'E_Invoice') return 'The root element is not E_Invoice.';
  const [invoice, ...others] = Array.from(root.childNodes as unknown as ArrayLike<Element>).filter(
    ({ localName }) => localName === 'Invoice',
  );
  if (invoice === undefined || others.length > 0) return 'Exactly one Invoice is expected.';
  const [seller, buyer] = [invoice.getAttribute('sellerRegnumber'), invoice.getAttribute('regNumber')];
  return seller && buyer ? { seller, buyer } : 'sellerRegnumber or regNumber is missing.';
}

function rootOf(text: string): Element | null {
  const problems: string[] = [];
  const collect = (problem: string) => void problems.push(problem);
  const errorHandler = { error: collect, fatalError: collect, warning: collect };
  try {
    const document = new DOMParser({ errorHandler }).parseFromString(text, 'text/xml');
    return problems.length > 0 ? null : document.documentElement;
  } catch {
    return null;
  }
}
