// The links behind the two QR codes of a page. KOD I proves the invoice, KOD II who issued it offline. Dossier ksef §5.8.
import type { Environment } from './environments';

export interface InvoiceLinkFacts {
  readonly sellerNip: string;
  /** `YYYY-MM-DD`. */
  readonly issueDate: string;
  /** SHA-256 of the original's bytes. */
  readonly sha256Base64Url: string;
}

/** KOD I. Undefined where nobody can look the invoice up, or when a part of it is missing. */
export function invoiceLink({ qrHost }: Environment, facts: InvoiceLinkFacts): string | undefined {
  const date = /^(\d{4})-(\d\d)-(\d\d)$/.exec(facts.issueDate);
  if (qrHost === null || date === null || !/^\d{10}$/.test(facts.sellerNip)) return undefined;
  return `https://${qrHost}/invoice/${facts.sellerNip}/${date[3]}-${date[2]}-${date[1]}/${facts.sha256Base64Url}`;
}

export type ContextType = 'Nip' | 'InternalId' | 'NipVatUe' | 'PeppolId';

export interface CertificateLinkFacts extends Omit<InvoiceLinkFacts, 'issueDate'> {
  /** In which context the issuer acts. The service tells `Nip` from `nip`. */
  readonly context: { readonly type: ContextType; readonly value: string };
  /** Of a KSeF certificate of the type Offline: 16 upper-case hex digits. */
  readonly certificateSerial: string;
}

/** Signs with the certificate's private key: RSASSA-PSS (SHA-256, salt 32) or ECDSA P-256 (IEEE P1363). */
export type LinkSigner = (text: Uint8Array) => Promise<Uint8Array>;

/** KOD II: the signature is over the link itself, without its scheme and without the signature. */
export async function certificateLink(
  { qrHost }: Environment,
  { context, sellerNip, certificateSerial, sha256Base64Url }: CertificateLinkFacts,
  sign: LinkSigner,
): Promise<string | undefined> {
  if (qrHost === null || !/^[0-9A-F]{16}$/.test(certificateSerial)) return undefined;
  const parts = ['certificate', context.type, context.value, sellerNip, certificateSerial, sha256Base64Url];
  const signed = [qrHost, ...parts].join('/');
  const signature = await sign(Buffer.from(signed, 'utf8'));
  return `https://${signed}/${Buffer.from(signature).toString('base64url')}`;
}
