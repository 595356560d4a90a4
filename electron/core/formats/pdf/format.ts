// A PDF with an e-invoice inside. The record is what the invoice says; the PDF itself stays the original, byte for byte.
import type { InvoiceFormat } from '../format';
import { ciiFormat } from '../cii/format';
import { earveFormat } from '../earve/formats';
import { ublFormat } from '../ubl/format';
import { mediaTypeOf } from '../read/attachmentNames';
import { embeddedFiles, embeddedInvoice, type Found } from './embeddedInvoice';

const INSIDE: readonly InvoiceFormat[] = [ciiFormat, ublFormat, earveFormat];

/** Some programs write a few bytes before the head. */
const HEAD_BYTES = 1024;

/** Unpacked once for all that is asked about it. The bytes of an original never change. */
const opened = new WeakMap<Uint8Array, Found>();

function inside(bytes: Uint8Array): Found {
  const found = opened.get(bytes) ?? embeddedInvoice(bytes, INSIDE);
  opened.set(bytes, found);
  return found;
}

export const pdfFormat: InvoiceFormat = {
  id: 'pdf',
  detect: (head) => Buffer.from(head.subarray(0, HEAD_BYTES)).includes('%PDF-'),
  parts: (bytes) => {
    const { bytes: xml, format } = inside(bytes);
    return format.parts?.(xml) ?? 1;
  },
  parse: (bytes, part = 1) => {
    const { bytes: xml, format, file } = inside(bytes);
    const invoice = format.parse(xml, part);
    const attachments = embeddedFiles(bytes).map(({ name }) => ({ name, mediaType: mediaTypeOf(name) }));
    return {
      ...invoice,
      hasAttachment: true,
      attachments,
      notes: [...invoice.notes, { label: 'format.note.inside_pdf', text: file.name }],
    };
  },
  view: (bytes, part = 1) => {
    const { bytes: xml, format } = inside(bytes);
    if (format.view === undefined) throw new Error('a format without a page');
    return format.view(xml, part);
  },
  attachments: (bytes) => embeddedFiles(bytes).map(({ name, load }) => ({ name, mediaType: mediaTypeOf(name), load })),
};
