// A year of reports as others read it: did the month go out, when, where, and was it verified?
import type { z } from 'zod';
import type { ReceiptView } from '../contract/receipts';
import type { CellState } from '../contract/reports';

export interface YearOfReports {
  readonly kind: 'kontor.year-of-reports';
  readonly v: 1;
  readonly year: number;
  /** ISO 8601 in UTC, like every time here. */
  readonly madeAt: string;
  /** `Kontor 1.2.3`. */
  readonly program: string;
  readonly company: { readonly name: string; readonly country: string; readonly taxId: string | null };
  readonly months: readonly {
    readonly month: string;
    readonly destinations: readonly DestinationOfMonth[];
  }[];
}

export interface DestinationOfMonth {
  readonly provider: string;
  readonly title: string;
  readonly account: string;
  readonly state: z.infer<typeof CellState>;
  readonly files: readonly FileThere[];
}

export interface FileThere {
  readonly fileName: string;
  /** Of a bundle. */
  readonly revision: number | null;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly at: string;
  readonly verifiedBy: ReceiptView['verifiedBy'];
  /** What a later check found. */
  readonly checked: ReceiptView['checked'] | null;
}
