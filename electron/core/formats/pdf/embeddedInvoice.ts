// The e-invoice inside a PDF of ZUGFeRD, Factur-X or XRechnung: the embedded file is the invoice, the page is its picture.
import { unreadable } from '../failures';
import type { InvoiceFormat } from '../format';
import { plainName } from '../read/attachmentNames';
import { readObjects, referenceOf, stringOf } from './pdfObjects';

export interface EmbeddedFile {
  readonly name: string;
  readonly load: () => Uint8Array;
}

/** Names that the standards give it, most certain first. */
const NAMES = ['factur-x.xml', 'zugferd-invoice.xml', 'xrechnung.xml'];

export function embeddedFiles(bytes: Uint8Array): readonly EmbeddedFile[] {
  const objects = readObjects(bytes);
  const files: EmbeddedFile[] = [];
  for (const { text } of objects.values()) {
    const inner = /\/EF\s*<<([^>]*)>>/.exec(text)?.[1] ?? objects.get(referenceOf(text, 'EF') ?? -1)?.text;
    if (inner === undefined) continue;
    const stream = objects.get(referenceOf(inner, 'UF') ?? referenceOf(inner, 'F') ?? -1)?.stream;
    if (stream === undefined) continue;
    // `/F` also stands inside `/EF`: what is left of the dictionary names the file.
    const outer = text.replace(/\/EF\s*(?:<<[^>]*>>|\d+\s+\d+\s+R)/, '');
    const name = plainName(stringOf(outer, 'UF') ?? stringOf(outer, 'F'), `file-${files.length + 1}`);
    files.push({ name, load: stream });
  }
  return files;
}

export interface Found {
  readonly bytes: Uint8Array;
  readonly format: InvoiceFormat;
  readonly file: EmbeddedFile;
}

/** Throws `format.no_einvoice` when none of the files inside is one. */
export function embeddedInvoice(bytes: Uint8Array, formats: readonly InvoiceFormat[]): Found {
  const files = embeddedFiles(bytes);
  const rank = ({ name }: EmbeddedFile): number => {
    const place = NAMES.indexOf(name.toLowerCase());
    if (place >= 0) return place;
    return name.toLowerCase().endsWith('.xml') ? NAMES.length : NAMES.length + 1;
  };
  for (const file of [...files].sort((a, b) => rank(a) - rank(b))) {
    if (rank(file) > NAMES.length) break;
    const inside = file.load();
    const format = formats.find((one) => one.detect(inside));
    if (format !== undefined) return { bytes: inside, format, file };
  }
  throw unreadable('no_einvoice');
}
