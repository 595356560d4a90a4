// The numbers behind the chart: pure, so that scale and currencies are tested without a window.
import type { CallOutput } from '../../bridge/bridge';

type MonthTotals = CallOutput<'invoices.months'>;
export interface MonthBar {
  readonly month: string;
  readonly sales: string;
  readonly purchases: string;
  readonly salesCount: number;
  readonly purchasesCount: number;
}
export interface ChartData {
  readonly currency: string;
  readonly bars: readonly MonthBar[];
  /** Currencies that hold invoices too; the chart never adds them up. */
  readonly otherCurrencies: readonly string[];
}

export function previousMonth(month: string): string {
  const [year = 0, index = 1] = month.split('-').map(Number);
  return index === 1 ? `${year - 1}-12` : `${year}-${String(index - 1).padStart(2, '0')}`;
}

export function chartData(totals: MonthTotals, lastMonth: string, monthCount = 12): ChartData | undefined {
  const counts = new Map<string, number>();
  for (const each of totals) counts.set(each.net.currency, (counts.get(each.net.currency) ?? 0) + each.count);
  const currencies = [...counts].sort((a, b) => b[1] - a[1]).map(([currency]) => currency);
  const [currency, ...otherCurrencies] = currencies;
  if (currency === undefined) return undefined;
  const months: string[] = [lastMonth];
  while (months.length < monthCount) months.unshift(previousMonth(months[0] ?? lastMonth));
  const find = (month: string, direction: 'sale' | 'purchase') =>
    totals.find((each) => each.month === month && each.direction === direction && each.net.currency === currency);
  const bars = months.map((month) => {
    const sale = find(month, 'sale');
    const purchase = find(month, 'purchase');
    return {
      month,
      sales: sale?.net.amount ?? '0',
      purchases: purchase?.net.amount ?? '0',
      salesCount: sale?.count ?? 0,
      purchasesCount: purchase?.count ?? 0,
    };
  });
  return { currency, bars, otherCurrencies };
}

/** Three grid lines above zero at round numbers. Heights are for the eye; amounts themselves are never computed here. */
export function scaleOf(bars: readonly MonthBar[]): { readonly top: number; readonly lines: readonly number[] } {
  const highest = Math.max(1, ...bars.flatMap((bar) => [Number(bar.sales), Number(bar.purchases)]));
  const rough = highest / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  return { top: step * 3, lines: [0, step, step * 2, step * 3] };
}
