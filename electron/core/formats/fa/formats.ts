// The Ministry's structures: which document is which, and the three formats they make.
import type { ParsedInvoice } from '../../../../shared/domain/invoice';
import type { InvoiceView } from '../../../../shared/domain/invoiceView';
import { unreadable } from '../failures';
import type { InvoiceFormat } from '../format';
import { readXml } from '../xml/readXml';
import type { XmlElement } from '../xml/xmlElement';
import { readFa } from './readFa';
import { readRr } from './readRr';
import { viewFa } from './view/viewFa';
import { viewRr } from './view/viewRr';
import { collapse } from '../xml/text';

interface Structure {
  readonly id: string;
  readonly ns: string;
  /** `KodFormularza/@kodSystemowy`. */
  readonly systemCode: string;
  readonly read: (root: XmlElement, format: string) => ParsedInvoice;
  readonly view: (root: XmlElement, format: string) => InvoiceView;
}

/** What names an FA(3) document, for whoever writes one. */
export const FA3 = { ns: 'http://crd.gov.pl/wzor/2025/06/25/13775/', systemCode: 'FA (3)' } as const;

const STRUCTURES: readonly Structure[] = [
  { id: 'fa3', ...FA3, read: readFa, view: viewFa },
  { id: 'fa2', ns: 'http://crd.gov.pl/wzor/2023/06/29/12648/', systemCode: 'FA (2)', read: readFa, view: viewFa },
  { id: 'fa_rr', ns: 'http://crd.gov.pl/wzor/2026/03/06/14189/', systemCode: 'FA_RR (1)', read: readRr, view: viewRr },
];

/** Namespace and form code stand in the first elements; generous for long comments and stylesheet instructions before them. */
const HEAD_BYTES = 4096;

/** The prefix does not matter; the namespace decides, and the form code where the namespace is unknown. */
function structureOf(root: XmlElement): Structure | undefined {
  const byNamespace = STRUCTURES.find((structure) => structure.ns === root.ns);
  if (byNamespace !== undefined) return byNamespace;
  const code = root.child('Naglowek')?.child('KodFormularza')?.attribute('kodSystemowy');
  return STRUCTURES.find((structure) => structure.systemCode === collapse(code ?? ''));
}

function looksLike(structure: Structure, head: Uint8Array): boolean {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, HEAD_BYTES)).toString('latin1');
  if (text.includes(structure.ns)) return true;
  const code = /kodSystemowy\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(text);
  return code !== null && collapse(code[1] ?? code[2] ?? '') === structure.systemCode;
}

export const faFormats: readonly InvoiceFormat[] = STRUCTURES.map((structure) => ({
  id: structure.id,
  detect: (head) => looksLike(structure, head),
  parse: (bytes) => {
    const { root, found } = rootOf(bytes);
    return found.read(root, found.id);
  },
  view: (bytes) => {
    const { root, found } = rootOf(bytes);
    return found.view(root, found.id);
  },
}));

function rootOf(bytes: Uint8Array): { readonly root: XmlElement; readonly found: Structure } {
  const root = readXml(bytes);
  // The head may have named one structure in a comment and the root another: the root is right.
  const found = root.name === 'Faktura' ? structureOf(root) : undefined;
  if (found === undefined) throw unreadable('unknown');
  return { root, found };
}
