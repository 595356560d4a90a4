// Everything the simulated account knows.
import type { CompleteOptions } from './options';
import { makeRows, type Row } from './rows';

export class World {
  readonly options: CompleteOptions;
  readonly rows: Row[];
  readonly violations: string[] = [];

  constructor(options: CompleteOptions) {
    this.options = options;
    const { seed, months, perMonth } = options;
    this.rows = makeRows({ seed, now: options.now(), months, perMonth });
  }
}
