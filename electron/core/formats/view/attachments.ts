// The files inside an invoice, as a list on its page; they are opened beside it.
import type { ParsedInvoice } from '../../../../shared/domain/invoice';
import type { ViewBlock } from '../../../../shared/domain/invoiceView';
import { fieldGroups } from './blocks';
import { labelled, section } from './pageReader';

export function attachmentBlock(attachments: NonNullable<ParsedInvoice['attachments']>): ViewBlock[] {
  const fields = attachments.map(({ name, bytes }) => ({
    label: labelled('file'),
    value: { kind: 'text' as const, text: bytes === undefined ? name : `${name} · ${shownSize(bytes)}` },
  }));
  return fieldGroups('attachments', [fields], section('attachments'));
}

/** Powers of ten, as every other size that Kontor shows. */
function shownSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${Math.round(bytes / 1_000_000)} MB`;
}
