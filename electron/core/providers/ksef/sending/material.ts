// What a session is encrypted with, and what one invoice becomes by it.
import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { WorkContext } from '../../sdk/context';
import { rejected } from '../../sdk/errors';
import type { SealedInvoice, SessionEncryption } from '../api/sending';
import { encryptForKsef, newContentKey, sha256Base64, type ContentKey } from '../crypto';
import { isRefusal } from '../errors';
import { forgetPublicKeys, publicKeyFor } from '../publicKeys';
import type { Session } from '../session';

const FORMS = [
  { ns: 'http://crd.gov.pl/wzor/2025/06/25/13775/', systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' },
  { ns: 'http://crd.gov.pl/wzor/2023/06/29/12648/', systemCode: 'FA (2)', schemaVersion: '1-0E', value: 'FA' },
  { ns: 'http://crd.gov.pl/wzor/2026/03/06/14189/', systemCode: 'FA_RR (1)', schemaVersion: '1-1E', value: 'FA_RR' },
] as const;

const HEAD_BYTES = 4096;

/** By the namespace of its root: a session takes documents of one form only. */
export function formCodeOf(bytes: Uint8Array) {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD_BYTES)).toString('latin1');
  const form = FORMS.find(({ ns }) => head.includes(ns));
  if (!form) throw rejected('invoice_form');
  const { systemCode, schemaVersion, value } = form;
  return { systemCode, schemaVersion, value };
}

/** A fresh key, sealed for KSeF, and what is done with it; once more when KSeF has changed its own key meanwhile. */
export async function withSessionKey<T>(
  ctx: WorkContext,
  session: Session,
  open: (encryption: SessionEncryption, contentKey: ContentKey) => Promise<T>,
): Promise<{ readonly opened: T; readonly contentKey: ContentKey }> {
  const contentKey = newContentKey(ctx.ids);
  const attempt = async () => {
    const publicKey = await publicKeyFor(session.ksef, 'SymmetricKeyEncryption', ctx.clock.now());
    const encryption = {
      encryptedSymmetricKey: encryptForKsef(publicKey.key, Buffer.from(contentKey.key, 'base64')),
      initializationVector: contentKey.iv,
      publicKeyId: publicKey.publicKeyId,
    };
    return open(encryption, contentKey);
  };
  const opened = await attempt().catch((error: unknown) => {
    if (!isRefusal(error, 21470)) throw error;
    forgetPublicKeys(session.ksef);
    return attempt();
  });
  return { opened, contentKey };
}

const keyOf = ({ key, iv }: ContentKey) => [Buffer.from(key, 'base64'), Buffer.from(iv, 'base64')] as const;

export function newCipher(contentKey: ContentKey) {
  return createCipheriv('aes-256-cbc', ...keyOf(contentKey));
}

/** Encrypted, opened again here, and only then offered: a mistake would show hours later. */
export function sealInvoice(
  plain: Uint8Array,
  contentKey: ContentKey,
  how: { readonly offlineMode: boolean; readonly hashOfCorrectedInvoice?: string },
): SealedInvoice {
  const cipher = newCipher(contentKey);
  const content = Buffer.concat([cipher.update(plain), cipher.final()]);
  const decipher = createDecipheriv('aes-256-cbc', ...keyOf(contentKey));
  if (!Buffer.concat([decipher.update(content), decipher.final()]).equals(plain)) throw new Error('cipher differs');
  return {
    invoiceHash: sha256Base64(plain),
    invoiceSize: plain.length,
    encryptedInvoiceHash: sha256Base64(content),
    encryptedInvoiceSize: content.length,
    encryptedInvoiceContent: content.toString('base64'),
    ...how,
  };
}
