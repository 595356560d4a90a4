// Reads an official receipt (UPO 4-x). Leniently: outside production its issuer's name breaks its own schema.
import { readXml } from '../../../formats/xml/readXml';
import type { XmlElement } from '../../../formats/xml/xmlElement';
import type { ReceiptFacts } from '../../sdk/sending';

export interface UpoDocument {
  readonly sellerNip: string;
  readonly ksefNumber: string;
  readonly invoiceNumber: string;
  readonly issueDate: string;
  readonly sentAt: string;
  readonly numberedAt: string;
  /** Standard Base64. */
  readonly sha256: string;
  readonly mode: string;
}

export interface Upo {
  readonly issuer: string;
  readonly session: string;
  readonly documents: readonly UpoDocument[];
  /** Of a receipt for a whole session. */
  readonly page: { readonly number: number; readonly of: number } | null;
}

/** Throws what `readXml` throws for bytes that are no XML. */
export function readUpo(bytes: Uint8Array): Upo {
  const root = readXml(bytes);
  const of = (element: XmlElement | undefined, name: string): string => element?.child(name)?.token ?? '';
  const page = root.child('OpisPotwierdzenia');
  return {
    issuer: of(root, 'NazwaPodmiotuPrzyjmujacego'),
    session: of(root, 'NumerReferencyjnySesji'),
    page: page ? { number: Number(of(page, 'Strona')), of: Number(of(page, 'LiczbaStron')) } : null,
    documents: root.children('Dokument').map((one) => ({
      sellerNip: of(one, 'NipSprzedawcy'),
      ksefNumber: of(one, 'NumerKSeFDokumentu'),
      invoiceNumber: of(one, 'NumerFaktury'),
      issueDate: of(one, 'DataWystawieniaFaktury'),
      sentAt: of(one, 'DataPrzeslaniaDokumentu'),
      numberedAt: of(one, 'DataNadaniaNumeruKSeF'),
      sha256: of(one, 'SkrotDokumentu'),
      mode: of(one, 'TrybWysylki'),
    })),
  };
}

/** Of one invoice, also out of the receipt of a whole session. */
export function receiptFacts(bytes: Uint8Array, remoteNumber: string): ReceiptFacts | null {
  const { issuer, session, documents } = readUpo(bytes);
  const found = documents.find(({ ksefNumber }) => ksefNumber === remoteNumber);
  if (found === undefined) return null;
  const { sentAt, numberedAt, sha256 } = found;
  return { issuer, session, sentAt, numberedAt, sha256 };
}
