// Everything the simulated account knows.
import type { CompleteOptions } from './options';
import { makeRows, type Row } from './rows';
import { sharedRow } from './sharedRow';

/** Beside invoices that others know as well. */
const FEW = 3;

export class World {
  readonly options: CompleteOptions;
  readonly rows: Row[];
  readonly violations: string[] = [];

  constructor(options: CompleteOptions) {
    this.options = options;
    const { seed, months, perMonth, oddNames } = options;
    const now = options.now();
    const own = makeRows({ seed, now, months, perMonth: options.shared === undefined ? perMonth : FEW });
    const rows = [...own, ...(options.shared ?? []).map((invoice, at) => sharedRow(invoice, 500_000 + at))];
    const plain = (name: unknown) => (typeof name === 'string' ? name.replace(/<[^>]*>/g, '') : '');
    this.rows = oddNames ? rows : rows.map((row) => ({ ...row, seller_name: plain(row['seller_name']) }));
  }
}
