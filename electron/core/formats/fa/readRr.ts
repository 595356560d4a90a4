// FA_RR(1): the buyer issues it for a flat-rate farmer, who is the seller here too. Rates are flat-rate refunds.
import type { InvoiceLine, ParsedInvoice } from '../../../../shared/domain/invoice';
import { missingField } from '../failures';
import type { XmlElement } from '../xml/xmlElement';
import { moneyText, requiredAmount } from '../read/amounts';
import { checkParties, checkReferences } from './findings';
import { noteCorrection, noteDescriptions, noteFooter, noteTerms } from './notes';
import { NoteSink } from '../read/noteSink';
import { noteParties, readOtherParties, readParty } from './parties';
import { readPayable, readPayment } from './payment';
import { correctedNumbers, currencyOf } from './readFa';
import { checkPayment } from '../read/checks';
import {
  addFinding,
  dateOf,
  decimalIn,
  isSet,
  present,
  type Reading,
  requiredDate,
  requiredText,
  textOf,
} from '../read/values';

/** The farmer's accounts; the buyer's own (RachunekBankowy2) is none to pay to. */
const ACCOUNTS = ['RachunekBankowy1'];
const RR_METHODS = { '1': 'transfer' };

export function readRr(root: XmlElement, format: string): ParsedInvoice {
  const body = root.child('FakturaRR');
  if (body === undefined) throw missingField('FakturaRR');
  const seller = root.child('Podmiot1');
  if (seller === undefined) throw missingField('Podmiot1');
  const reading: Reading = { findings: [] };
  const notes = new NoteSink();
  const currency = currencyOf(body);
  const net = requiredAmount(body, 'P_11_1', currency);
  const vat = requiredAmount(body, 'P_11_2', currency);
  const gross = requiredAmount(body, 'P_12_1', currency);
  const lines = body.children('FakturaRRWiersz').map((node) => lineOf(reading, node));
  const buyer = root.child('Podmiot2');
  noteDescriptions(body, notes);
  const invoice = {
    format,
    number: requiredText(body, 'P_4C'),
    kind: requiredText(body, 'RodzajFaktury') === 'KOR_VAT_RR' ? ('correction' as const) : ('invoice' as const),
    issueDate: requiredDate(body, 'P_4B'),
    ...present('saleDate', dateOf(reading, body, 'P_4A')),
    currency,
    seller: readParty(seller),
    buyer: readParty(buyer),
    otherParties: [...readOtherParties(root, body, notes)],
    lines,
    rates: [{ rate: ratesOf(lines), net: moneyText(net, currency), vat: moneyText(vat, currency) }],
    net: moneyText(net, currency),
    vat: moneyText(vat, currency),
    gross: moneyText(gross, currency),
    ...present('payable', readPayable(reading, body, { currency, gross, notes })),
    correctedNumbers: correctedNumbers(body),
    ...present('correctionReason', textOf(body, 'PrzyczynaKorekty')),
    payment: readPayment(reading, body, { currency, accounts: ACCOUNTS, methods: RR_METHODS, notes }),
    hasAttachment: false,
  };
  noteParties(seller, buyer, notes);
  noteCorrection(body, currency, notes);
  noteTerms(body, notes);
  noteFooter(root, notes);
  if (Math.abs(net + vat - gross) > 2) {
    const [sum, stated] = [moneyText(net + vat, currency), moneyText(gross, currency)];
    addFinding(reading, 'sum_differs', { gross: stated, sum, currency });
  }
  checkParties(reading, invoice.seller, invoice.buyer);
  checkPayment(reading, invoice.payment, invoice.issueDate);
  checkReferences(reading, root, body);
  return { ...invoice, notes: notes.notes, findings: reading.findings.map((found) => ({ ...found })) };
}

function decimalOf(reading: Reading, node: XmlElement, name: string): string | undefined {
  const text = textOf(node, name);
  return text === undefined ? undefined : decimalIn(reading, name, text);
}

function lineOf(reading: Reading, node: XmlElement): InvoiceLine {
  return {
    no: textOf(node, 'NrWierszaFa') ?? '',
    name: [textOf(node, 'P_5'), textOf(node, 'P_6C')].filter((part) => part !== undefined).join(', '),
    ...present('code', textOf(node, 'GTIN') ?? textOf(node, 'PKWiU') ?? textOf(node, 'CN')),
    ...present('quantity', decimalOf(reading, node, 'P_6B')),
    ...present('unit', textOf(node, 'P_6A')),
    ...present('price', decimalOf(reading, node, 'P_7')),
    priceIsGross: false,
    ...present('net', decimalOf(reading, node, 'P_8')),
    ...present('gross', decimalOf(reading, node, 'P_11')),
    ...present('vat', decimalOf(reading, node, 'P_10')),
    ...present('rate', textOf(node, 'P_9')),
    isBefore: isSet(node, 'StanPrzed'),
  };
}

function ratesOf(lines: readonly InvoiceLine[]): string {
  const rates = [...new Set(lines.map((line) => line.rate).filter((rate) => rate !== undefined))];
  return rates.length === 0 ? '7' : rates.sort().join(' / ');
}
