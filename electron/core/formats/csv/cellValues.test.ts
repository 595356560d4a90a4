import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '../../../../tests/support/seed';
import { dateOfDay } from '../../../../shared/domain/calendar';
import { amountOf, dateOf, dateOrderOf, decimalMarkOf } from './cellValues';

describe('amounts', () => {
  it.each([
    ['1 230,00 zł', ',', '1230.00'],
    ['1.230,00', ',', '1230.00'],
    ['1\u00a0230,5', ',', '1230.5'],
    ['-12,50', ',', '-12.50'],
    ['12,50-', ',', '-12.50'],
    ['(12.50)', '.', '-12.50'],
    ['1,234,567.89 EUR', '.', '1234567.89'],
    ['€ 7', '.', '7'],
    ['007,10', ',', '7.10'],
    ['0', ',', '0'],
    ['1.23', ',', null],
    ['12,34,56', '.', null],
    ['1.230', '.', '1.230'],
    ['1.230', ',', '1230'],
    ['sto', ',', null],
    ['1e5', '.', null],
    ['', ',', null],
    ['--5', ',', null],
    ['5,', ',', null],
  ] as const)('%s with the mark %s is %s', (text, mark, amount) => {
    expect(amountOf(text, mark)).toBe(amount);
  });

  it('are the digits that were written, with any mark and any grouping', () => {
    const space = fc.constantFrom('', ' ', '\u00a0', '.', ',');
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 18n }),
        fc.boolean(),
        fc.constantFrom(',', '.'),
        space,
        (cents, isNegative, mark, group) => {
          fc.pre(group !== mark);
          const digits = String(cents).padStart(3, '0');
          const whole = digits.slice(0, -2);
          const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
          const exact = `${isNegative ? '-' : ''}${whole}.${digits.slice(-2)}`;
          expect(amountOf(`${isNegative ? '-' : ''}${grouped}${mark}${digits.slice(-2)}`, mark)).toBe(exact);
        },
      ),
    );
  });

  it('tell their mark where they can mean one thing only', () => {
    expect(decimalMarkOf(['1.230,00', '5'])).toBe(',');
    expect(decimalMarkOf(['12.50', '1.230'])).toBe('.');
    expect(decimalMarkOf(['1.230', '2.500'])).toBeNull();
    expect(decimalMarkOf(['1.230.000'])).toBe(',');
  });
});

describe('dates', () => {
  it.each([
    ['2026-10-05', '2026-10-05'],
    ['20261005', '2026-10-05'],
    ['05.10.2026', '2026-10-05'],
    ['5.10.26', '2026-10-05'],
    ['05/10/2026 14:05', '2026-10-05'],
    ['5. 10. 2026', '2026-10-05'],
    ['2026-10-05T00:00:00', '2026-10-05'],
    ['2026/10/05', '2026-10-05'],
    ['31.02.2026', null],
    ['05.10', null],
    ['45935', null],
    ['2026', null],
  ])('%s is %s', (text, date) => {
    expect(dateOf(text, 'day')).toBe(date);
  });

  it('come out as they went in, in every form', () => {
    fc.assert(
      fc.property(fc.integer({ min: 693_000, max: 767_000 }), (day) => {
        const date = dateOfDay(day);
        const [y = '', m = '', d = ''] = date.split('-');
        for (const text of [date, `${y}${m}${d}`, `${d}.${m}.${y}`, `${Number(d)}/${Number(m)}/${y}`])
          expect(dateOf(text, 'day')).toBe(date);
        expect(dateOf(`${m}/${d}/${y}`, 'month')).toBe(date);
      }),
    );
  });

  it('are read month first only where no other reading is left', () => {
    expect(dateOrderOf(['10/25/2026', '10/05/2026'])).toBe('month');
    expect(dateOrderOf(['25/10/2026', '10/05/2026'])).toBe('day');
    expect(dateOrderOf(['05/10/2026'])).toBe('day');
  });
});
