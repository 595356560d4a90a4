// One line of the table: what was measured, what it was measured beside in the same run, and what it may be.

export interface BenchRow {
  readonly name: string;
  /** Median over the rounds. */
  readonly value: number;
  /** The same measure of the reference, alternating with ours. */
  readonly reference?: number;
  /** Ours to the reference; for speeds more is better. */
  readonly ratio?: number;
  /** What `ratio`, or `value` where there is none, is held against. */
  readonly budget: number;
  readonly unit: string;
  readonly ok: boolean;
  /** How the budget reads, e.g. `reference + 250 ms`; without it the budget is a ceiling. */
  readonly budgetText?: string;
  /** What the reference is, and whatever a reader must know about the figures. */
  readonly note?: string;
}

export interface BenchOptions {
  readonly rounds: number;
  /** Smaller work while developing: 1 is the size of the budget. */
  readonly scale: number;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The smallest value that this share of all values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** A reference that is 0 has no ratio. */
export function ratioOf(value: number, reference: number): { readonly ratio?: number } {
  return reference === 0 ? {} : { ratio: value / reference };
}
