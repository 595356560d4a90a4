// The key pair a certificate sign-in needs, out of whatever the user has: one PKCS#12, one PEM with both, or certificate and key apart.
import { X509Certificate, type KeyObject } from 'node:crypto';
import { badInput } from '../../sdk/errors';
import { readDer } from './asn1';
import { readContent, type FileContent } from './fileContent';
import { isPkcs12, openPkcs12 } from './pkcs12';
import { isKeyBlock, keyOfBlock, keyOfDer } from './privateKey';

export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly certificate: X509Certificate;
}

export interface KeyFiles {
  readonly certificateFile: string;
  readonly keyFile: string | null;
  readonly passphrase: string | null;
}

export async function openKeyPair(files: KeyFiles): Promise<KeyPair> {
  const first = readContent(files.certificateFile);
  const second = files.keyFile === null ? null : readContent(files.keyFile);
  const both = (await pkcs12In(first, files.passphrase)) ?? (second && (await pkcs12In(second, files.passphrase)));
  if (both) return matched(both.privateKey, both.certificates);
  const certificates = [...certificatesIn(first), ...(second ? certificatesIn(second) : [])];
  if (certificates.length === 0) throw unreadableCertificate();
  const privateKey = (await keyIn(second ?? first, files.passphrase)) ?? (await keyIn(first, files.passphrase));
  if (!privateKey) throw badInput('key_missing', { fieldErrors: { key_file: 'key_missing.what' } });
  return matched(privateKey, certificates);
}

async function pkcs12In(content: FileContent, passphrase: string | null) {
  if (!('der' in content)) return null;
  const asn1 = readDer(content.der);
  return asn1 && isPkcs12(asn1) ? openPkcs12(asn1, passphrase ?? '') : null;
}

function certificatesIn(content: FileContent): readonly X509Certificate[] {
  const ders =
    'der' in content
      ? [content.der]
      : content.blocks.filter(({ label }) => label === 'CERTIFICATE').map(({ der }) => der);
  return ders.flatMap((der) => {
    try {
      return [new X509Certificate(der)];
    } catch {
      return [];
    }
  });
}

async function keyIn(content: FileContent, passphrase: string | null): Promise<KeyObject | null> {
  if ('blocks' in content) {
    const block = content.blocks.find(isKeyBlock);
    return block ? keyOfBlock(block, passphrase) : null;
  }
  return certificatesIn(content).length > 0 ? null : keyOfDer(content.der, passphrase);
}

/** Of a chain the one certificate that belongs to the key, whatever its place. */
function matched(privateKey: KeyObject, certificates: readonly X509Certificate[]): KeyPair {
  if (certificates.length === 0) throw unreadableCertificate();
  const certificate = certificates.find((one) => one.checkPrivateKey(privateKey));
  if (!certificate)
    throw badInput('key_other_certificate', { fieldErrors: { key_file: 'key_other_certificate.what' } });
  return { privateKey, certificate };
}

function unreadableCertificate() {
  return badInput('certificate_unreadable', { fieldErrors: { certificate_file: 'certificate_unreadable.what' } });
}
