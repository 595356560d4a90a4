// Lines of FA: invoice lines, and the order lines of advance invoices.
import type { InvoiceLine } from '../../../../shared/domain/invoice';
import type { XmlElement } from '../xml/xmlElement';
import { decimalOf, isSet, type Reading, textOf } from './values';

export function readLines(reading: Reading, body: XmlElement): readonly InvoiceLine[] {
  const lines: InvoiceLine[] = [];
  for (let node = body.first; node !== null; node = node.next) {
    if (node.name === 'FaWiersz' && node.ns === body.ns) lines.push(invoiceLine(reading, node));
  }
  if (lines.length > 0) return lines;
  return (body.child('Zamowienie')?.children('ZamowienieWiersz') ?? []).map((node) => orderLine(reading, node));
}

/** Fields are set one by one: spreading a dozen optional fields per line was half of the whole reading time. */
type Draft = { -readonly [K in keyof InvoiceLine]: InvoiceLine[K] };

/** Net or gross is decided per line, by what the line has (KSeF issue 693). Row numbers have up to 14 digits: text. */
function invoiceLine(reading: Reading, node: XmlElement): InvoiceLine {
  const netPrice = decimalOf(reading, node, 'P_9A');
  const grossPrice = decimalOf(reading, node, 'P_9B');
  const net = decimalOf(reading, node, 'P_11');
  const gross = decimalOf(reading, node, 'P_11A');
  const hasPrice = netPrice !== undefined || grossPrice !== undefined;
  const line: Draft = {
    no: textOf(node, 'NrWierszaFa') ?? '',
    name: textOf(node, 'P_7') ?? '',
    priceIsGross: hasPrice ? netPrice === undefined : net === undefined && gross !== undefined,
    isBefore: isSet(node, 'StanPrzed'),
  };
  setCommon(line, {
    code: textOf(node, 'Indeks') ?? textOf(node, 'GTIN') ?? textOf(node, 'PKWiU') ?? textOf(node, 'CN'),
    quantity: decimalOf(reading, node, 'P_8B'),
    unit: textOf(node, 'P_8A'),
    price: netPrice ?? grossPrice,
    net,
    vat: decimalOf(reading, node, 'P_11Vat'),
    rate: textOf(node, 'P_12') ?? textOf(node, 'P_12_XII'),
  });
  if (gross !== undefined) line.gross = gross;
  return line;
}

function orderLine(reading: Reading, node: XmlElement): InvoiceLine {
  const line: Draft = {
    no: textOf(node, 'NrWierszaZam') ?? '',
    name: textOf(node, 'P_7Z') ?? '',
    priceIsGross: false,
    isBefore: isSet(node, 'StanPrzedZ'),
  };
  setCommon(line, {
    code: textOf(node, 'IndeksZ') ?? textOf(node, 'GTINZ') ?? textOf(node, 'PKWiUZ') ?? textOf(node, 'CNZ'),
    quantity: decimalOf(reading, node, 'P_8BZ'),
    unit: textOf(node, 'P_8AZ'),
    price: decimalOf(reading, node, 'P_9AZ'),
    net: decimalOf(reading, node, 'P_11NettoZ'),
    vat: decimalOf(reading, node, 'P_11VatZ'),
    rate: textOf(node, 'P_12Z') ?? textOf(node, 'P_12Z_XII'),
  });
  return line;
}

type CommonFields = Readonly<
  Record<'code' | 'quantity' | 'unit' | 'price' | 'net' | 'vat' | 'rate', string | undefined>
>;

function setCommon(line: Draft, fields: CommonFields): void {
  if (fields.code !== undefined) line.code = fields.code;
  if (fields.quantity !== undefined) line.quantity = fields.quantity;
  if (fields.unit !== undefined) line.unit = fields.unit;
  if (fields.price !== undefined) line.price = fields.price;
  if (fields.net !== undefined) line.net = fields.net;
  if (fields.vat !== undefined) line.vat = fields.vat;
  if (fields.rate !== undefined) line.rate = fields.rate;
}
