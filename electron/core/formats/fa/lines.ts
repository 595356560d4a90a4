// Lines of FA: invoice lines, and the order lines of advance invoices.
import type { InvoiceLine } from '../../../../shared/domain/invoice';
import type { XmlElement } from '../xml/xmlElement';
import { decimalIn, type Reading } from '../read/values';

export function readLines(reading: Reading, body: XmlElement): readonly InvoiceLine[] {
  const lines: InvoiceLine[] = [];
  for (let node = body.first; node !== null; node = node.next) {
    if (node.name === 'FaWiersz' && node.ns === body.ns) lines.push(readLine(reading, node));
  }
  if (lines.length > 0) return lines;
  return (body.child('Zamowienie')?.children('ZamowienieWiersz') ?? []).map((node) => readLine(reading, node));
}

type Draft = { -readonly [K in keyof InvoiceLine]: InvoiceLine[K] };

/** Codes of goods, most useful first: the buyer and the seller know the index, the others are classifications. */
const CODES: readonly string[] = ['Indeks', 'GTIN', 'PKWiU', 'CN'];

/**
 * One pass over the children with direct assignments: asking for twenty fields by name and spreading the optional ones took
 * half of the time of reading an invoice. Net or gross is decided per line, by what the line has (KSeF issue 693). Row numbers
 * have up to 14 digits and stay text. Order lines have the same names with a `Z` at the end.
 */
function readLine(reading: Reading, node: XmlElement): InvoiceLine {
  const line: Draft = { no: '', name: '', priceIsGross: false, isBefore: false };
  let grossPrice: string | undefined;
  let number: string | undefined;
  let codeRank = CODES.length;
  for (let child = node.first; child !== null; child = child.next) {
    const { token } = child;
    if (token === '' || child.ns !== node.ns) continue;
    switch (child.name) {
      case 'NrWierszaFa':
      case 'NrWierszaZam':
        line.no = token;
        break;
      case 'P_7':
      case 'P_7Z':
        line.name = token;
        break;
      case 'P_8A':
      case 'P_8AZ':
        line.unit = token;
        break;
      case 'P_8B':
      case 'P_8BZ':
        number = decimalIn(reading, child.name, token);
        if (number !== undefined) line.quantity = number;
        break;
      case 'P_9A':
      case 'P_9AZ':
        number = decimalIn(reading, child.name, token);
        if (number !== undefined) line.price = number;
        break;
      case 'P_9B':
        grossPrice = decimalIn(reading, child.name, token);
        break;
      case 'P_10':
        number = decimalIn(reading, child.name, token);
        if (number !== undefined) line.discount = number;
        break;
      case 'P_11':
      case 'P_11NettoZ':
        number = decimalIn(reading, child.name, token);
        if (number !== undefined) line.net = number;
        break;
      case 'P_11A':
        number = decimalIn(reading, child.name, token);
        if (number !== undefined) line.gross = number;
        break;
      case 'P_11Vat':
      case 'P_11VatZ':
        number = decimalIn(reading, child.name, token);
        if (number !== undefined) line.vat = number;
        break;
      case 'P_12':
      case 'P_12Z':
        line.rate = token;
        break;
      case 'P_12_XII':
      case 'P_12Z_XII':
        line.rate ??= token;
        break;
      case 'StanPrzed':
      case 'StanPrzedZ':
        line.isBefore = token === '1';
        break;
      default: {
        const rank = CODES.indexOf(child.name.endsWith('Z') ? child.name.slice(0, -1) : child.name);
        if (rank >= 0 && rank < codeRank) {
          codeRank = rank;
          line.code = token;
        }
      }
    }
  }
  return withGrossPrice(line, grossPrice);
}

function withGrossPrice(line: Draft, grossPrice: string | undefined): InvoiceLine {
  if (line.price !== undefined) return line;
  if (grossPrice !== undefined) line.price = grossPrice;
  line.priceIsGross = grossPrice !== undefined || (line.net === undefined && line.gross !== undefined);
  return line;
}
