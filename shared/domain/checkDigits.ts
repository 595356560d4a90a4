// Sums of weighted digits, as most registers build their check digits.

/** Digits that have no weight count nothing. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((total, weight, index) => total + weight * Number(digits[index] ?? 0), 0);
}
