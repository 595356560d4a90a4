import { describe, expect, it } from 'vitest';
import { chartData, previousMonth, scaleOf } from './monthChart';

const total = (month: string, direction: 'sale' | 'purchase', amount: string, currency = 'PLN', count = 1) => ({
  month,
  direction,
  count,
  net: { amount, currency },
});

describe('chartData', () => {
  it('has twelve months up to the last one, with gaps as zero', () => {
    const data = chartData([total('2026-10', 'sale', '100.00')], '2026-11');
    expect(data?.bars.map((bar) => bar.month)).toHaveLength(12);
    expect(data?.bars[0]?.month).toBe('2025-12');
    expect(data?.bars[10]).toMatchObject({ month: '2026-10', sales: '100.00', purchases: '0' });
  });
  it('never adds across currencies: the commonest is drawn, the others are named', () => {
    const data = chartData(
      [total('2026-11', 'sale', '5.00', 'EUR', 3), total('2026-11', 'sale', '900.00', 'PLN', 40)],
      '2026-11',
    );
    expect(data).toMatchObject({ currency: 'PLN', otherCurrencies: ['EUR'] });
    expect(data?.bars[11]?.sales).toBe('900.00');
  });
  it('is nothing without invoices', () => expect(chartData([], '2026-11')).toBeUndefined());
  it('goes back over the year', () => expect(previousMonth('2026-01')).toBe('2025-12'));
});

describe('scaleOf', () => {
  const bar = (sales: string) => ({ month: '2026-11', sales, purchases: '0', salesCount: 1, purchasesCount: 0 });
  it.each([
    ['284310.40', [0, 100_000, 200_000, 300_000]],
    ['7.00', [0, 2.5, 5, 7.5]],
    ['1230000.00', [0, 500_000, 1_000_000, 1_500_000]],
  ])('%s', (amount, lines) => expect(scaleOf([bar(amount)]).lines).toEqual(lines));
  it('stands a month of nothing but corrections', () => expect(scaleOf([bar('-500.00')]).top).toBeGreaterThan(0));
});
