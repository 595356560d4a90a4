// What an invoice of the Ministry says beside its numbers.
import type { XmlElement } from '../xml/xmlElement';
import { moneyNote } from '../read/amounts';
import { joined, type NoteSink } from '../read/noteSink';
import { isSet, textOf } from '../read/values';

export function noteDescriptions(body: XmlElement, notes: NoteSink): void {
  for (const node of body.children('DodatkowyOpis')) {
    const row = textOf(node, 'NrWiersza');
    const label = textOf(node, 'Klucz') ?? '';
    notes.addOwn(row === undefined ? label : `#${row} ${label}`, textOf(node, 'Wartosc') ?? '');
  }
}

/** `Adnotacje`: only what is switched on. */
export function noteAnnotations(body: XmlElement, notes: NoteSink): void {
  const node = body.child('Adnotacje');
  if (node === undefined) return;
  if (isSet(node, 'P_16')) notes.add('cash_method', '');
  if (isSet(node, 'P_17')) notes.add('self_billing', '');
  if (isSet(node, 'P_18')) notes.add('reverse_charge', '');
  if (isSet(node, 'P_18A')) notes.add('split_payment', '');
  if (isSet(node, 'P_23')) notes.add('triangular', '');
  const exempt = node.child('Zwolnienie');
  if (isSet(exempt, 'P_19')) {
    notes.add('exempt_basis', textOf(exempt, 'P_19A') ?? textOf(exempt, 'P_19B') ?? textOf(exempt, 'P_19C') ?? '');
  }
  if (isSet(node.child('NoweSrodkiTransportu'), 'P_22')) notes.add('new_vehicles', '');
  const margin = node.child('PMarzy');
  if (isSet(margin, 'P_PMarzy_2')) notes.add('margin_travel', '');
  if (isSet(margin, 'P_PMarzy_3_1')) notes.add('margin_used_goods', '');
  if (isSet(margin, 'P_PMarzy_3_2')) notes.add('margin_art', '');
  if (isSet(margin, 'P_PMarzy_3_3')) notes.add('margin_antiques', '');
}

export function noteCorrection(body: XmlElement, currency: string, notes: NoteSink): void {
  const effect = textOf(body, 'TypKorekty');
  if (effect !== undefined && /^[1-4]$/.test(effect)) notes.add(`correction_effect_${effect}`, '');
  notes.addText('correction_period', textOf(body, 'OkresFaKorygowanej'));
  notes.addText('corrected_number', textOf(body, 'NrFaKorygowany'));
  const before = textOf(body, 'P_15ZK');
  if (before !== undefined) notes.add('amount_before_correction', moneyNote(before, currency));
}

/** Advance invoices that this one settles, and partial advances. */
export function noteAdvances(body: XmlElement, currency: string, notes: NoteSink): void {
  for (const node of body.children('FakturaZaliczkowa')) {
    notes.addText('advance_invoice', textOf(node, 'NrFaZaliczkowej') ?? textOf(node, 'NrKSeFFaZaliczkowej'));
  }
  for (const node of body.children('ZaliczkaCzesciowa')) {
    const amount = textOf(node, 'P_15Z');
    notes.addText(
      'partial_advance',
      joined([amount === undefined ? undefined : moneyNote(amount, currency), textOf(node, 'P_6Z')]),
    );
  }
  const order = textOf(body.child('Zamowienie'), 'WartoscZamowienia');
  if (order !== undefined) notes.add('order_value', moneyNote(order, currency));
}

export function noteTerms(body: XmlElement, notes: NoteSink): void {
  notes.addText('place', textOf(body, 'P_1M'));
  for (const node of body.children('WZ')) notes.addText('delivery_note', node.token);
  if (isSet(body, 'FP')) notes.add('receipt_invoice', '');
  if (isSet(body, 'TP')) notes.add('related_parties', '');
  if (isSet(body, 'ZwrotAkcyzy')) notes.add('excise_refund', '');
  const terms = body.child('WarunkiTransakcji');
  if (terms === undefined) return;
  for (const node of terms.children('Umowy')) {
    notes.addText('contract', joined([textOf(node, 'NrUmowy'), textOf(node, 'DataUmowy')]));
  }
  for (const node of terms.children('Zamowienia')) {
    notes.addText('order', joined([textOf(node, 'NrZamowienia'), textOf(node, 'DataZamowienia')]));
  }
  for (const node of terms.children('NrPartiiTowaru')) notes.addText('batch', node.token);
  notes.addText('delivery_terms', textOf(terms, 'WarunkiDostawy'));
  notes.addText('agreed_rate', joined([textOf(terms, 'KursUmowny'), textOf(terms, 'WalutaUmowna')], ' '));
  for (const node of terms.children('Transport')) {
    const carrier = node.child('Przewoznik')?.child('DaneIdentyfikacyjne');
    notes.addText(
      'carrier',
      joined([textOf(carrier, 'Nazwa'), textOf(carrier, 'NIP'), textOf(node, 'NrZleceniaTransportu')]),
    );
  }
}

export function noteFooter(root: XmlElement, notes: NoteSink): void {
  const footer = root.child('Stopka');
  if (footer === undefined) return;
  for (const node of footer.children('Informacje')) {
    const text = node.child('StopkaFaktury')?.text.trim();
    notes.addText('footer', text === '' ? undefined : text);
  }
  for (const node of footer.children('Rejestry')) {
    const numbers = ['KRS', 'REGON', 'BDO'].map((name) => {
      const number = textOf(node, name);
      return number === undefined ? undefined : `${name} ${number}`;
    });
    notes.addText('registers', joined([textOf(node, 'PelnaNazwa'), ...numbers]));
  }
}
