// The one way from a draft to the bytes that may be sent.
import type { Instant, PlainDate } from '../../../../../shared/domain/ids';
import type { SalesFinding, SalesInvoice } from '../../../../../shared/domain/salesInvoice';
import { salesTotals, type SalesTotals } from '../../../../../shared/domain/salesTotals';
import { checkKind } from './checkKind';
import { checkLines } from './checkLines';
import { checkParties } from './checkParties';
import { checkHead, checkPayment, checkTexts } from './checkRest';
import { checkCurrency, checkSums, checkTreatments } from './checkSums';
import { Findings } from '../../write/findings';
import { MAX_BYTES } from './limits';
import { writeFa3 } from './writeFa';

export interface FaOrder {
  /** The day in Warsaw: KSeF takes no invoice of a later one. */
  readonly today: PlainDate;
  readonly createdAt: Instant;
  /** `Kontor 1.2.0`. */
  readonly program: string;
  /** NIP in whose name it will be sent. */
  readonly sender?: string;
}

export type PreparedFa =
  | {
      readonly isReady: true;
      readonly bytes: Uint8Array;
      readonly totals: SalesTotals;
      /** Only such that the person may decide about. */
      readonly findings: readonly SalesFinding[];
    }
  | { readonly isReady: false; readonly totals: SalesTotals; readonly findings: readonly SalesFinding[] };

/** Everything that FA(3) and KSeF ask of an invoice, in the order of the form. Empty when nothing is to be said. */
export function checkFa3(invoice: SalesInvoice, order: Pick<FaOrder, 'today' | 'sender'>): readonly SalesFinding[] {
  const found = new Findings(invoice.currency);
  const totals = salesTotals(invoice);
  checkHead(found, invoice, order.today);
  checkCurrency(found, invoice, totals);
  checkParties(found, invoice, order.sender);
  checkKind(found, invoice, totals);
  checkLines(found, invoice);
  checkSums(found, invoice, totals);
  checkTreatments(found, invoice);
  checkPayment(found, invoice, totals, order.today);
  checkTexts(found, invoice);
  return found.all;
}

export function prepareFa3(invoice: SalesInvoice, order: FaOrder): PreparedFa {
  const findings = checkFa3(invoice, order);
  const totals = salesTotals(invoice);
  if (findings.some(({ level }) => level === 'stop')) return { isReady: false, totals, findings };
  const bytes = writeFa3(invoice, order);
  if (bytes.length <= MAX_BYTES) return { isReady: true, bytes, totals, findings };
  const found = new Findings(invoice.currency);
  found.stop('', 'too_large', { bytes: bytes.length, max: MAX_BYTES });
  return { isReady: false, totals, findings: [...findings, ...found.all] };
}
