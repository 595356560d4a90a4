// What other services of the demo's world know of the register's invoices: its sales and purchases, as their documents tell them.
import type { SharedInvoice } from '../../../sdk/simulatorKit';
import type { World } from '../world';
import { isSubject, type InvoiceRecord } from './store';

export function sharedInvoices(world: World, sinceMs: number): readonly SharedInvoice[] {
  const nip = world.issued.demo.contextNip;
  const [since, now] = [sinceMs * 1000, world.now() * 1000];
  return world.store.all.flatMap((record) => {
    if (record.storedAt < since || record.storedAt > now) return [];
    const isSale = isSubject(record, 'Subject1', nip);
    return isSale || isSubject(record, 'Subject2', nip) ? [sharedOf(world, record, isSale)] : [];
  });
}

function sharedOf(world: World, record: InvoiceRecord, isSale: boolean): SharedInvoice {
  const { facts } = world.store.learn(record);
  const { seller, buyer } = facts;
  return {
    number: facts.invoiceNumber,
    isSale,
    isCorrection: facts.invoiceType.startsWith('Kor'),
    issueDate: facts.issueDate,
    currency: facts.currency,
    net: facts.net,
    vat: facts.gross - facts.net,
    party: isSale
      ? { name: buyer.name ?? '', taxId: buyer.identifier.value ?? null }
      : { name: seller.name, taxId: seller.nip },
    registered: record.ksefNumber,
    isScan: false,
  };
}
