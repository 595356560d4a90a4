// What the number is called under which a source knows an invoice. Only KSeF gives numbers that a law knows; others are the service's own.
import { hasKsefNumberShape } from './ksefNumber';

/** Message key; the page's words are built in, so it stands in their catalogues. */
export function remoteNumberLabel(remoteNumber: string): 'fa.column.ksef_number' | 'einvoice.field.source_number' {
  return hasKsefNumberShape(remoteNumber) ? 'fa.column.ksef_number' : 'einvoice.field.source_number';
}

/** Tables have no service that gave a number: saying the invoice's own once more tells nothing. */
export function toldRemoteNumber(remoteNumber: string | undefined, number: string | undefined): string | undefined {
  return remoteNumber === number ? undefined : remoteNumber;
}
