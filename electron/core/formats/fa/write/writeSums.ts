// P_13, P_14, P_15 and the annotations.
import { compare, decimalText, parseDecimal, plus, ZERO } from '../../../../../shared/domain/decimal';
import type { SalesInvoice } from '../../../../../shared/domain/salesInvoice';
import { vatsOf } from '../../../../../shared/domain/salesLines';
import type { SalesTotals } from '../../../../../shared/domain/salesTotals';
import { plainNumber } from '../../write/normal';
import { rateSlot } from './words';
import type { XmlText } from '../../write/xmlText';

/** Pairs whose tax may also be stated in złoty; OSS has tax without that, the others have none. */
const TAXED: ReadonlySet<string> = new Set(['1', '2', '3', '4']);

const added = (a: string, b: string): string => decimalText(plus(parseDecimal(a) ?? ZERO, parseDecimal(b) ?? ZERO));

interface SlotSum {
  readonly id: string;
  readonly net: string;
  readonly tax: string;
  readonly converted: string | undefined;
}

/** Rates that share a pair (23 and 22) are added up, in the order of the schema. */
function slotSums(totals: SalesTotals): readonly SlotSum[] {
  const sums: (SlotSum | undefined)[] = [];
  for (const { vat, net, tax, taxConverted } of totals.rates) {
    const slot = rateSlot(vat);
    if (slot === null) continue;
    const known = sums[slot.index];
    sums[slot.index] =
      known === undefined
        ? { id: slot.id, net, tax, converted: taxConverted }
        : {
            id: slot.id,
            net: added(known.net, net),
            tax: added(known.tax, tax),
            converted:
              known.converted === undefined || taxConverted === undefined
                ? undefined
                : added(known.converted, taxConverted),
          };
  }
  return sums.filter((sum) => sum !== undefined);
}

export function writeSums(xml: XmlText, invoice: SalesInvoice, totals: SalesTotals): void {
  const isForeign = invoice.currency !== 'PLN';
  for (const { id, net, tax, converted } of slotSums(totals)) {
    xml.text(`P_13_${id}`, net);
    if (TAXED.has(id) || id === '5') xml.text(`P_14_${id}`, tax);
    if (TAXED.has(id) && isForeign) xml.text(`P_14_${id}W`, converted);
  }
  xml.text('P_15', totals.gross);
}

/** The buyer accounts for the tax: said by P_18, and by the rates that mean it. */
export function isReverseCharge(invoice: SalesInvoice): boolean {
  const isMeant = vatsOf(invoice).some(
    ({ treatment }) => treatment === 'reverse_charge' || treatment === 'outside_service',
  );
  return isMeant || invoice.annotations.reverseCharge;
}

const BASIS = { act: 'P_19A', directive: 'P_19B', other: 'P_19C' } as const;
const MARGIN = {
  travel: 'P_PMarzy_2',
  used_goods: 'P_PMarzy_3_1',
  art: 'P_PMarzy_3_2',
  antiques: 'P_PMarzy_3_3',
} as const;

export function writeAnnotations(xml: XmlText, invoice: SalesInvoice): void {
  const { annotations } = invoice;
  const { exemption, margin } = annotations;
  xml.open('Adnotacje', () => {
    xml.yesNo('P_16', annotations.cashMethod);
    xml.yesNo('P_17', annotations.selfBilling);
    xml.yesNo('P_18', isReverseCharge(invoice));
    xml.yesNo('P_18A', annotations.splitPayment);
    xml.open('Zwolnienie', () => {
      xml.mark(exemption === undefined ? 'P_19N' : 'P_19', true);
      if (exemption !== undefined) xml.text(BASIS[exemption.source], exemption.text);
    });
    xml.open('NoweSrodkiTransportu', () => {
      xml.mark('P_22N', true);
    });
    xml.yesNo('P_23', annotations.triangular);
    xml.open('PMarzy', () => {
      xml.mark(margin === undefined ? 'P_PMarzyN' : 'P_PMarzy', true);
      if (margin !== undefined) xml.mark(MARGIN[margin], true);
    });
  });
}

/** `Rozliczenie`: what is added and taken off after the sum. */
export function writeSettlement(xml: XmlText, invoice: SalesInvoice, totals: SalesTotals): void {
  const lists = [
    ['Obciazenia', 'SumaObciazen', invoice.charges],
    ['Odliczenia', 'SumaOdliczen', invoice.deductions],
  ] as const;
  if (lists.every(([, , list]) => list.length === 0)) return;
  xml.open('Rozliczenie', () => {
    for (const [name, sum, list] of lists) {
      for (const { amount, reason } of list) {
        xml.open(name, () => {
          xml.text('Kwota', plainNumber(amount));
          xml.text('Powod', reason);
        });
      }
      if (list.length > 0) xml.text(sum, list.map(({ amount }) => amount).reduce(added, '0'));
    }
    const payable = parseDecimal(totals.payable) ?? ZERO;
    if (compare(payable, ZERO) >= 0) xml.text('DoZaplaty', totals.payable);
    else xml.text('DoRozliczenia', totals.payable.slice(1));
  });
}
