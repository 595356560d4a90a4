// What an E-arve says beside its numbers.
import type { NoteSink } from '../read/noteSink';
import { textOf } from '../read/values';
import type { XmlElement } from '../xml/xmlElement';

export function noteInvoice(invoice: XmlElement, notes: NoteSink): void {
  const information = invoice.child('InvoiceInformation');
  const serviceId = invoice.attribute('serviceId')?.trim();
  notes.addText('customer_number', serviceId === '' ? undefined : serviceId);
  notes.addText('contract', textOf(information, 'ContractNumber'));
  notes.addText('invoice_content', textOf(information, 'InvoiceContentText'));
  notes.addText('payment_method', textOf(information, 'PaymentMethod'));
  notes.addText('payment_terms', textOf(information, 'PaymentTerm'));
  notes.addText('fine_per_day', textOf(information, 'FineRatePerDay'));
  notes.addText('period_name', textOf(information?.child('Period'), 'PeriodName'));
  notes.addText('payment_description', textOf(invoice.child('PaymentInfo'), 'PaymentDescription'));
  for (const node of invoice.children('AdditionalInformation')) noteExtension(node, notes);
  for (const node of information?.children('Extension') ?? []) noteExtension(node, notes);
}

/** In the document's own words; what is neither name nor id is a remark. */
function noteExtension(node: XmlElement, notes: NoteSink): void {
  const content = textOf(node, 'InformationContent');
  if (content === undefined) return;
  const name = textOf(node, 'InformationName') ?? node.attribute('extensionId');
  if (name === undefined || name === '') notes.add('remark', content);
  else notes.addOwn(name, content);
}
