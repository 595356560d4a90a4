// The official receipt (UPO 4-3), as the test environment writes it: for one invoice, or for the good ones of a session.
import { createHash } from 'node:crypto';
import { toMs, warsawOffsetMs, warsawWall, type Micros } from '../instants';
import type { World } from '../world';
import { isGood, type SendingSession, type SentInvoice } from './model';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;

/** Polish wall-clock time with its offset, as receipts write it. */
function local(at: Micros): string {
  const hours = warsawOffsetMs(toMs(at)) / 3_600_000;
  return `${new Date(warsawWall(toMs(at))).toISOString().slice(0, 23)}+0${String(hours)}:00`;
}

export function upoOf(
  world: World,
  session: SendingSession,
  invoices: readonly SentInvoice[],
  isPage: boolean,
): Buffer {
  const good = invoices.filter(isGood);
  const body = [
    element('NazwaPodmiotuPrzyjmujacego', 'Ministerstwo Finansów - środowisko testowe (TE)'),
    element('NumerReferencyjnySesji', session.referenceNumber),
    element('Uwierzytelnienie', element('IdKontekstu', element('Nip', session.contextNip)) + proof(session)),
    isPage ? pageOf(good.length) : '',
    element('NazwaStrukturyLogicznej', `Schemat_${session.formCode.systemCode.replace(' ', '')}_v1-0E.xsd`),
    element('KodFormularza', session.formCode.systemCode),
    ...good.map((invoice) => element('Dokument', documentOf(world, invoice))),
  ].join('');
  const root = `<Potwierdzenie xmlns="http://upo.schematy.mf.gov.pl/KSeF/v4-3">${body}</Potwierdzenie>`;
  return Buffer.from(`<?xml version="1.0" encoding="utf-8"?>\n${root}`, 'utf8');
}

const proof = (session: SendingSession): string =>
  session.tokenReference === null
    ? element('SkrotDokumentuUwierzytelniajacego', hash(session.authReference))
    : element('NumerReferencyjnyTokenaKSeF', session.tokenReference);
const hash = (text: string): string => createHash('sha256').update(text).digest('base64');

const pageOf = (count: number): string =>
  element(
    'OpisPotwierdzenia',
    element('Strona', '1') +
      element('LiczbaStron', '1') +
      element('ZakresDokumentowOd', '1') +
      element('ZakresDokumentowDo', String(count)) +
      element('CalkowitaLiczbaDokumentow', String(count)),
  );

function documentOf(world: World, invoice: SentInvoice): string {
  const record = world.store.get(invoice.ksefNumber ?? '');
  if (!record) throw new Error(`no record of ${invoice.referenceNumber}`);
  const { facts, hash: sha256 } = world.store.learn(record);
  return [
    element('NipSprzedawcy', facts.seller.nip),
    element('NumerKSeFDokumentu', record.ksefNumber),
    element('NumerFaktury', escaped(facts.invoiceNumber)),
    element('DataWystawieniaFaktury', facts.issueDate),
    element('DataPrzeslaniaDokumentu', local(record.acceptedAt)),
    element('DataNadaniaNumeruKSeF', local(record.acquiredAt)),
    element('SkrotDokumentu', sha256),
    element('TrybWysylki', record.mode),
  ].join('');
}
