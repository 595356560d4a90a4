// Collects what is wrong with a draft, and checks single values against the types of a schema.
import { compare, parseDecimal, trimmed, ZERO } from '../../../../shared/domain/decimal';
import { dayNumber } from '../../../../shared/domain/dateRange';
import { exponentOf } from '../../../../shared/domain/money';
import type { SalesFinding } from '../../../../shared/domain/salesInvoice';
import { badCharacter } from './characters';
import { filled } from './normal';

type Params = Readonly<Record<string, string | number>>;

export interface NumberRule {
  /** Digits before and after the point. */
  readonly whole: number;
  readonly decimals: number;
}
export const MONEY: NumberRule = { whole: 16, decimals: 2 };
export const PRICE: NumberRule = { whole: 14, decimals: 8 };
export const QUANTITY: NumberRule = { whole: 16, decimals: 6 };
export const PERCENT: NumberRule = { whole: 3, decimals: 6 };

export interface DateRule {
  readonly from: string;
  readonly to: string;
}
export const TAX_DATE: DateRule = { from: '2006-01-01', to: '2050-01-01' };
export const PAYMENT_DATE: DateRule = { from: '2016-07-01', to: '2050-01-01' };
export const PAPER_DATE: DateRule = { from: '1990-01-01', to: '2050-01-01' };

interface Need {
  readonly isRequired?: boolean;
}

export class Findings {
  readonly all: SalesFinding[] = [];
  private readonly moneyRule: NumberRule;

  constructor(currency: string) {
    this.moneyRule = { whole: MONEY.whole, decimals: Math.min(MONEY.decimals, exponentOf(currency)) };
  }

  stop(path: string, id: string, params: Params = {}): void {
    this.add('stop', path, id, params);
  }

  look(path: string, id: string, params: Params = {}): void {
    this.add('look', path, id, params);
  }

  private add(level: SalesFinding['level'], path: string, id: string, params: Params): void {
    const texts = Object.entries(params).map(([name, value]): [string, string] => [name, String(value)]);
    this.all.push({ path, key: `sales.finding.${id}`, params: Object.fromEntries(texts), level });
  }

  /** True when there is a text to look at further. */
  text(path: string, value: string | undefined, max: number, need: Need = {}): boolean {
    const token = filled(value);
    if (token === undefined) {
      if (need.isRequired === true) this.stop(path, 'required');
      return false;
    }
    const found = badCharacter(token);
    if (found !== null) {
      this.stop(path, 'bad_character', { ...found });
      return false;
    }
    const length = Array.from(token).length;
    if (length > max) this.stop(path, 'too_long', { max, length });
    return length <= max;
  }

  required(path: string, value: string | undefined, max: number): boolean {
    return this.text(path, value, max, { isRequired: true });
  }

  /** True when there is a number that can be reckoned with. */
  number(path: string, value: string | undefined, rule: NumberRule, need: Need = {}): boolean {
    if (filled(value) === undefined) {
      if (need.isRequired === true) this.stop(path, 'required');
      return false;
    }
    const decimal = parseDecimal(value ?? '');
    if (decimal === null) {
      this.stop(path, 'bad_number');
      return false;
    }
    // What is written keeps its zeros, so they count as well.
    if (decimal.scale > rule.decimals) {
      this.stop(path, 'too_many_decimals', { max: rule.decimals });
      return false;
    }
    const { units, scale } = trimmed(decimal);
    const digits = String(units < 0n ? -units : units).length - scale;
    if (digits > rule.whole) this.stop(path, 'number_too_large');
    return digits <= rule.whole;
  }

  /** An amount of the invoice's currency. */
  money(path: string, value: string | undefined, need: Need = {}): boolean {
    return this.number(path, value, this.moneyRule, need);
  }

  /** A number above zero. */
  positive(path: string, value: string | undefined, rule: NumberRule, need: Need = {}): boolean {
    if (!this.number(path, value, rule, need)) return false;
    const isPositive = compare(parseDecimal(value ?? '') ?? ZERO, ZERO) > 0;
    if (!isPositive) this.stop(path, 'not_positive');
    return isPositive;
  }

  /** True when there is a day that can be compared. */
  date(path: string, value: string | undefined, rule: DateRule, need: Need = {}): boolean {
    if (filled(value) === undefined) {
      if (need.isRequired === true) this.stop(path, 'required');
      return false;
    }
    if (value === undefined || dayNumber(value) === null) {
      this.stop(path, 'bad_date');
      return false;
    }
    const isInside = value >= rule.from && value <= rule.to;
    if (!isInside) this.stop(path, 'date_out_of_range', { ...rule });
    return isInside;
  }

  count(path: string, list: readonly unknown[], max: number): void {
    if (list.length > max) this.stop(path, 'too_many', { max, count: list.length });
  }
}
