// A PDF with an e-invoice inside. The record is what the invoice says; the PDF itself stays the original, byte for byte.
import type { InvoiceFormat } from '../format';
import { ciiFormat } from '../cii/format';
import { earveFormat } from '../earve/formats';
import { ublFormat } from '../ubl/format';
import { mediaTypeOf } from '../read/attachmentNames';
import { embeddedFiles, embeddedInvoice } from './embeddedInvoice';

const INSIDE: readonly InvoiceFormat[] = [ciiFormat, ublFormat, earveFormat];

/** Some programs write a few bytes before the head. */
const HEAD_BYTES = 1024;

export const pdfFormat: InvoiceFormat = {
  id: 'pdf',
  detect: (head) => Buffer.from(head.subarray(0, HEAD_BYTES)).includes('%PDF-'),
  parse: (bytes) => {
    const { bytes: inside, format, file } = embeddedInvoice(bytes, INSIDE);
    const invoice = format.parse(inside);
    const attachments = embeddedFiles(bytes).map(({ name }) => ({ name, mediaType: mediaTypeOf(name) }));
    return {
      ...invoice,
      hasAttachment: true,
      attachments,
      notes: [...invoice.notes, { label: 'format.note.inside_pdf', text: file.name }],
    };
  },
  view: (bytes) => {
    const { bytes: inside, format } = embeddedInvoice(bytes, INSIDE);
    if (format.view === undefined) throw new Error('a format without a page');
    return format.view(inside);
  },
  attachments: (bytes) => embeddedFiles(bytes).map(({ name, load }) => ({ name, mediaType: mediaTypeOf(name), load })),
};
