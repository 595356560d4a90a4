// Credit notes count against the other invoices. Half of their senders write the amounts without a sign.
import type { InvoiceLine, ParsedInvoice } from '../../../../shared/domain/invoice';
import type { DecimalText } from '../../../../shared/domain/money';
import { present } from './values';

/** The same amount with the other sign. */
export function negatedText(text: DecimalText): DecimalText {
  if (text.startsWith('-')) return text.slice(1);
  return /[1-9]/.test(text) ? `-${text}` : text;
}

const turn = (text: DecimalText | undefined): DecimalText | undefined =>
  text === undefined ? undefined : negatedText(text);

/** Quantities turn with the sums, prices do not: one times the other stays the value of the line. */
function turnedLine(line: InvoiceLine): InvoiceLine {
  return {
    ...line,
    ...present('quantity', turn(line.quantity)),
    ...present('net', turn(line.net)),
    ...present('gross', turn(line.gross)),
    ...present('vat', turn(line.vat)),
  };
}

/** A credit note whose total has no sign, as what it is: something that is taken back. */
export function turned(invoice: ParsedInvoice): ParsedInvoice {
  const { lines, rates, net, vat, gross, payable } = invoice;
  return {
    ...invoice,
    lines: lines.map(turnedLine),
    rates: rates.map((rate) => ({ ...rate, net: negatedText(rate.net), ...present('vat', turn(rate.vat)) })),
    net: negatedText(net),
    vat: negatedText(vat),
    gross: negatedText(gross),
    ...present('payable', turn(payable)),
  };
}
