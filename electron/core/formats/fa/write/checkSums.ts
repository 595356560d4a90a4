// What the sums and the ways of taxing ask of the rest of the invoice.
import {
  compare,
  type Decimal,
  decimalText,
  parseDecimal,
  sumOf,
  times,
  ZERO,
} from '../../../../../shared/domain/decimal';
import { exponentOf } from '../../../../../shared/domain/money';
import type { SalesInvoice, SalesVat } from '../../../../../shared/domain/salesInvoice';
import { vatsOf } from '../../../../../shared/domain/salesLines';
import { isAdvance, isCorrection, type SalesTotals } from '../../../../../shared/domain/salesTotals';
import { CURRENCIES } from '../../../../../shared/domain/codeLists';
import { type Findings, MONEY, QUANTITY } from '../../write/findings';
import { orderValue } from './writeLines';

const money = (text: string): Decimal => parseDecimal(text) ?? ZERO;
const whole = (units: bigint): Decimal => ({ units, scale: 0 });

/** Art. 106e(1)(18a), 106e(5)(3) of the VAT act. */
const SPLIT_PAYMENT_ABOVE = whole(15_000n);
const SIMPLIFIED_UP_TO = { PLN: whole(450n), EUR: whole(100n) } as const;

export function checkCurrency(found: Findings, invoice: SalesInvoice, totals: SalesTotals): void {
  const { currency, exchangeRate } = invoice;
  if (currency === '') found.stop('currency', 'required');
  else if (!CURRENCIES.has(currency)) found.stop('currency', 'unknown_currency', { currency });
  else if (exponentOf(currency) > MONEY.decimals) found.stop('currency', 'currency_decimals', { currency });
  if (found.positive('exchangeRate', exchangeRate, QUANTITY) && currency === 'PLN') {
    found.stop('exchangeRate', 'exchange_needless');
  }
  const isUnconverted = totals.rates.some(
    ({ vat, tax, taxConverted }) =>
      vat.treatment === 'taxed' && taxConverted === undefined && compare(money(tax), ZERO) !== 0,
  );
  if (currency !== 'PLN' && currency !== '' && isUnconverted)
    found.stop('exchangeRate', 'exchange_missing', { currency });
}

/** Everything that is computed and written: each part may fit while the sum does not. */
function* amountsOf(invoice: SalesInvoice, totals: SalesTotals): Generator<string> {
  yield* [totals.gross, totals.payable];
  for (const { net, tax, taxConverted = '0' } of totals.rates) yield* [net, tax, taxConverted];
  if (isAdvance(invoice.kind)) yield orderValue(invoice);
  for (const list of [invoice.charges, invoice.deductions]) {
    yield decimalText(sumOf(list.map(({ amount }) => money(amount))));
  }
}

export function checkSums(found: Findings, invoice: SalesInvoice, totals: SalesTotals): void {
  const isTooLarge = [...amountsOf(invoice, totals)].some(
    (amount) => amount.replace(/^-|\..*$/g, '').length > MONEY.whole,
  );
  if (isTooLarge) found.stop('lines', 'number_too_large');
  if (isCorrection(invoice.kind)) return;
  const { gross } = totals;
  const sign = compare(money(gross), ZERO);
  if (sign < 0 && invoice.kind !== 'settlement') found.stop('lines', 'negative_total', { gross });
  else if (sign < 0) found.look('advances', 'negative_total', { gross });
  else if (sign === 0 && invoice.kind !== 'settlement' && invoice.lines.length > 0) found.look('lines', 'zero_total');
  checkLimits(found, invoice, totals);
}

/** The total in złoty, as far as an exchange rate is known. */
function inZloty(invoice: SalesInvoice, gross: string): Decimal | null {
  if (invoice.currency === 'PLN') return money(gross);
  const rate = parseDecimal(invoice.exchangeRate ?? '');
  return rate === null ? null : times(money(gross), rate);
}

function checkLimits(found: Findings, invoice: SalesInvoice, { gross }: SalesTotals): void {
  const zloty = inZloty(invoice, gross);
  const { currency } = invoice;
  const isLarge = zloty !== null && compare(zloty, SPLIT_PAYMENT_ABOVE) > 0;
  if (isLarge && !invoice.annotations.splitPayment && invoice.lines.some((line) => line.isAnnex15 === true)) {
    found.stop('annotations.splitPayment', 'split_payment_missing');
  }
  if (invoice.kind !== 'simplified') return;
  const isTooMuch =
    currency === 'EUR'
      ? compare(money(gross), SIMPLIFIED_UP_TO.EUR) > 0
      : zloty !== null && compare(zloty, SIMPLIFIED_UP_TO.PLN) > 0;
  if (isTooMuch) found.stop('kind', 'simplified_limit', { gross, currency });
}

export function checkTreatments(found: Findings, invoice: SalesInvoice): void {
  const { annotations, buyer } = invoice;
  const treatments = new Set<SalesVat['treatment']>(vatsOf(invoice).map(({ treatment }) => treatment));
  const { exemption, margin } = annotations;
  if (exemption !== undefined) {
    found.required('annotations.exemption.text', exemption.text, 256);
    if (!treatments.has('exempt')) found.look('annotations.exemption', 'basis_without_exempt');
  } else if (treatments.has('exempt')) found.stop('annotations.exemption', 'exempt_without_basis');
  if (treatments.has('margin') && margin === undefined) found.stop('annotations.margin', 'margin_kind');
  if (!treatments.has('margin') && margin !== undefined) found.look('annotations.margin', 'margin_without_line');
  const isUnionBuyer = buyer.identity.type === 'vat_eu';
  if ((treatments.has('intra_union') || annotations.triangular) && !isUnionBuyer) {
    found.stop('buyer.identity', 'union_buyer');
  } else if (treatments.has('outside_service') && !isUnionBuyer) found.look('buyer.identity', 'union_service_buyer');
  if (treatments.has('reverse_charge') && buyer.identity.type !== 'nip') {
    found.look('buyer.identity', 'reverse_charge_buyer');
  }
}
