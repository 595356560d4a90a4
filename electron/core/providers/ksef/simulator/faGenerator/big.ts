// A valid invoice of almost three megabytes: the largest that KSeF takes.
import { Rng } from '../random';
import { hugeAttachment } from './attachments';
import { buildInvoice } from './build';
import { anySaleSlot } from './plan';
import { writeFa } from './writeFa';

export function bigInvoice(): Buffer {
  const model = buildInvoice(1, anySaleSlot(1, '2026-03-16', 'VAT'));
  const style = { ...model.style, indent: '  ', eol: '\n', prefix: '', hasProlog: true } as const;
  return writeFa({ ...model, style, attachment: hugeAttachment(new Rng('huge')) });
}
