// The lines, and every rate that an invoice names.
import { compare, decimalText, parseDecimal, ZERO } from '../../../../../shared/domain/decimal';
import type { SalesInvoice, SalesLine, SalesVat } from '../../../../../shared/domain/salesInvoice';
import { lineValue } from '../../../../../shared/domain/salesLines';
import { isAdvance, isCorrection } from '../../../../../shared/domain/salesTotals';
import { type Findings, MONEY, PERCENT, PRICE, QUANTITY, TAX_DATE } from '../../write/findings';
import { filled } from '../../write/normal';
import { rateSlot, rateWord } from './words';

/** Rates of earlier years (RATE_SLOTS names them second); only a correction can still need them. */
const OLD_RATES: ReadonlySet<string> = new Set(['22', '7', '3']);
const GTU = /^GTU_(?:0[1-9]|1[0-3])$/;
const PROCEDURES: ReadonlySet<string> = new Set([
  'WSTO_EE',
  'IED',
  'TT_D',
  'I_42',
  'I_63',
  'B_SPV',
  'B_SPV_DOSTAWA',
  'B_MPV_PROWIZJA',
]);
/** Orders know no imports (TOznaczenieProceduryZ). */
const NOT_IN_ORDERS: ReadonlySet<string> = new Set(['I_42', 'I_63']);
const MAX_ROW_NUMBER = 99_999_999_999_999;

export function checkLines(found: Findings, invoice: SalesInvoice): void {
  found.count('lines', invoice.lines, 10_000);
  if (invoice.lines.length === 0 && !isCorrection(invoice.kind)) found.stop('lines', 'no_lines');
  for (const [i, line] of invoice.lines.entries()) checkLine(found, `lines.${i}`, line, invoice);
}

function checkLine(found: Findings, path: string, line: SalesLine, invoice: SalesInvoice): void {
  // A discount on all deliveries of a period names none of them (art. 106j(3)(2)).
  const isNameOptional = invoice.kind === 'correction' && filled(invoice.correction?.period) !== undefined;
  found.text(`${path}.name`, line.name, 512, { isRequired: !isNameOptional });
  found.text(`${path}.unit`, line.unit, 256);
  checkValue(found, path, line, invoice);
  checkVat(found, `${path}.vat`, line.vat, invoice);
  found.date(`${path}.saleDate`, line.saleDate, TAX_DATE);
  if (found.positive(`${path}.exchangeRate`, line.exchangeRate, QUANTITY) && invoice.currency === 'PLN') {
    found.stop(`${path}.exchangeRate`, 'exchange_needless');
  }
  if (line.isBefore === true && !isCorrection(invoice.kind)) found.stop(`${path}.isBefore`, 'before_place');
  if ((line.no ?? 1) > MAX_ROW_NUMBER) found.stop(`${path}.no`, 'number_too_large');
  checkCodes(found, path, line, invoice);
}

function checkCodes(found: Findings, path: string, line: SalesLine, invoice: SalesInvoice): void {
  found.text(`${path}.uid`, line.uid, 50);
  const { codes, gtu, procedure } = line;
  found.text(`${path}.codes.index`, codes?.index, 50);
  found.text(`${path}.codes.gtin`, codes?.gtin, 20);
  found.text(`${path}.codes.pkwiu`, codes?.pkwiu, 50);
  found.text(`${path}.codes.cn`, codes?.cn, 50);
  found.text(`${path}.codes.pkob`, codes?.pkob, 50);
  if (filled(gtu) !== undefined && !GTU.test(filled(gtu) ?? '')) found.stop(`${path}.gtu`, 'unknown_code');
  const word = filled(procedure);
  if (word === undefined) return;
  const isKnown = PROCEDURES.has(word) && !(isAdvance(invoice.kind) && NOT_IN_ORDERS.has(word));
  if (!isKnown) found.stop(`${path}.procedure`, 'unknown_code');
}

function checkValue(found: Findings, path: string, line: SalesLine, invoice: SalesInvoice): void {
  const hasAmount = filled(line.amount) !== undefined;
  const need = { isRequired: !hasAmount };
  const isNumber = [
    found.number(`${path}.quantity`, line.quantity, QUANTITY, need),
    found.number(`${path}.price`, line.price, PRICE, need),
    found.number(`${path}.discount`, line.discount, PRICE),
    found.money(`${path}.amount`, line.amount),
  ];
  if (filled(line.quantity) !== undefined && filled(line.unit) === undefined && invoice.kind !== 'simplified') {
    found.look(`${path}.unit`, 'unit_missing');
  }
  const value = lineValue(line, invoice.currency);
  if (value === null || !isNumber.includes(true)) return;
  const text = decimalText(value);
  if (text.replace(/^-|\..*$/g, '').length > MONEY.whole) found.stop(`${path}.price`, 'number_too_large');
  const amount = parseDecimal(line.amount ?? '');
  if (amount !== null && compare(amount, value) !== 0) found.stop(`${path}.amount`, 'amount_differs', { value: text });
  if (compare(value, ZERO) < 0 && !isCorrection(invoice.kind)) found.look(`${path}.price`, 'negative_line');
}

export function checkVat(found: Findings, path: string, vat: SalesVat, invoice: SalesInvoice): void {
  if (vat.treatment !== 'taxed' && vat.treatment !== 'oss') return;
  if (!found.number(`${path}.percent`, vat.percent, PERCENT, { isRequired: true })) return;
  const percent = parseDecimal(vat.percent) ?? ZERO;
  const isBeyond = percent.units < 0n || compare(percent, { units: 100n, scale: 0 }) > 0;
  if (vat.treatment === 'oss') {
    if (isBeyond) found.stop(`${path}.percent`, 'unknown_rate', { rate: vat.percent });
    return;
  }
  const word = rateWord(vat);
  if (rateSlot(vat) === null) found.stop(`${path}.percent`, 'unknown_rate', { rate: word });
  else if (OLD_RATES.has(word) && !isCorrection(invoice.kind))
    found.look(`${path}.percent`, 'old_rate', { rate: word });
}
