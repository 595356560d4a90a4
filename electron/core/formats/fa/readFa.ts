// FA(2) and FA(3) into the common model. The two differ only in what FA(3) added, so one reader serves both.
import type { InvoiceKind, ParsedInvoice } from '../../../../shared/domain/invoice';
import { badField, missingField } from '../failures';
import type { XmlElement } from '../xml/xmlElement';
import { moneyText, requiredAmount } from '../read/amounts';
import { checkLines, checkParties, checkReferences, checkTotals } from './findings';
import { readLines } from './lines';
import { noteAdvances, noteAnnotations, noteCorrection, noteDescriptions, noteFooter, noteTerms } from './notes';
import { NoteSink } from '../read/noteSink';
import { noteParties, readOtherParties, readParty } from './parties';
import { FA_ACCOUNTS, FA_METHODS, readPayable, readPayment } from './payment';
import { noteExchange, rateTotals, readSlots } from './rates';
import { checkPayment } from '../read/checks';
import { addFinding, dateOf, present, type Reading, requiredDate, requiredText, textOf } from '../read/values';

export const KINDS: Readonly<Record<string, InvoiceKind>> = {
  VAT: 'invoice',
  KOR: 'correction',
  ZAL: 'advance',
  ROZ: 'settlement',
  UPR: 'simplified',
  KOR_ZAL: 'advance_correction',
  KOR_ROZ: 'settlement_correction',
};

export function readFa(root: XmlElement, format: string): ParsedInvoice {
  const body = root.child('Fa');
  if (body === undefined) throw missingField('Fa');
  const reading: Reading = { findings: [] };
  const notes = new NoteSink();
  const currency = currencyOf(body);
  const gross = requiredAmount(body, 'P_15', currency);
  const kind = kindOf(reading, body);
  const lines = readLines(reading, body);
  const slots = readSlots(reading, body, currency);
  const [seller, buyer] = [root.child('Podmiot1'), root.child('Podmiot2')];
  if (seller === undefined) throw missingField('Podmiot1');
  noteDescriptions(body, notes);
  const invoice = {
    format,
    number: requiredText(body, 'P_2'),
    kind,
    issueDate: requiredDate(body, 'P_1'),
    ...datesOf(reading, body),
    currency,
    seller: readParty(seller),
    buyer: readParty(buyer),
    otherParties: [...readOtherParties(root, body, notes)],
    lines: [...lines],
    rates: [...rateTotals(slots, lines, currency)],
    net: moneyText(
      slots.reduce((sum, slot) => sum + slot.net, 0),
      currency,
    ),
    vat: moneyText(
      slots.reduce((sum, slot) => sum + (slot.vat ?? 0), 0),
      currency,
    ),
    gross: moneyText(gross, currency),
    ...present('payable', readPayable(reading, body, { currency, gross, notes })),
    correctedNumbers: correctedNumbers(body),
    ...present('correctionReason', textOf(body, 'PrzyczynaKorekty')),
    payment: readPayment(reading, body, { currency, accounts: FA_ACCOUNTS, methods: FA_METHODS, notes }),
    hasAttachment: root.child('Zalacznik') !== undefined,
  };
  noteParties(seller, buyer, notes);
  noteAnnotations(body, notes);
  noteCorrection(body, currency, notes);
  noteAdvances(body, currency, notes);
  noteExchange(body, notes);
  noteTerms(body, notes);
  noteFooter(root, notes);
  checkTotals(reading, slots, { gross, currency });
  checkLines(reading, invoice, slots);
  checkParties(reading, invoice.seller, invoice.buyer);
  checkPayment(reading, invoice.payment, invoice.issueDate);
  checkReferences(reading, root, body);
  return { ...invoice, notes: notes.notes, findings: reading.findings.map((found) => ({ ...found })) };
}

export function currencyOf(body: XmlElement): string {
  const currency = requiredText(body, 'KodWaluty').toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) throw badField('KodWaluty');
  return currency;
}

function kindOf(reading: Reading, body: XmlElement): InvoiceKind {
  const word = requiredText(body, 'RodzajFaktury');
  const kind = Object.hasOwn(KINDS, word) ? KINDS[word] : undefined;
  if (kind === undefined) addFinding(reading, 'unknown_kind', { kind: word.slice(0, 40) });
  return kind ?? 'invoice';
}

function datesOf(reading: Reading, body: XmlElement): Pick<ParsedInvoice, 'saleDate' | 'periodFrom' | 'periodTo'> {
  const period = body.child('OkresFa');
  return {
    ...present('saleDate', dateOf(reading, body, 'P_6')),
    ...present('periodFrom', dateOf(reading, period, 'P_6_Od')),
    ...present('periodTo', dateOf(reading, period, 'P_6_Do')),
  };
}

export function correctedNumbers(body: XmlElement): ParsedInvoice['correctedNumbers'] {
  return body.children('DaneFaKorygowanej').map((node) => ({
    number: textOf(node, 'NrFaKorygowanej') ?? '',
    ...present('remoteNumber', textOf(node, 'NrKSeFFaKorygowanej')),
  }));
}
