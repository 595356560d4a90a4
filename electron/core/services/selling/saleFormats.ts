// In which format a company's sales are written: its country's. What a form and an outbox ask of a format stands here once.
import type { Instant, PlainDate } from '../../../../shared/domain/ids';
import type { SalesFinding, SalesInvoice } from '../../../../shared/domain/salesInvoice';
import { checkEarve, prepareEarve } from '../../formats/earve/write/prepareEarve';
import { checkFa3, prepareFa3 } from '../../formats/fa/write/prepareFa';
import { checkUbl, prepareUbl } from '../../formats/ubl/write/prepareUbl';
import { dateIn } from '../../providers/sdk/calendar';

export interface SaleOrder {
  readonly today: PlainDate;
  readonly createdAt: Instant;
  /** `Kontor 1.2.0`. */
  readonly program: string;
  /** Names the file where a format wants that: at most 20 characters, used once. */
  readonly fileId: string;
  /** Tax number in whose name it will be sent. */
  readonly sender?: string;
}

export type PreparedSale =
  | { readonly isReady: true; readonly bytes: Uint8Array; readonly findings: readonly SalesFinding[] }
  | { readonly isReady: false; readonly findings: readonly SalesFinding[] };

export interface SaleFormat {
  readonly id: string;
  /** Where the day of its sellers begins. */
  readonly timeZone: string;
  readonly check: (invoice: SalesInvoice, order: Pick<SaleOrder, 'today' | 'sender'>) => readonly SalesFinding[];
  readonly prepare: (invoice: SalesInvoice, order: SaleOrder) => PreparedSale;
}

const FA3: SaleFormat = { id: 'fa3', timeZone: 'Europe/Warsaw', check: checkFa3, prepare: prepareFa3 };
/** What goes through a post box is read by 1.11 at the other end. */
const EARVE: SaleFormat = {
  id: 'earve',
  timeZone: 'Europe/Tallinn',
  check: checkEarve,
  prepare: (invoice, order) => prepareEarve(invoice, { ...order, version: '1.11' }),
};
const UBL: SaleFormat = { id: 'ubl', timeZone: 'Europe/Berlin', check: checkUbl, prepare: prepareUbl };

export const SALE_FORMATS: readonly SaleFormat[] = [FA3, EARVE, UBL];

export function saleFormatOf(country: string): SaleFormat {
  if (country === 'PL') return FA3;
  return country === 'EE' ? EARVE : UBL;
}

export const todayOf = ({ timeZone }: SaleFormat, ms: number): PlainDate => dateIn(timeZone, ms);
