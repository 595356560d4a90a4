// Everything the simulated account knows.
import type { CompleteOptions } from './options';
import { makeRows, type Row } from './rows';

export class World {
  readonly options: CompleteOptions;
  readonly rows: Row[];
  readonly violations: string[] = [];

  constructor(options: CompleteOptions) {
    this.options = options;
    const { seed, months, perMonth, oddNames } = options;
    const rows = makeRows({ seed, now: options.now(), months, perMonth });
    const plain = (name: unknown) => (typeof name === 'string' ? name.replace(/<[^>]*>/g, '') : '');
    this.rows = oddNames ? rows : rows.map((row) => ({ ...row, seller_name: plain(row['seller_name']) }));
  }
}
