// What belongs to which kind of invoice: corrections, advances and their settlement.
import { compare, decimalText, parseDecimal, rounded, sumOf, ZERO } from '../../../../../shared/domain/decimal';
import { isReferencedKsefNumber } from '../../../../../shared/domain/ksefNumber';
import type {
  SalesCorrection,
  SalesIdentity,
  SalesInvoice,
  SalesRateSum,
} from '../../../../../shared/domain/salesInvoice';
import { percentOf } from '../../../../../shared/domain/salesLines';
import { isAdvance, isCorrection, salesTotals, type SalesTotals } from '../../../../../shared/domain/salesTotals';
import { checkVat } from './checkLines';
import { checkParty, checkSeller, nipOf } from './checkParties';
import { type Findings, QUANTITY, TAX_DATE } from '../../write/findings';
import { filled, nipDigits, unionVatNumber } from '../../write/normal';

/** From then on every firm has to invoice through KSeF (large ones two months before). */
const KSEF_SINCE = '2026-04-01';

const isSettlement = ({ kind }: SalesInvoice): boolean => kind === 'settlement' || kind === 'settlement_correction';

export function checkKind(found: Findings, invoice: SalesInvoice, totals: SalesTotals): void {
  const { kind, correction } = invoice;
  if (isCorrection(kind)) {
    if (correction === undefined) found.stop('correction', 'required');
    else checkCorrection(found, invoice, correction);
  } else if (correction !== undefined) found.stop('correction', 'not_for_kind');
  checkReceived(found, invoice, totals);
  checkAdvances(found, invoice);
}

function checkReceived(found: Findings, invoice: SalesInvoice, totals: SalesTotals): void {
  const { received, receipts, kind } = invoice;
  if (!isAdvance(kind) && received.length > 0) found.stop('received', 'not_for_kind');
  if (kind === 'advance' && received.length === 0) found.stop('received', 'required');
  for (const [i, { vat, gross }] of received.entries()) {
    found.money(`received.${i}.gross`, gross, { isRequired: true });
    checkVat(found, `received.${i}.vat`, vat, invoice);
  }
  found.count('receipts', receipts, 31);
  if (!isAdvance(kind) && !isSettlement(invoice) && receipts.length > 0) found.stop('receipts', 'not_for_kind');
  for (const [i, { date, amount, exchangeRate }] of receipts.entries()) {
    found.date(`receipts.${i}.date`, date, TAX_DATE, { isRequired: true });
    found.money(`receipts.${i}.amount`, amount, { isRequired: true });
    found.positive(`receipts.${i}.exchangeRate`, exchangeRate, QUANTITY);
  }
  const sum = sumOf(receipts.map(({ amount }) => parseDecimal(amount) ?? ZERO));
  if (kind !== 'advance' || receipts.length === 0 || compare(sum, parseDecimal(totals.gross) ?? ZERO) === 0) return;
  found.stop('receipts', 'receipts_differ', { sum: decimalText(rounded(sum, 2)), gross: totals.gross });
}

function checkAdvances(found: Findings, invoice: SalesInvoice): void {
  const { advances, kind } = invoice;
  found.count('advances', advances, 100);
  if (kind === 'settlement' && advances.length === 0) found.stop('advances', 'no_advances');
  // The last advance names the ones before it (art. 106f(4)).
  if (!isAdvance(kind) && !isSettlement(invoice) && advances.length > 0) found.stop('advances', 'not_for_kind');
  for (const [i, { number, ksefNumber, sums }] of advances.entries()) {
    const path = `advances.${i}`;
    const hasNumber = checkKsefNumber(found, `${path}.ksefNumber`, ksefNumber);
    found.text(`${path}.number`, number, 256, { isRequired: !hasNumber });
    if (kind === 'settlement' && sums.length === 0) found.stop(`${path}.sums`, 'advance_sums');
    checkRateSums(found, `${path}.sums`, sums, invoice);
  }
}

function checkRateSums(found: Findings, path: string, sums: readonly SalesRateSum[], invoice: SalesInvoice): void {
  for (const [i, { vat, net, tax }] of sums.entries()) {
    checkVat(found, `${path}.${i}.vat`, vat, invoice);
    found.money(`${path}.${i}.net`, net, { isRequired: true });
    const isNumber = found.money(`${path}.${i}.tax`, tax, { isRequired: true });
    // The document has no place for a tax that is not charged.
    if (isNumber && percentOf(vat) === null && /[1-9]/.test(tax)) found.stop(`${path}.${i}.tax`, 'tax_without_rate');
  }
}

/** True when a number is given, right or wrong. */
function checkKsefNumber(found: Findings, path: string, value: string | undefined): boolean {
  const number = filled(value);
  if (number !== undefined && !isReferencedKsefNumber(number)) found.stop(path, 'ksef_number');
  return number !== undefined;
}

function checkCorrection(found: Findings, invoice: SalesInvoice, correction: SalesCorrection): void {
  found.text('correction.reason', correction.reason, 256);
  found.text('correction.period', correction.period, 256);
  found.text('correction.rightNumber', correction.rightNumber, 256);
  checkCorrected(found, invoice, correction);
  checkFormerParties(found, invoice, correction);
  found.money('correction.amountBefore', correction.amountBefore);
  if (invoice.kind === 'correction' && filled(correction.amountBefore) !== undefined) {
    found.stop('correction.amountBefore', 'not_for_kind');
  }
  const { sums = [] } = correction;
  checkRateSums(found, 'correction.sums', sums, invoice);
  const isSilent = [invoice.lines, sums, invoice.received, correction.buyersBefore].every((list) => list.length === 0);
  if (isSilent && correction.sellerBefore === undefined && filled(correction.rightNumber) === undefined) {
    found.stop('lines', 'correction_empty');
  }
  if (invoice.kind !== 'correction' || sums.length === 0 || invoice.lines.length === 0) return;
  const lines = salesTotals({ ...invoice, correction: { ...correction, sums: [] } }).gross;
  const stated = salesTotals(invoice).gross;
  if (lines !== stated) found.look('correction.sums', 'sums_differ', { lines, stated });
}

function checkCorrected(found: Findings, invoice: SalesInvoice, { corrected }: SalesCorrection): void {
  if (corrected.length === 0) found.stop('correction.corrected', 'required');
  found.count('correction.corrected', corrected, 50_000);
  for (const [i, { number, issueDate, ksefNumber }] of corrected.entries()) {
    const path = `correction.corrected.${i}`;
    found.required(`${path}.number`, number, 256);
    const hasDate = found.date(`${path}.issueDate`, issueDate, TAX_DATE, { isRequired: true });
    if (hasDate && issueDate > invoice.issueDate) found.stop(`${path}.issueDate`, 'corrected_later');
    if (checkKsefNumber(found, `${path}.ksefNumber`, ksefNumber) || !hasDate) continue;
    if (issueDate >= KSEF_SINCE) found.look(`${path}.ksefNumber`, 'corrected_without_ksef');
  }
}

function spelling(identity: SalesIdentity): string {
  switch (identity.type) {
    case 'nip':
      return nipDigits(identity.nip);
    case 'vat_eu':
      return `${identity.country} ${unionVatNumber(identity.country, identity.number)}`;
    case 'other':
      return `${identity.country ?? ''} ${identity.number.trim()}`;
    case 'internal':
      return identity.id;
    case 'none':
      return '';
  }
}

/** A wrong number of a party is corrected down to zero and invoiced anew (FA(3) schema, Podmiot1K and Podmiot2K). */
function checkFormerParties(found: Findings, invoice: SalesInvoice, correction: SalesCorrection): void {
  const { sellerBefore, buyersBefore } = correction;
  if (sellerBefore !== undefined) {
    checkSeller(found, 'correction.sellerBefore', sellerBefore);
    if (nipOf(sellerBefore) !== nipOf(invoice.seller)) found.stop('correction.sellerBefore.identity', 'number_changed');
  }
  found.count('correction.buyersBefore', buyersBefore, 101);
  const parties = [invoice.buyer, ...invoice.otherParties.map(({ party }) => party)];
  const known = new Set(parties.map(({ identity }) => spelling(identity)));
  for (const [i, party] of buyersBefore.entries()) {
    checkParty(found, `correction.buyersBefore.${i}`, party, { isNameOptional: true });
    if (!known.has(spelling(party.identity))) found.stop(`correction.buyersBefore.${i}.identity`, 'number_changed');
  }
}
