// The QR codes of an invoice that is handed over before KSeF knows it: KOD I, and for offline ones KOD II, signed here.
import { constants, sign, type KeyObject } from 'node:crypto';
import { badInput } from '../../sdk/errors';
import type { ProviderContext } from '../../sdk/context';
import type { LinkOrder, OfflineLinks } from '../../sdk/sending';
import { environmentOf } from '../environments';
import type { KeyPair } from '../keyFiles/openKeyPair';
import { meansOf } from '../means';
import { certificateLink, invoiceLink, type LinkSigner } from '../qrLinks';

export async function offlineLinks(ctx: ProviderContext, order: LinkOrder): Promise<OfflineLinks> {
  const { settings } = ctx.connection;
  const environment = environmentOf(settings);
  const { issueDate, sha256Base64Url, sellerTaxId: sellerNip } = order;
  const invoice = invoiceLink(environment, { sellerNip, issueDate, sha256Base64Url });
  const first = invoice === undefined ? {} : { invoice };
  if (order.mode === 'online') return first;
  const pair = await offlinePair(ctx);
  const issuer = await certificateLink(
    environment,
    { context: meansOf(ctx.connection).context, sellerNip, certificateSerial: serialOf(pair), sha256Base64Url },
    linkSigner(pair.privateKey),
  );
  return { ...first, ...(issuer === undefined ? {} : { issuer }) };
}

/** The certificate of the type Offline is its own: the one for signing in is not accepted under an invoice. */
async function offlinePair(ctx: ProviderContext): Promise<KeyPair> {
  const certificateFile = ctx.connection.credential('offline_certificate_file') ?? '';
  if (certificateFile === '')
    throw badInput('offline_certificate_missing', {
      fieldErrors: { offline_certificate_file: 'offline_certificate_missing.what' },
    });
  const { openKeyPair } = await import('../keyFiles/openKeyPair');
  return openKeyPair({
    certificateFile,
    keyFile: ctx.connection.credential('offline_key_file'),
    passphrase: ctx.connection.credential('offline_key_passphrase'),
  });
}

/** Sixteen hex digits; leading zeros belong to them. */
const serialOf = ({ certificate }: KeyPair): string => certificate.serialNumber.toUpperCase().padStart(16, '0');

const MIN_RSA_BITS = 2048;

/** RSASSA-PSS with SHA-256 and a salt of 32 bytes, or ECDSA over P-256 with R and S side by side. */
export function linkSigner(key: KeyObject): LinkSigner {
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  const isRsa = key.asymmetricKeyType === 'rsa' && modulusLength >= MIN_RSA_BITS;
  const isEc = key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1';
  if (!isRsa && !isEc)
    throw badInput('key_kind', {
      params: { kind: [key.asymmetricKeyType, namedCurve ?? modulusLength].join(' ') },
      fieldErrors: { offline_certificate_file: 'key_kind.what' },
    });
  const how = isRsa
    ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
    : ({ key, dsaEncoding: 'ieee-p1363' } as const);
  return (text) => Promise.resolve(sign('sha256', text, how));
}
