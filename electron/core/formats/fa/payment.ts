// Payment terms of FA and FA_RR, and what must be paid in the end.
import type { Payment } from '../../../../shared/domain/invoice';
import type { XmlElement } from '../xml/xmlElement';
import { amountIn, moneyNote, moneyText } from '../read/amounts';
import { joined, type NoteSink } from '../read/noteSink';
import { dateOf, isSet, present, type Reading, textOf } from '../read/values';

/** Message-key-able ids of `FormaPlatnosci` (TFormaPlatnosci). */
export const FA_METHODS: Readonly<Record<string, string>> = {
  '1': 'cash',
  '2': 'card',
  '3': 'voucher',
  '4': 'cheque',
  '5': 'credit',
  '6': 'transfer',
  '7': 'mobile',
};

export const FA_ACCOUNTS: readonly string[] = ['RachunekBankowy', 'RachunekBankowyFaktora'];

export function readPayment(
  reading: Reading,
  body: XmlElement,
  order: {
    readonly currency: string;
    readonly accounts: readonly string[];
    readonly methods: Readonly<Record<string, string>>;
    readonly notes: NoteSink;
  },
): Payment {
  const node = body.child('Platnosc');
  if (node === undefined) return { paid: false, dueOn: [], accounts: [] };
  const partial = readPartialPayments(reading, node, order.currency, order.notes);
  const isPaidInParts = textOf(node, 'ZnacznikZaplatyCzesciowej') === '2';
  notePayment(node, order.notes);
  return {
    paid: isSet(node, 'Zaplacono') || isPaidInParts,
    ...(textOf(node, 'ZnacznikZaplatyCzesciowej') === '1' ? { state: 'partly' as const } : {}),
    ...present('paidOn', dateOf(reading, node, 'DataZaplaty') ?? (isPaidInParts ? partial : undefined)),
    dueOn: node
      .children('TerminPlatnosci')
      .map((term) => dateOf(reading, term, 'Termin'))
      .filter((date) => date !== undefined),
    ...present('method', isSet(node, 'PlatnoscInna') ? 'other' : order.methods[textOf(node, 'FormaPlatnosci') ?? '']),
    accounts: order.accounts.flatMap((name) => node.children(name)).flatMap(readAccount),
  };
}

/** Latest date of the partial payments, which themselves become notes. */
function readPartialPayments(
  reading: Reading,
  node: XmlElement,
  currency: string,
  notes: NoteSink,
): string | undefined {
  let latest: string | undefined;
  for (const part of node.children('ZaplataCzesciowa')) {
    const amount = textOf(part, 'KwotaZaplatyCzesciowej');
    const date = dateOf(reading, part, 'DataZaplatyCzesciowej');
    notes.addText('partial_payment', joined([amount === undefined ? undefined : moneyNote(amount, currency), date]));
    if (date !== undefined && (latest === undefined || date > latest)) latest = date;
  }
  return latest;
}

function readAccount(node: XmlElement): Payment['accounts'] {
  const number = textOf(node, 'NrRB')?.replace(/\s/g, '');
  if (number === undefined) return [];
  return [{ number, ...present('bank', textOf(node, 'NazwaBanku')), ...present('swift', textOf(node, 'SWIFT')) }];
}

function notePayment(node: XmlElement, notes: NoteSink): void {
  if (isSet(node, 'PlatnoscInna')) notes.addText('payment_method', textOf(node, 'OpisPlatnosci'));
  for (const term of node.children('TerminPlatnosci')) {
    const description = term.child('TerminOpis');
    if (description === undefined) continue;
    // FA(2) has free text here, FA(3) three parts.
    const parts = ['Ilosc', 'Jednostka', 'ZdarzeniePoczatkowe'].map((name) => textOf(description, name));
    notes.addText('payment_terms', joined(parts, ' ') ?? textOf(term, 'TerminOpis'));
  }
  const discount = node.child('Skonto');
  notes.addText('cash_discount', joined([textOf(discount, 'WarunkiSkonta'), textOf(discount, 'WysokoscSkonta')]));
  notes.addText('payment_link', textOf(node, 'LinkDoPlatnosci'));
  notes.addText('payment_id', textOf(node, 'IPKSeF'));
}

/** `Rozliczenie`: charges and deductions after the invoice's sum. Answers minor units when they change what must be paid. */
export function readPayable(
  reading: Reading,
  body: XmlElement,
  order: { readonly currency: string; readonly gross: number; readonly notes: NoteSink },
): string | undefined {
  const node = body.child('Rozliczenie');
  if (node === undefined) return undefined;
  const { currency, notes } = order;
  for (const [name, id] of [
    ['Obciazenia', 'charge'],
    ['Odliczenia', 'deduction'],
  ] as const) {
    for (const part of node.children(name)) {
      const amount = textOf(part, 'Kwota');
      notes.addText(
        id,
        joined([amount === undefined ? undefined : moneyNote(amount, currency), textOf(part, 'Powod')]),
      );
    }
  }
  const overpaid = textOf(node, 'DoRozliczenia');
  if (overpaid !== undefined) notes.add('overpaid', moneyNote(overpaid, currency));
  const due = node.child('DoZaplaty');
  const stated = due === undefined ? null : amountIn(reading, due, currency);
  const payable = overpaid === undefined ? stated : 0;
  return payable === null || payable === order.gross ? undefined : moneyText(payable, currency);
}
