// Platnosc and WarunkiTransakcji.
import type { SalesAccount, SalesInvoice } from '../../../../../shared/domain/salesInvoice';
import { isPaidInFull, type SalesTotals } from '../../../../../shared/domain/salesTotals';
import { accountNumber, filled, plainNumber, upperCode } from '../../write/normal';
import { methodCode } from './words';
import type { XmlText } from '../../write/xmlText';

export function writePayment(xml: XmlText, invoice: SalesInvoice, totals: SalesTotals): void {
  const { payment } = invoice;
  const { accounts, factorAccounts, discount, parts } = payment;
  const paidOn = filled(payment.paidOn);
  const lists = [parts, payment.dueOn, accounts, factorAccounts];
  const isSilent = paidOn === undefined && payment.method === undefined && discount === undefined;
  if (isSilent && lists.every((list) => list.length === 0)) return;
  xml.open('Platnosc', () => {
    xml.mark('Zaplacono', paidOn !== undefined);
    xml.text('DataZaplaty', paidOn);
    if (paidOn === undefined) writeParts(xml, invoice, totals);
    for (const date of payment.dueOn) {
      xml.open('TerminPlatnosci', () => {
        xml.text('Termin', date);
      });
    }
    const method = payment.method === undefined ? undefined : methodCode(payment.method);
    xml.text('FormaPlatnosci', method);
    xml.mark('PlatnoscInna', payment.method === 'other');
    if (payment.method === 'other') xml.text('OpisPlatnosci', payment.methodText);
    for (const account of accounts) writeAccount(xml, 'RachunekBankowy', account);
    for (const account of factorAccounts) writeAccount(xml, 'RachunekBankowyFaktora', account);
    if (discount !== undefined) {
      xml.open('Skonto', () => {
        xml.text('WarunkiSkonta', discount.terms);
        xml.text('WysokoscSkonta', discount.size);
      });
    }
  });
}

function writeParts(xml: XmlText, invoice: SalesInvoice, totals: SalesTotals): void {
  const { parts } = invoice.payment;
  if (parts.length === 0) return;
  // 1: a part is paid. 2: the last part paid all of it.
  xml.text('ZnacznikZaplatyCzesciowej', isPaidInFull(invoice, totals) ? '2' : '1');
  for (const part of parts) {
    xml.open('ZaplataCzesciowa', () => {
      xml.text('KwotaZaplatyCzesciowej', plainNumber(part.amount));
      xml.text('DataZaplatyCzesciowej', part.date);
      xml.text('FormaPlatnosci', part.method === undefined ? undefined : methodCode(part.method));
    });
  }
}

function writeAccount(xml: XmlText, name: string, account: SalesAccount): void {
  xml.open(name, () => {
    xml.text('NrRB', accountNumber(account.number));
    xml.text('SWIFT', upperCode(account.swift));
    xml.text('NazwaBanku', account.bank);
    xml.text('OpisRachunku', account.description);
  });
}

export function writeTerms(xml: XmlText, { orders, contracts, deliveryTerms }: SalesInvoice): void {
  if (orders.length === 0 && contracts.length === 0 && filled(deliveryTerms) === undefined) return;
  xml.open('WarunkiTransakcji', () => {
    for (const { number, date } of contracts) {
      xml.open('Umowy', () => {
        xml.text('DataUmowy', date);
        xml.text('NrUmowy', number);
      });
    }
    for (const { number, date } of orders) {
      xml.open('Zamowienia', () => {
        xml.text('DataZamowienia', date);
        xml.text('NrZamowienia', number);
      });
    }
    xml.text('WarunkiDostawy', deliveryTerms);
  });
}
